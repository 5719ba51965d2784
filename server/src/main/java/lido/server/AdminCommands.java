package lido.server;

import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lido.container.Application;
import lido.container.FailureText;
import lido.container.ReloadResult;
import lido.container.StartException;
import lido.server.admin.AdminSocket;
import lido.server.admin.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a server does when {@code bin/server} asks over the admin socket. Thread-safe. */
final class AdminCommands implements AdminSocket.Handler {

  private static final Logger LOG = LoggerFactory.getLogger(AdminCommands.class);

  private final Application application;
  private final Traffic traffic;
  private final ReloadJournal journal;
  private final Supplier<Status.Listening> listening;
  private final Instant since = Instant.now();
  private final long begun = System.nanoTime();

  /** Held for a whole reload that a client has asked for: one at a time. */
  private final ReentrantLock reloading = new ReentrantLock();

  AdminCommands(
      Application application,
      Traffic traffic,
      ReloadJournal journal,
      Supplier<Status.Listening> listening) {
    this.application = application;
    this.traffic = traffic;
    this.journal = journal;
    this.listening = listening;
  }

  @Override
  public Object run(String command, Consumer<String> notes) throws Exception {
    return switch (command) {
      case AdminSocket.STATUS ->
          StatusReader.read(application, traffic, listening.get(), since, begun);
      case AdminSocket.RELOAD -> reload(notes);
      default -> throw new IllegalArgumentException("the running server does not know " + command);
    };
  }

  private ReloadResult reload(Consumer<String> notes) throws StartException {
    if (!reloading.tryLock()) {
      throw new IllegalStateException(
          "a reload is already under way; ask again when it has ended, if something has changed"
              + " since it began");
    }
    int before = application.generation();
    try {
      return journal.tell(notes, application::reload);
    } catch (StartException | RuntimeException e) {
      if (application.generation() == before) {
        LOG.error("the reload failed, generation {} goes on: {}", before, FailureText.of(e));
      } else {
        // It says itself which generation serves, and what was not done.
        LOG.error("{}", FailureText.of(e));
      }
      throw e;
    } finally {
      reloading.unlock();
    }
  }
}
