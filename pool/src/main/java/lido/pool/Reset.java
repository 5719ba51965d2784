package lido.pool;

/** How a returned connection loses what its borrower left in the session by SQL. */
public enum Reset {
  /** Only after statements that can leave such state; their text is looked at once a prepare. */
  AUTO,
  /** After every return. */
  FULL,
  /** Never: only what was changed through JDBC's own methods is put back. */
  CHANGED
}
