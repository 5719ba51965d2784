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
 * What the providers of one generation have registered. Confined to the starting thread until all
 * have registered; read only after that.
 */
final class Registration {

  private final List<Module> modules = new ArrayList<>();

  /** What {@link Container#once} has made, in this generation or before. */
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
   * Takes what earlier generations keep for all. What this one adds does not touch theirs, so that
   * nothing stays of a generation that never serves.
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
      // Not computeIfAbsent: what is made may need another object of this kind.
      kept.put(type, maker.get());
    }
    return type.cast(kept.get(type));
  }

  Set<String> restartPaths() {
    return restartPaths;
  }

  /** Returns the names of the providers with hooks that run once per application. */
  Set<String> applicationProviders() {
    return Stream.of(onClaim, onStart, onStarted, onStop, onRelease)
        .flatMap(Hooks::owners)
        .map(Hooks.Owner::toString)
        .collect(toSet());
  }
}
