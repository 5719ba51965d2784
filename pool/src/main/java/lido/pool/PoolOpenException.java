package lido.pool;

/** Says which databases could not be opened, at which step, and why; names each one. */
public final class PoolOpenException extends Exception {

  private static final long serialVersionUID = 1;

  PoolOpenException(String message) {
    super(message);
  }
}
