package lido.container;

import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import lido.config.Origins;

/**
 * The configuration and the providers that a set of workers is built from. Whole and checked, or it
 * does not exist; it opens nothing.
 */
record Generation(int number, AppConfig config, Registration registration) {

  /**
   * Returns the paths that a later generation has changed, but that only a restart can change: the
   * application still runs with what this one, its first, said.
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

  /** Returns a path with the place of its value, for a message. */
  String placeOf(String path) {
    return value(path).map(it -> path + " (" + Origins.of(it.origin()) + ")").orElse(path);
  }
}
