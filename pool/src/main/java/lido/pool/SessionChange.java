package lido.pool;

/**
 * The changes of a session that a return has to undo, one bit each. A handle collects them in
 * {@link PooledConnection#changed}, which has 16 bits.
 */
final class SessionChange {

  /** A statement was made: nothing to undo, but there may be warnings to clear. */
  static final int USED = 1;

  /** Autocommit is off. */
  static final int MANUAL_COMMIT = 1 << 1;

  /**
   * The pool no longer sees all calls of this lease, or a setter failed: each setting is sent at
   * once, and the return puts it back.
   */
  static final int AT_ONCE = 1 << 2;

  /** Something was executed while autocommit was off: there may be an open transaction. */
  static final int WORK = 1 << 3;

  static final int ISOLATION = 1 << 4;
  static final int READ_ONLY = 1 << 5;
  static final int CATALOG = 1 << 6;
  static final int SCHEMA = 1 << 7;

  /** Settings of the driver's alone: holdability, type map. */
  static final int LOCAL = 1 << 8;

  /**
   * The driver's own object was handed out: whatever JDBC, SQL and the driver can do may have been
   * done with it, unseen.
   */
  static final int DRIVER = 1 << 9;

  static final int CLIENT_INFO = 1 << 10;
  static final int NETWORK_TIMEOUT = 1 << 11;

  /** SQL may have changed the session in a way that JDBC cannot see. */
  static final int SQL = 1 << 12;

  /** The connection is gone, or in an unknown state: it is not for the next borrower. */
  static final int BROKEN = 1 << 13;

  /**
   * Something was executed whose effect no text tells, such as a call. It may be anything that
   * {@link #SQL} stands for, another role or another database.
   */
  static final int UNSEEN = 1 << 14;

  /** The connection is not as its lease wants it: nothing to undo, but to be sent before a call. */
  static final int PENDING = 1 << 15;

  /** The session has another query timeout; noticed, and not of a handle's 16 bits. */
  static final int QUERY_TIMEOUT = 1 << 16;

  private SessionChange() {}
}
