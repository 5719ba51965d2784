package lido.container;

import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import lido.config.Origins;

/**
 * The configuration and the registration that a set of workers is built from: complete, checked,
 * and with nothing open.
 */
record Generation(int number, AppConfig config, Registration registration) {

  /**
   * Returns the paths whose values a later generation has changed without effect until a restart.
   * This is the first generation, by whose values the application still runs.
   */
  List<String> needsRestart(Generation later) {
    var paths = new TreeSet<>(registration.restartPaths());
    paths.addAll(later.registration.restartPaths());
    paths.removeIf(path -> value(path).equals(later.value(path)));
    if (!registration.applicationProviders().equals(later.registration.applicationProviders())) {
      paths.add("app.providers");
    }
    return List.copyOf(paths);
  }

  private Optional<ConfigValue> value(String path) {
    var root = config.root();
    return root.hasPath(path) ? Optional.of(root.getValue(path)) : Optional.empty();
  }

  /** Returns a path with the file and the line of its value, for a message. */
  String placeOf(String path) {
    return value(path).map(it -> path + " (" + Origins.of(it.origin()) + ")").orElse(path);
  }
}
