package lido.container;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lido.config.ConfigException;
import lido.config.ConfigLoader;
import lido.config.ConfigProblem;
import lido.config.ConfigSection;
import lido.config.Texts;
import lido.container.WorkerId.Role;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's own part of the configuration.
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

  /** The names of FastD, Swoole and others for our keys. */
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

  /** Reads and checks the block {@code app}, and the keys of {@code server} about workers. */
  static AppConfig read(Config root, Consumer<ConfigProblem> problems) {
    var paths = new HashSet<String>();
    Consumer<ConfigProblem> noting =
        problem -> {
          paths.add(problem.path());
          problems.accept(problem);
        };
    var app = ConfigSection.of(root, "app", noting);
    var server = ConfigSection.of(root, "server", noting);
    var reference = ConfigLoader.reference().root();
    rejectUnknownKeys(app, reference.get("app"));
    rejectUnknownKeys(server, reference.get("server"));
    var read = read(root, app, server);
    if (!paths.contains("app.stop-timeout")) {
      read.checkDrain(app, server);
    }
    return read;
  }

  private static AppConfig read(Config root, ConfigSection app, ConfigSection server) {
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

  /** After two thirds of its time a stop interrupts its hooks, and one of these drains. */
  private void checkDrain(ConfigSection app, ConfigSection server) {
    if (drainTimeout.multipliedBy(3).compareTo(stopTimeout.multipliedBy(2)) >= 0) {
      server.problem(
          "drain-timeout",
          "must be less than two thirds of app.stop-timeout, is %s of %s (%s)"
              .formatted(Texts.of(drainTimeout), Texts.of(stopTimeout), app.origin("stop-timeout")),
          "set it below %s, or app.stop-timeout above %s"
              .formatted(
                  Texts.of(Duration.ofMillis(stopTimeout.toMillis() * 2 / 3)),
                  Texts.of(Duration.ofMillis(drainTimeout.toMillis() * 3 / 2))));
    }
  }

  /** Returns how many workers there are, those for tasks included. */
  int allWorkers() {
    return workers + taskWorkers;
  }

  /** Returns the ids of all workers. */
  List<WorkerId> workerIds() {
    return Stream.concat(WorkerId.of(Role.REQUESTS, workers), WorkerId.of(Role.TASKS, taskWorkers))
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
    return server.is("workers", "auto")
        ? Runtime.getRuntime().availableProcessors()
        : server.integer("workers", 1, 1024);
  }

  /** A key exists if a reference.conf has it. A block that is empty there takes any keys. */
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
