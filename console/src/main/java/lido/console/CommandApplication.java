package lido.console;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import lido.container.AppState;
import lido.container.Application;
import lido.container.StartException;
import lido.container.Worker;
import lido.pool.RequestScope;
import org.jspecify.annotations.Nullable;

/** One worker of an application, in this process, for one piece of work. */
final class CommandApplication {

  private final Application application;

  /** Who works: for a signal to interrupt. */
  private final AtomicReference<@Nullable Thread> working = new AtomicReference<>();

  private CommandApplication(Application application) {
    this.application = application;
  }

  static CommandApplication of(Path conf) {
    return new CommandApplication(Application.forCommand(conf));
  }

  /** Work with an exit code. */
  @FunctionalInterface
  interface Work<T> {

    int run(T subject) throws Exception;
  }

  /** Runs the work as a coroutine of the worker, in a scope of this name; returns its exit code. */
  int inCoroutine(String name, Work<Worker> work) throws Exception {
    return run(started -> inCoroutine(started.workers().get(0), name, work));
  }

  /**
   * Runs the work in a worker, which refuses it when it is stopped or this machine has no thread.
   */
  int inCoroutine(Worker worker, String name, Work<Worker> work) throws Exception {
    var code = new CompletableFuture<Integer>();
    Runnable coroutine =
        () -> {
          working.set(Thread.currentThread());
          try {
            code.complete(RequestScope.call(name, () -> work.run(worker)));
          } catch (Throwable e) {
            code.completeExceptionally(e);
          } finally {
            working.set(null);
          }
        };
    if (!worker.execute(coroutine)) {
      throw new StartException(
          name
              + " has not begun: "
              + (application.state() == AppState.RUNNING
                  ? "this machine has no thread for it now"
                  : "the application has been stopped"));
    }
    try {
      return code.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** Starts the application, runs the work on this thread, and stops; returns the exit code. */
  int run(Work<Application> work) throws Exception {
    var shutdown = new Thread(this::interrupt, "shutdown");
    Runtime.getRuntime().addShutdownHook(shutdown);
    int code;
    try {
      application.start();
      code = work.run(application);
    } finally {
      application.stop();
      forget(shutdown);
    }
    var failure = application.failure();
    if (failure.isPresent()) {
      throw new StartException("it is done, but not all could be closed", failure.get());
    }
    return code;
  }

  /** The shutdown hook: the JVM ends with the signal's own exit code. */
  private void interrupt() {
    var thread = working.get();
    if (thread != null) {
      thread.interrupt();
    }
    application.stop();
  }

  private static void forget(Thread shutdown) {
    try {
      Runtime.getRuntime().removeShutdownHook(shutdown);
    } catch (IllegalStateException e) {
      // It runs already, because of a signal.
    }
  }
}
