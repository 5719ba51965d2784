package lido.container;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel itself reads from the configuration.
 *
 * @param root the whole configuration, resolved
 * @param threads platform threads per worker, where there are no virtual ones
 */
record AppConfig(
    Config root,
    String name,
    String version,
    List<String> providers,
    Duration startTimeout,
    Duration stopTimeout,
    int workers,
    int threads,
    int maxCoroutines,
    int taskWorkers,
    int taskQueue,
    Duration drainDelay,
    Duration drainTimeout) {

  /** What FastD, Swoole and others call our keys. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "services", "providers",
          "worker_num", "workers",
          "worker-num", "workers",
          "task_worker_num", "task-workers",
          "max_coroutine", "max-coroutines",
          "graceful-timeout", "stop-timeout",
          "shutdown-timeout", "stop-timeout",
          "host", "listen");

  private static final Duration MOMENT = Duration.ofMillis(100);
  private static final Duration HOUR = Duration.ofHours(1);

  /** Without the configuration, which holds passwords. */
  @Override
  public String toString() {
    return name + " " + version;
  }

  /** Reads and checks {@code app} and what {@code server} says about workers. */
  static AppConfig read(Config root, Consumer<ConfigProblem> problems) {
    var app = ConfigSection.of(root, "app", problems);
    var server = ConfigSection.of(root, "server", problems);
    var reference = ConfigLoader.reference().root();
    rejectUnknownKeys(app, reference.get("app"));
    rejectUnknownKeys(server, reference.get("server"));
    return new AppConfig(
        root,
        app.string("name"),
        app.string("version"),
        app.strings("providers"),
        app.duration("start-timeout", MOMENT, HOUR),
        app.duration("stop-timeout", MOMENT, HOUR),
        workers(server),
        server.integer("threads", 1, 10_000),
        server.integer("max-coroutines", 1, 1_000_000),
        server.integer("task-workers", 0, 1024),
        server.integer("task-queue", 1, 10_000_000),
        server.duration("drain-delay", Duration.ZERO, HOUR),
        server.duration("drain-timeout", Duration.ZERO, HOUR));
  }

  /** Returns the places of all workers. */
  List<Slot> slots() {
    return Stream.concat(Slot.of(Role.REQUESTS, workers), Slot.of(Role.TASKS, taskWorkers))
        .toList();
  }

  /** Stands in for the {@link TaskExecutor} where there are no task workers. */
  TaskExecutor noTaskWorkers() {
    var problems = new ArrayList<ConfigProblem>();
    ConfigSection.of(root, "server", problems::add)
        .problem(
            "task-workers",
            "is 0, but a class has a TaskExecutor injected",
            "write how many tasks may run at once, such as task-workers = 2");
    throw new ConfigException(problems);
  }

  private static int workers(ConfigSection server) {
    return server.shown("workers").equals("\"auto\"")
        ? Runtime.getRuntime().availableProcessors()
        : server.integer("workers", 1, 1024);
  }

  /** Every key that exists stands in a reference.conf; an empty block there takes any keys. */
  private static void rejectUnknownKeys(ConfigSection section, @Nullable Object reference) {
    if (!(reference instanceof ConfigObject known) || known.isEmpty()) {
      return;
    }
    var names = new HashMap<>(OTHER_NAMES);
    names.values().retainAll(known.keySet());
    section.rejectUnknownKeys(known.keySet(), names);
    for (var key : known.keySet()) {
      if (known.get(key) instanceof ConfigObject inner) {
        rejectUnknownKeys(section.section(key), inner);
      }
    }
  }
}
