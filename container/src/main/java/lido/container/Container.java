package lido.container;

import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import com.google.inject.binder.AnnotatedBindingBuilder;
import com.google.inject.binder.LinkedBindingBuilder;
import com.typesafe.config.Config;
import java.util.function.Supplier;
import lido.config.ConfigProblem;

/**
 * What a {@link ServiceProvider} may do: read the configuration, bind services, install modules and
 * leave hooks. Not thread-safe; used only while providers register.
 *
 * <p>Every worker has an injector of its own, in which {@link Worker}, {@link Application} and
 * {@link Config} are bound already. Singletons are made when a worker starts, one per worker; what
 * is bound with {@code toInstance} is one object for all workers.
 *
 * <p>Every {@link lido.pool.PoolInterface} that a binding gives is opened when a worker starts, and
 * closed when it stops: bind it in a singleton scope, with its own type or one that is linked to it
 * (of a provider or a provider method only the declared type is known). One bound with {@code
 * toInstance} is opened by every worker, which opens nothing twice, and closed by the last. A
 * {@link lido.pool.WorkerPool} is opened only in workers for requests, a {@link lido.pool.TaskPool}
 * only in workers for tasks.
 *
 * <p>{@link Application#reload} lets all providers register again, for the next generation of
 * workers. The hooks of workers belong to their generation. {@link #onStart}, {@link #onStarted}
 * and {@link #onStop} hooks run once per application: a reload keeps those that the start took, and
 * forgets those of later generations. What must outlive a generation is made with {@link #once}.
 */
public interface Container {

  /** Returns the whole resolved configuration. */
  Config config();

  /**
   * Returns how many workers this generation has: {@code server.workers}, of which {@code auto} is
   * one for each processor, and {@code server.task-workers}. Each of them opens pools of its own. 1
   * of each kind, at most, in an application that runs a command.
   */
  int workers();

  /** Binds a type; Guice's own builder. Each worker gets its own instance of what is scoped. */
  <T> AnnotatedBindingBuilder<T> bind(Class<T> type);

  /** Binds a generic type. */
  <T> AnnotatedBindingBuilder<T> bind(TypeLiteral<T> type);

  /** Binds a key, such as a type with {@code @Named}. */
  <T> LinkedBindingBuilder<T> bind(Key<T> key);

  /** Adds a whole Guice module to every worker's injector; it is configured once for each. */
  void install(Module module);

  /** Reports a problem of the configuration; all problems of a start are shown together. */
  void problem(ConfigProblem problem);

  /**
   * Returns the application's one object of a type, such as what owns the sockets: made for the
   * first generation that asks for it, the same for every later one. Binds nothing.
   */
  <T> T once(Class<T> type, Supplier<T> maker);

  /**
   * Says which values this provider heeds only at the start, such as {@code server.listen}. A
   * reload that finds one of them changed says that it takes a restart.
   *
   * @param paths paths of the configuration, of values or of whole blocks
   */
  void needsRestart(String... paths);

  /**
   * Runs once, before every {@link #onStart} hook: takes what only one process may have, such as
   * the PID file, so that a second start is refused before it has touched anything. {@link
   * #onRelease} gives it back.
   */
  void onClaim(Hook<Application> hook);

  /**
   * Runs once, before the first worker starts: migrations, for example. It may take its time:
   * {@code app.start-timeout} is for the workers.
   */
  void onStart(Hook<Application> hook);

  /**
   * Runs once, after all workers have started: listeners, for example. Not in an application that
   * runs a command, which serves nobody.
   */
  void onStarted(Hook<Application> hook);

  /**
   * Runs when a reload has built this generation, before the first of its workers starts; the
   * workers of the generation before go on serving. An exception refuses the reload.
   */
  void onReload(Hook<Application> hook);

  /**
   * Runs when this generation has taken the place of the one before, by a reload: for what could
   * not be undone, such as another certificate of a listener. The workers of before drain after it.
   * An exception undoes nothing, and keeps no other of these hooks from running; the reload throws
   * it at its end, with the number of the generation that serves.
   */
  void onReloaded(Hook<Application> hook);

  /**
   * Runs once when the application stops, before its workers do, the last left first. Runs also
   * when the start fails after this provider's hooks for the start began. All of these together
   * have two thirds of {@code app.stop-timeout}, and are interrupted then. It cannot call {@link
   * Application#stop}, for which it would wait.
   */
  void onStop(Hook<Application> hook);

  /**
   * Runs once when the application stops, after all else is closed, as {@link #onStop} does: gives
   * back what {@link #onClaim} took.
   */
  void onRelease(Hook<Application> hook);

  /**
   * Runs when a worker starts, after its pools have opened; also when a reload or the loss of
   * another worker is the reason, and for workers that run tasks ({@link Worker#isTask}).
   */
  void onWorkerStart(Hook<Worker> hook);

  /**
   * Runs when a worker stops, before its pools are closed, the last left first. Runs also when the
   * worker's start fails after this provider's {@link #onWorkerStart} hooks began.
   */
  void onWorkerStop(Hook<Worker> hook);
}
