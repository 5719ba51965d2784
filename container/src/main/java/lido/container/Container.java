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
 * The container that a {@link ServiceProvider} registers in: the configuration, the bindings, the
 * modules and the hooks. Not thread-safe; usable only while providers register.
 *
 * <p><b>Workers.</b> Every worker has an injector of its own. {@link Worker}, {@link Application}
 * and {@link Config} are bound in it already. Singletons are made when a worker starts, one per
 * worker. An object that is bound with {@code toInstance} is one for all workers.
 *
 * <p><b>Pools.</b> Every bound {@link lido.pool.PoolInterface} is opened when a worker starts, and
 * closed when it stops. Bind it in a singleton scope, under its own type or under a type that is
 * linked to it. Of a provider and a provider method only the declared type is known. A pool that is
 * bound with {@code toInstance} is opened by every worker, which opens nothing twice, and closed by
 * the last one. A {@link lido.pool.WorkerPool} is opened only in workers for requests, a {@link
 * lido.pool.TaskPool} only in workers for tasks.
 *
 * <p><b>Generations.</b> {@link Application#reload} lets all providers register again, for the next
 * generation of workers. The hooks of workers belong to their generation. {@link #onClaim}, {@link
 * #onStart}, {@link #onStarted}, {@link #onStop} and {@link #onRelease} hooks run once per
 * application: those of the first generation. An object that must outlive its generation is made by
 * {@link #once}.
 */
public interface Container {

  /** Returns the whole resolved configuration. */
  Config config();

  /**
   * Returns how many workers this generation has, those for tasks included: {@code server.workers},
   * where {@code auto} is one for each processor, plus {@code server.task-workers}. Each worker
   * opens pools of its own. An application that runs a command has at most one of each kind.
   */
  int workers();

  /** Binds a type, by Guice's own builder. A scope holds one object for each worker. */
  <T> AnnotatedBindingBuilder<T> bind(Class<T> type);

  /** Binds a generic type. */
  <T> AnnotatedBindingBuilder<T> bind(TypeLiteral<T> type);

  /** Binds a key, such as a type with {@code @Named}. */
  <T> LinkedBindingBuilder<T> bind(Key<T> key);

  /** Installs a Guice module in every worker's injector. It is configured once for each. */
  void install(Module module);

  /** Reports a problem of the configuration. All problems of a start are shown together. */
  void problem(ConfigProblem problem);

  /**
   * Returns the application's only object of a type, such as the owner of the sockets. The first
   * generation that asks for it makes it; later ones get the same. Binds nothing.
   */
  <T> T once(Class<T> type, Supplier<T> maker);

  /**
   * Names the values that this provider reads only at the start, such as {@code server.listen}. A
   * reload reports a changed one as needing a restart.
   *
   * @param paths paths of values or of whole blocks
   */
  void needsRestart(String... paths);

  /**
   * Runs once, before every {@link #onStart} hook. For a resource that only one process may have,
   * such as the PID file: a second start is refused before it has touched anything. {@link
   * #onRelease} gives the resource back. Does not run in an application that runs a command.
   */
  void onClaim(Hook<Application> hook);

  /**
   * Runs once, before the first worker starts. For migrations, for example: {@code
   * app.start-timeout} does not apply to it.
   */
  void onStart(Hook<Application> hook);

  /**
   * Runs once, after all workers have started. For listeners, for example. Does not run in an
   * application that runs a command.
   */
  void onStarted(Hook<Application> hook);

  /**
   * Runs when a reload has built this generation, before the first of its workers starts. The old
   * workers serve meanwhile. An exception refuses the reload.
   */
  void onReload(Hook<Application> hook);

  /**
   * Runs when a reload has put this generation in the place of the one before, whose workers drain
   * after this hook. For a change that cannot be undone, such as another certificate of a listener.
   * An exception undoes nothing, and the other hooks of this kind still run. The reload throws it
   * at its end, with the number of the generation that serves.
   */
  void onReloaded(Hook<Application> hook);

  /**
   * Runs once when the application stops, before its workers do. These hooks run in reverse order
   * of registration. A start that fails runs the hooks of the providers with a start hook that
   * began. All together have two thirds of {@code app.stop-timeout}; then they are interrupted. A
   * stop hook cannot call {@link Application#stop}.
   */
  void onStop(Hook<Application> hook);

  /**
   * Runs once when the application stops, after everything else is closed. Gives back the resource
   * of {@link #onClaim}. For all else the rules of {@link #onStop} apply.
   */
  void onRelease(Hook<Application> hook);

  /**
   * Runs when a worker starts, after its pools have opened: at the start, at a reload, and after
   * the loss of another worker. Workers for tasks have these hooks, too ({@link Worker#isTask}).
   */
  void onWorkerStart(Hook<Worker> hook);

  /**
   * Runs when a worker stops, before its pools are closed. These hooks run in reverse order of
   * registration. A start of a worker that fails runs the hooks of the providers with an {@link
   * #onWorkerStart} hook that began.
   */
  void onWorkerStop(Hook<Worker> hook);
}
