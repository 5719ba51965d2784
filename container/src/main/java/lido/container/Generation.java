package lido.container;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import lido.config.ConfigException;
import lido.config.ConfigProblem;
import lido.config.Origins;

/**
 * The configuration and the providers that a set of workers is built from. Whole and checked, or it
 * does not exist; it opens nothing.
 */
record Generation(int number, AppConfig config, Registration registration) {

  /**
   * Reads the configuration and lets the providers register, for the first time.
   *
   * @throws ConfigException with every problem of the configuration
   * @throws StartException when a provider failed
   */
  static Generation first(Config root, List<ServiceProvider> inCode) throws StartException {
    return of(1, root, inCode, Map.of());
  }

  /** Does the same again, for the generation after this one, which it does not touch. */
  Generation next(Config root, List<ServiceProvider> inCode) throws StartException {
    return of(number + 1, root, inCode, registration.kept());
  }

  private static Generation of(
      int number, Config root, List<ServiceProvider> inCode, Map<Class<?>, Object> kept)
      throws StartException {
    var problems = new ArrayList<ConfigProblem>();
    var config = AppConfig.read(root, problems::add);
    var registration = new Registration(config, problems::add, kept);
    try {
      for (var provider : new Providers(config, problems::add).load(config.providers(), inCode)) {
        register(provider, registration, problems);
      }
    } catch (StartException e) {
      if (problems.isEmpty()) {
        throw e;
      }
      throw withProblems(problems, e);
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new Generation(number, config, registration);
  }

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

  private static void register(
      ServiceProvider provider, Registration registration, List<ConfigProblem> problems)
      throws StartException {
    try {
      registration.register(provider);
    } catch (ConfigException e) {
      problems.addAll(e.problems());
    } catch (Throwable e) {
      throw Failures.start(provider.getClass().getName() + " could not register", e);
    }
  }

  /** The problems come first: they may well be why the provider failed. */
  private static ConfigException withProblems(
      List<ConfigProblem> problems, StartException failure) {
    var all = new ConfigException(problems);
    all.addSuppressed(failure);
    return all;
  }
}
