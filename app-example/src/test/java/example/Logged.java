package example;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Takes what a logger says, in place of the console, until it is closed. */
final class Logged extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final Logger logger;

  private Logged(Logger logger) {
    this.logger = logger;
  }

  static Logged by(String name) {
    var logged = new Logged((Logger) LoggerFactory.getLogger(name));
    logged.start();
    logged.logger.addAppender(logged);
    logged.logger.setAdditive(false);
    return logged;
  }

  @Override
  protected void append(ILoggingEvent event) {
    // Now, while the thread still has its MDC.
    event.prepareForDeferredProcessing();
    events.add(event);
  }

  List<ILoggingEvent> warnings() {
    return events.stream().filter(event -> event.getLevel() == Level.WARN).toList();
  }

  @Override
  public void close() {
    logger.setAdditive(true);
    logger.detachAppender(this);
    stop();
  }
}
