package lido.container;

import static java.util.stream.Collectors.toSet;

import com.google.inject.Binder;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import com.google.inject.binder.AnnotatedBindingBuilder;
import com.google.inject.binder.LinkedBindingBuilder;
import com.google.inject.spi.Elements;
import com.google.inject.util.Modules;
import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lido.config.ConfigProblem;
import org.jspecify.annotations.Nullable;

/**
 * What the providers registered. Confined to the starting thread until all have registered; read
 * only after that.
 *
 * <p>Bindings are recorded once and replayed into every worker's injector. A module is not: it is
 * installed anew into each, because Guice's multibinders belong to the first injector that they are
 * in, and would give its objects to all others.
 */
final class Registration implements Container {

  private final AppConfig config;
  private final Consumer<ConfigProblem> problems;
  private final List<Module> modules = new ArrayList<>();

  /** What {@link #once} has made, in this generation or before. */
  private final Map<Class<?>, Object> kept;

  private final Set<String> restartPaths = new TreeSet<>();

  final Hooks<Application> onClaim = new Hooks<>("onClaim");
  final Hooks<Application> onStart = new Hooks<>("onStart");
  final Hooks<Application> onStarted = new Hooks<>("onStarted");
  final Hooks<Application> onReload = new Hooks<>("onReload");
  final Hooks<Application> onReloaded = new Hooks<>("onReloaded");
  final Hooks<Application> onStop = new Hooks<>("onStop");
  final Hooks<Application> onRelease = new Hooks<>("onRelease");
  final Hooks<Worker> onWorkerStart = new Hooks<>("onWorkerStart");
  final Hooks<Worker> onWorkerStop = new Hooks<>("onWorkerStop");

  /** The provider that is registering, and the binder that records its bindings; null between. */
  private @Nullable ServiceProvider current;

  private @Nullable Binder recorder;

  /**
   * Takes also what earlier generations keep for all; what this one adds does not touch theirs, so
   * that nothing stays of a generation that never serves.
   */
  Registration(AppConfig config, Consumer<ConfigProblem> problems, Map<Class<?>, Object> kept) {
    this.config = config;
    this.problems = problems;
    this.kept = new HashMap<>(kept);
  }

  /** Lets a provider register; what it throws comes out as it is. */
  void register(ServiceProvider provider) {
    var installed = modules.size();
    var failure = new ArrayList<Throwable>();
    var elements =
        Elements.getElements(
            binder -> {
              current = provider;
              recorder = binder.skipSources(Registration.class);
              try {
                provider.register(this);
              } catch (Throwable e) {
                // Guice would turn it into one of its messages.
                failure.add(e);
              }
            });
    current = null;
    recorder = null;
    modules.add(installed, Elements.getModule(elements));
    failure.forEach(Registration::rethrow);
  }

  /** Returns all bindings and modules, for a worker's injector. */
  Module services() {
    return Modules.combine(modules);
  }

  Map<Class<?>, Object> kept() {
    return kept;
  }

  Set<String> restartPaths() {
    return restartPaths;
  }

  /** Returns the names of the providers with hooks that run once per application. */
  Set<String> applicationProviders() {
    return Stream.of(onClaim, onStart, onStarted, onStop, onRelease)
        .flatMap(Hooks::providers)
        .map(provider -> provider.getClass().getName())
        .collect(toSet());
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
    current();
    modules.add(module);
  }

  @Override
  public void problem(ConfigProblem problem) {
    current();
    problems.accept(problem);
  }

  @Override
  public <T> T once(Class<T> type, Supplier<T> maker) {
    current();
    if (!kept.containsKey(type)) {
      // Not computeIfAbsent: what is made may need another object of this kind.
      kept.put(type, maker.get());
    }
    return type.cast(kept.get(type));
  }

  @Override
  public void needsRestart(String... paths) {
    current();
    restartPaths.addAll(List.of(paths));
  }

  @Override
  public void onClaim(Hook<Application> hook) {
    onClaim.add(current(), hook);
  }

  @Override
  public void onStart(Hook<Application> hook) {
    onStart.add(current(), hook);
  }

  @Override
  public void onStarted(Hook<Application> hook) {
    onStarted.add(current(), hook);
  }

  @Override
  public void onReload(Hook<Application> hook) {
    onReload.add(current(), hook);
  }

  @Override
  public void onReloaded(Hook<Application> hook) {
    onReloaded.add(current(), hook);
  }

  @Override
  public void onStop(Hook<Application> hook) {
    onStop.add(current(), hook);
  }

  @Override
  public void onRelease(Hook<Application> hook) {
    onRelease.add(current(), hook);
  }

  @Override
  public void onWorkerStart(Hook<Worker> hook) {
    onWorkerStart.add(current(), hook);
  }

  @Override
  public void onWorkerStop(Hook<Worker> hook) {
    onWorkerStop.add(current(), hook);
  }

  private ServiceProvider current() {
    if (current == null) {
      throw new IllegalStateException("the container is used after register has returned");
    }
    return current;
  }

  private Binder recorder() {
    current();
    if (recorder == null) {
      throw new IllegalStateException("bug: a provider registers without a recorder");
    }
    return recorder;
  }

  private static void rethrow(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    throw new IllegalStateException("bug: register threw a checked exception", failure);
  }
}
