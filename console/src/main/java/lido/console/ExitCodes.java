package lido.console;

/**
 * The exit codes of {@code bin/server} and {@code bin/console}; 2, for a command line that is
 * wrong, is picocli's own.
 */
final class ExitCodes {

  static final int DONE = 0;
  static final int FAILED = 1;

  /** {@code status} and {@code reload}: there is no server. */
  static final int NOT_RUNNING = 3;

  /** {@code start}: a second signal did not wait for what was running. */
  static final int CUT_SHORT = 4;

  private ExitCodes() {}
}
