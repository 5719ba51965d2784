package lido.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lido.config.ConfigSection;
import lido.server.admin.PidFile;

/**
 * The block {@code server}, checked.
 *
 * @param listeners all that are to be opened, the main one first
 * @param limits for the listeners that have no own
 */
record ServerConfig(
    List<ListenerConfig> listeners,
    DispatchMode dispatch,
    Duration drainTimeout,
    Path pidFile,
    String pidFileOrigin,
    Limits limits) {

  private static final Duration HOUR = Duration.ofHours(1);

  /** Workers, their threads and their tasks are read by the container. */
  private static final Set<String> KEYS =
      Set.of(
          "listen",
          "drain-delay",
          "listeners",
          "dispatch",
          "listener-defaults",
          "drain-timeout",
          "pid-file",
          "limits",
          "workers",
          "threads",
          "max-coroutines",
          "task-workers",
          "task-queue");

  /** The names that Swoole and FastD have for the same. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "host", "listen",
          "port", "listen",
          "pid_file", "pid-file",
          "dispatch_mode", "dispatch",
          "worker_num", "workers",
          "task_worker_num", "task-workers",
          "max_coroutine", "max-coroutines",
          "max_coro_num", "max-coroutines");

  /** Reads the block, and reports its problems to the section. */
  static ServerConfig read(ConfigSection section) {
    section.rejectUnknownKeys(KEYS, OTHER_NAMES);
    return new ServerConfig(
        ListenerConfig.readAll(section),
        dispatch(section),
        section.duration("drain-timeout", Duration.ZERO, HOUR),
        PidFile.configured(section),
        section.origin("pid-file"),
        Limits.read(section.section("limits")));
  }

  private static DispatchMode dispatch(ConfigSection section) {
    return switch (section.string("dispatch")) {
      case "round-robin", "" -> DispatchMode.ROUND_ROBIN;
      case "least-busy" -> DispatchMode.LEAST_BUSY;
      case "connection" -> DispatchMode.CONNECTION;
      default -> {
        section.problem(
            "dispatch",
            "must be round-robin, least-busy or connection, is " + section.shown("dispatch"),
            "write one of the three");
        yield DispatchMode.ROUND_ROBIN;
      }
    };
  }
}
