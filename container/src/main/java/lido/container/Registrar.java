package lido.container;

import com.google.inject.Binder;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import com.google.inject.binder.AnnotatedBindingBuilder;
import com.google.inject.binder.LinkedBindingBuilder;
import com.google.inject.spi.Elements;
import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lido.config.ConfigException;
import lido.config.ConfigProblem;
import org.jspecify.annotations.Nullable;

/**
 * Makes a generation: reads the configuration, loads the providers, and lets them register. Their
 * calls become a {@link Registration}. Confined to the calling thread.
 *
 * <p>Bindings are recorded once and replayed into every worker's injector. A module is installed
 * anew in each: a multibinder of Guice belongs to the first injector that it is in, and would give
 * its objects to all others.
 */
final class Registrar implements Container {

  private final Application application;
  private final AppConfig config;
  private final Consumer<ConfigProblem> problems;
  private final Registration registration;

  /** The modules of the provider that is registering. */
  private final List<Module> installed = new ArrayList<>();

  /** The provider that is registering; null between two providers. */
  private Hooks.@Nullable Owner owner;

  /** Records the bindings of that provider; null between two providers. */
  private @Nullable Binder recorder;

  private Registrar(
      Application application,
      AppConfig config,
      Consumer<ConfigProblem> problems,
      Registration registration) {
    this.application = application;
    this.config = config;
    this.problems = problems;
    this.registration = registration;
  }

  /**
   * Makes the first generation of an application.
   *
   * @throws ConfigException with every problem of the configuration
   * @throws StartException when a provider failed
   */
  static Generation first(Application application, Config root, List<ServiceProvider> inCode)
      throws StartException {
    return generation(1, application, root, inCode, Map.of());
  }

  /** Makes the generation after another one, which stays as it is. Throws as above. */
  static Generation next(
      Generation before, Application application, Config root, List<ServiceProvider> inCode)
      throws StartException {
    var kept = before.registration().kept();
    return generation(before.number() + 1, application, root, inCode, kept);
  }

  private static Generation generation(
      int number,
      Application application,
      Config root,
      List<ServiceProvider> inCode,
      Map<Class<?>, Object> kept)
      throws StartException {
    var problems = new ArrayList<ConfigProblem>();
    var config = AppConfig.read(root, problems::add);
    var registration = new Registration(kept);
    var registrar = new Registrar(application, config, problems::add, registration);
    try {
      for (var provider : new Providers(config, problems::add).load(config.providers(), inCode)) {
        registrar.register(provider, problems);
      }
    } catch (StartException e) {
      if (problems.isEmpty()) {
        throw e;
      }
      // The problems come first: they may be the reason for the failure.
      var all = new ConfigException(problems);
      all.addSuppressed(e);
      throw all;
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new Generation(number, config, registration);
  }

  private void register(ServiceProvider provider, List<ConfigProblem> found) throws StartException {
    var name = provider.getClass().getName();
    var failure = new ArrayList<Throwable>();
    var elements =
        Elements.getElements(
            binder -> {
              owner = new Hooks.Owner(name);
              recorder = binder.skipSources(Registrar.class);
              try {
                provider.register(this);
              } catch (Throwable e) {
                // Guice would turn it into one of its messages.
                failure.add(e);
              }
            });
    owner = null;
    recorder = null;
    registration.install(Elements.getModule(elements));
    installed.forEach(registration::install);
    installed.clear();
    for (var e : failure) {
      if (!(e instanceof ConfigException wrong)) {
        throw Failures.start(name + " could not register", e);
      }
      found.addAll(wrong.problems());
    }
  }

  @Override
  public Config config() {
    return config.root();
  }

  @Override
  public int workers() {
    return config.allWorkers();
  }

  @Override
  public <T> AnnotatedBindingBuilder<T> bind(Class<T> type) {
    return recorder().bind(type);
  }

  @Override
  public <T> AnnotatedBindingBuilder<T> bind(TypeLiteral<T> type) {
    return recorder().bind(type);
  }

  @Override
  public <T> LinkedBindingBuilder<T> bind(Key<T> key) {
    return recorder().bind(key);
  }

  @Override
  public void install(Module module) {
    owner();
    installed.add(module);
  }

  @Override
  public void problem(ConfigProblem problem) {
    owner();
    problems.accept(problem);
  }

  @Override
  public <T> T once(Class<T> type, Supplier<T> maker) {
    owner();
    return registration.once(type, maker);
  }

  @Override
  public void needsRestart(String... paths) {
    owner();
    registration.restartPaths().addAll(List.of(paths));
  }

  @Override
  public void onClaim(Hook<Application> hook) {
    registration.onClaim.add(owner(), () -> hook.run(application));
  }

  @Override
  public void onStart(Hook<Application> hook) {
    registration.onStart.add(owner(), () -> hook.run(application));
  }

  @Override
  public void onStarted(Hook<Application> hook) {
    registration.onStarted.add(owner(), () -> hook.run(application));
  }

  @Override
  public void onReload(Hook<Application> hook) {
    registration.onReload.add(owner(), () -> hook.run(application));
  }

  @Override
  public void onReloaded(Hook<Application> hook) {
    registration.onReloaded.add(owner(), () -> hook.run(application));
  }

  @Override
  public void onStop(Hook<Application> hook) {
    registration.onStop.add(owner(), () -> hook.run(application));
  }

  @Override
  public void onRelease(Hook<Application> hook) {
    registration.onRelease.add(owner(), () -> hook.run(application));
  }

  @Override
  public void onWorkerStart(Hook<Worker> hook) {
    registration.onWorkerStart.add(owner(), hook);
  }

  @Override
  public void onWorkerStop(Hook<Worker> hook) {
    registration.onWorkerStop.add(owner(), hook);
  }

  private Hooks.Owner owner() {
    if (owner == null) {
      throw new IllegalStateException("the container is used after register has returned");
    }
    return owner;
  }

  private Binder recorder() {
    owner();
    if (recorder == null) {
      throw new IllegalStateException("bug: a provider registers without a recorder");
    }
    return recorder;
  }
}
