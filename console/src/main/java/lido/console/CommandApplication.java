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

/** An application of this process with one worker, for one piece of work. */
final class CommandApplication {

  private final Application application;

  /** The thread of the work, which a signal interrupts. */
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

  /** Runs the work as a coroutine of the worker, in a scope of this name. Returns its exit code. */
  int inCoroutine(String name, Work<Worker> work) throws Exception {
    return run(started -> inCoroutine(started.workers().get(0), name, work));
  }

  /**
   * Runs the work in a worker. The worker refuses when it is stopped, or when this machine has no
   * thread for it.
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

  /** Starts the application, runs the work on this thread, and stops. Returns the exit code. */
  int run(Work<Application> work) throws Exception {
    int code;
    try (var shutdown = new ShutdownHook("shutdown", this::interrupt)) {
      try {
        application.start();
        code = work.run(application);
      } finally {
        application.stop();
      }
    }
    var failure = application.failure();
    if (failure.isPresent()) {
      throw new StartException("it is done, but not all could be closed", failure.get());
    }
    return code;
  }

  /** The shutdown hook. The JVM ends with the exit code of the signal. */
  private void interrupt() {
    var thread = working.get();
    if (thread != null) {
      thread.interrupt();
    }
    application.stop();
  }
}
