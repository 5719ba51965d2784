package lido.container;

import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import com.google.inject.binder.AnnotatedBindingBuilder;
import com.google.inject.binder.LinkedBindingBuilder;
import com.typesafe.config.Config;

/**
 * What a {@link ServiceProvider} may do: read the configuration, bind services, install modules and
 * leave hooks. Not thread-safe; used only while providers register.
 */
public interface Container {

  /** Returns the whole resolved configuration. */
  Config config();

  /** Binds a type; Guice's own builder. Each worker gets its own instance of what is scoped. */
  <T> AnnotatedBindingBuilder<T> bind(Class<T> type);

  /** Binds a generic type. */
  <T> AnnotatedBindingBuilder<T> bind(TypeLiteral<T> type);

  /** Binds a key, such as a type with {@code @Named}. */
  <T> LinkedBindingBuilder<T> bind(Key<T> key);

  /** Adds a whole Guice module to every worker's injector. */
  void install(Module module);

  /** Reports a problem of the configuration; all problems of a start are shown together. */
  void problem(ConfigProblem problem);

  /** Runs once, before the first worker starts: migrations, for example. */
  void onStart(Hook<Application> hook);

  /** Runs once, after all workers have started: listeners, for example. */
  void onStarted(Hook<Application> hook);

  /**
   * Runs once when the application stops, before its workers do, the last left first. Runs also
   * when the start fails after this provider's {@link #onStart} or {@link #onStarted} hooks began.
   */
  void onStop(Hook<Application> hook);

  /** Runs when a worker starts, after its pools have opened. */
  void onWorkerStart(Hook<Worker> hook);

  /** Runs when a worker stops, before its pools are closed, the last left first. */
  void onWorkerStop(Hook<Worker> hook);
}
