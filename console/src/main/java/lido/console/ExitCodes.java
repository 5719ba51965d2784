package lido.console;

/**
 * The exit codes of {@code bin/server} and {@code bin/console}. Picocli itself ends with 2 for a
 * wrong command line.
 */
final class ExitCodes {

  static final int DONE = 0;
  static final int FAILED = 1;

  /** {@code status} and {@code reload}: there is no server. */
  static final int NOT_RUNNING = 3;

  /** {@code start}: a second signal ended it at once. */
  static final int CUT_SHORT = 4;

  private ExitCodes() {}
}
