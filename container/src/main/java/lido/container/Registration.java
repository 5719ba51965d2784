package lido.container;

import static java.util.stream.Collectors.toSet;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The bindings and hooks of all providers of one generation. Confined to one thread until all have
 * registered; only read after that.
 */
final class Registration {

  private final List<Module> modules = new ArrayList<>();

  /** The objects of {@code Container.once}, of this generation and those before. */
  private final Map<Class<?>, Object> kept;

  private final Set<String> restartPaths = new TreeSet<>();

  final Hooks onClaim = new Hooks("onClaim");
  final Hooks onStart = new Hooks("onStart");
  final Hooks onStarted = new Hooks("onStarted");
  final Hooks onReload = new Hooks("onReload");
  final Hooks onReloaded = new Hooks("onReloaded");
  final Hooks onStop = new Hooks("onStop");
  final Hooks onRelease = new Hooks("onRelease");
  final WorkerHooks onWorkerStart = new WorkerHooks("onWorkerStart");
  final WorkerHooks onWorkerStop = new WorkerHooks("onWorkerStop");

  /**
   * Takes the objects that the generation before keeps. They are copied, so nothing remains of a
   * generation that never serves.
   */
  Registration(Map<Class<?>, Object> kept) {
    this.kept = new HashMap<>(kept);
  }

  /** Returns all bindings and modules, for a worker's injector. */
  Module services() {
    return Modules.combine(modules);
  }

  void install(Module module) {
    modules.add(module);
  }

  Map<Class<?>, Object> kept() {
    return kept;
  }

  <T> T once(Class<T> type, Supplier<T> maker) {
    if (!kept.containsKey(type)) {
      // Not computeIfAbsent: the maker may ask for another object.
      kept.put(type, maker.get());
    }
    return type.cast(kept.get(type));
  }

  Set<String> restartPaths() {
    return restartPaths;
  }

  /** Returns the class names of the providers with hooks that run once per application. */
  Set<String> applicationProviders() {
    return Stream.of(onClaim, onStart, onStarted, onStop, onRelease)
        .flatMap(Hooks::owners)
        .map(Hooks.Owner::toString)
        .collect(toSet());
  }
}
