package lido.console;

import java.io.PrintWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import lido.container.AppState;
import lido.container.Application;
import lido.container.FailureText;
import lido.container.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server in the foreground, from its start to its end. SIGTERM or SIGINT ends the JVM: its
 * shutdown hook stops the application, or undoes a start that is under way. A second signal ends
 * the JVM at once. SIGHUP reloads.
 */
final class ForegroundServer {

  private static final Logger LOG = LoggerFactory.getLogger(ForegroundServer.class);

  private static final int SIGINT = 2;
  private static final int SIGTERM = 15;

  private final Application application;
  private final PrintWriter err;
  private final CountDownLatch stopping = new CountDownLatch(1);

  /** Set by the first SIGTERM or SIGINT. */
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * Set by the shutdown hook. Then the hook says how the server ended, and the main thread is
   * silent.
   */
  private volatile boolean signalled;

  ForegroundServer(Application application, PrintWriter err) {
    this.application = application;
    this.err = err;
  }

  /** Blocks until the server has stopped. Returns the exit code. */
  int run() throws StartException, InterruptedException {
    application.register(container -> container.onStop(stopped -> stopping.countDown()));
    Runtime.getRuntime().addShutdownHook(new Thread(this::shutDown, "shutdown"));
    var parent = System.getProperty(ServerProcess.PARENT);
    Signals.on("TERM", () -> end(SIGTERM));
    // Without setsid Ctrl-C reaches the child, too. Its parent sends a SIGTERM for it.
    Signals.on("INT", parent == null ? () -> end(SIGINT) : () -> {});
    Signals.on("HUP", new CoalescingRunner(this::reload));
    if (parent != null) {
      endWith(Long.parseLong(parent));
    }
    try {
      application.start();
    } catch (StartException | RuntimeException e) {
      if (signalled) {
        return ExitCodes.FAILED;
      }
      throw e;
    }
    stopping.await();
    application.stop();
    return exitCode();
  }

  /** Ends this child of {@code start --watch} with its parent, however the parent ends. */
  private void endWith(long parent) {
    ProcessHandle.of(parent)
        .map(ProcessHandle::onExit)
        .orElseGet(() -> CompletableFuture.completedFuture(null))
        .thenRunAsync(() -> end(SIGTERM), work -> new Thread(work, "parent-ended").start());
  }

  /**
   * The first signal ends the JVM as the JVM itself would. The second signal does not wait for
   * running work.
   */
  private void end(int signal) {
    if (told.compareAndSet(false, true)) {
      System.exit(128 + signal);
    }
    err.println("stopped at once by a second signal; what was running is lost");
    err.flush();
    Runtime.getRuntime().halt(ExitCodes.CUT_SHORT);
  }

  private void reload() {
    try {
      application.reload();
    } catch (StartException | RuntimeException e) {
      LOG.error("the reload that SIGHUP asked for failed: {}", FailureText.of(e));
    }
  }

  /**
   * The shutdown hook. A signal is the ordinary end of a server that has run: its exit code is 0,
   * and from here only a halt can set it. In all other cases the exit code of the JVM is right: 128
   * and the number of the signal, or the result of main.
   */
  private void shutDown() {
    signalled = true;
    var before = application.state();
    application.stop();
    switch (before) {
      case RUNNING, STOPPING -> Runtime.getRuntime().halt(exitCode());
      case STARTING -> {
        if (application.state() == AppState.STOPPED) {
          Runtime.getRuntime().halt(exitCode());
        }
        err.println("stopped by a signal during the start; what it had opened is closed");
        err.flush();
      }
      case NEW, STOPPED, FAILED -> {}
    }
  }

  private int exitCode() {
    return application.failure().isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
  }
}
