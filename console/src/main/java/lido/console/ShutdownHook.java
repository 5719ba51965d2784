package lido.console;

/** Runs an action when a signal ends the JVM, until it is closed. */
final class ShutdownHook implements AutoCloseable {

  private final Thread thread;

  ShutdownHook(String name, Runnable action) {
    this.thread = new Thread(action, name);
    Runtime.getRuntime().addShutdownHook(thread);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException e) {
      // The JVM is ending already, and the hook runs.
    }
  }
}
