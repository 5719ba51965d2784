package lido.container;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;

/**
 * The configuration and the providers that a set of workers is built from. Whole and checked, or it
 * does not exist; it opens nothing.
 */
record Generation(AppConfig config, Registration registration) {

  /**
   * Reads the configuration and lets the providers register.
   *
   * @throws ConfigException with every problem of the configuration
   * @throws StartException when a provider failed
   */
  static Generation of(Config root, List<ServiceProvider> inCode) throws StartException {
    var problems = new ArrayList<ConfigProblem>();
    var config = AppConfig.read(root, problems::add);
    var registration = new Registration(root, problems::add);
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
    return new Generation(config, registration);
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
