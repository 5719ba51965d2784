package lido.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one connection: those that its lease wants, and those that it has (ADR 0017).
 * Where both differ, the difference is sent before the next call that can reach the server, and
 * never if none comes. A return leaves the connection as it is; the next lease begins with wanting
 * what the login gave.
 *
 * <p>Belongs to the holder of the entry. It is of the connection, not of the entry: a thread that
 * comes late writes into what nobody reads any more.
 */
final class Settings {

  static final int ALL =
      SessionChange.MANUAL_COMMIT
          | SessionChange.ISOLATION
          | SessionChange.READ_ONLY
          | SessionChange.CATALOG
          | SessionChange.SCHEMA;

  private final Connection raw;
  private final LoginState login;
  private final SessionTracking session;
  private final ServerStatus status;

  /** The bits whose setting can be put back at any time. */
  private final int mayWait;

  // The bits of SessionChange whose setting is not as after the login, and the settings of those.

  private int has;
  private int hasIsolation;
  private boolean hasReadOnly;
  private @Nullable String hasCatalog;
  private @Nullable String hasSchema;

  private int wants;
  private int wantsIsolation;
  private boolean wantsReadOnly;
  private @Nullable String wantsCatalog;
  private @Nullable String wantsSchema;

  /** Whether something was left here that nobody takes back: from now on nothing waits. */
  private boolean leftBySql;

  Settings(Connection raw, LoginState login, SessionTracking session) {
    this.raw = raw;
    this.login = login;
    this.session = session;
    this.status = login.status();
    this.mayWait = mayWait(login);
  }

  private static int mayWait(LoginState login) {
    int bits = SessionChange.MANUAL_COMMIT;
    for (int bit = SessionChange.ISOLATION; bit <= SessionChange.SCHEMA; bit <<= 1) {
      bits |= login.knows(bit) ? bit : 0;
    }
    // There is no way back to no database at all.
    String catalog = login.catalog();
    return catalog == null || catalog.isEmpty() ? bits & ~SessionChange.CATALOG : bits;
  }

  // What the lease wants

  /** Whether the setting of a bit is known where nobody has set it. */
  boolean knows(int bit) {
    return login.knows(bit);
  }

  void wantAutoCommit(boolean on) {
    want(SessionChange.MANUAL_COMMIT, !on);
  }

  boolean wantsAutoCommit() {
    return (wants & SessionChange.MANUAL_COMMIT) == 0;
  }

  void wantIsolation(int level) {
    wantsIsolation = level;
    want(
        SessionChange.ISOLATION,
        !login.knows(SessionChange.ISOLATION) || level != login.isolation());
  }

  int wantedIsolation() {
    return (wants & SessionChange.ISOLATION) == 0 ? login.isolation() : wantsIsolation;
  }

  void wantReadOnly(boolean readOnly) {
    wantsReadOnly = readOnly;
    want(
        SessionChange.READ_ONLY,
        !login.knows(SessionChange.READ_ONLY) || readOnly != login.isReadOnly());
  }

  boolean wantedReadOnly() {
    return (wants & SessionChange.READ_ONLY) == 0 ? login.isReadOnly() : wantsReadOnly;
  }

  void wantCatalog(@Nullable String catalog) {
    wantsCatalog = catalog;
    want(SessionChange.CATALOG, catalog == null || !catalog.equals(login.catalog()));
  }

  void wantSchema(@Nullable String schema) {
    wantsSchema = schema;
    want(SessionChange.SCHEMA, true);
  }

  private void want(int bit, boolean differs) {
    wants = differs ? wants | bit : wants & ~bit;
  }

  /** After a setter that failed: its setting is wanted as it was. */
  private void takeBack(int bit) {
    wants = (wants & ~bit) | (has & bit);
    wantsIsolation = bit == SessionChange.ISOLATION ? hasIsolation : wantsIsolation;
    wantsReadOnly = bit == SessionChange.READ_ONLY ? hasReadOnly : wantsReadOnly;
    wantsCatalog = bit == SessionChange.CATALOG ? hasCatalog : wantsCatalog;
    wantsSchema = bit == SessionChange.SCHEMA ? hasSchema : wantsSchema;
  }

  // What is sent

  /**
   * The setting of a bit has become another wish: it is sent now or, where it may wait, when it
   * matters.
   *
   * @param seen whether the pool has seen all that may change a setting, and no work is open
   */
  void change(int bit, boolean seen) throws SQLException {
    if (!seen || !mayWait(bit)) {
      try {
        apply(bit);
      } catch (Throwable e) {
        takeBack(bit);
        throw e;
      }
    }
  }

  /** Makes the connection as its lease wants it. */
  void settle() throws SQLException {
    apply(0);
  }

  boolean isPending() {
    return pending() != 0;
  }

  /** The bits in which the connection is not as its lease wants it. */
  private int pending() {
    int both = wants & has;
    int pending = wants ^ has;
    if ((both & SessionChange.ISOLATION) != 0 && wantsIsolation != hasIsolation) {
      pending |= SessionChange.ISOLATION;
    }
    if ((both & SessionChange.READ_ONLY) != 0 && wantsReadOnly != hasReadOnly) {
      pending |= SessionChange.READ_ONLY;
    }
    if ((both & SessionChange.CATALOG) != 0 && !Objects.equals(wantsCatalog, hasCatalog)) {
      pending |= SessionChange.CATALOG;
    }
    if ((both & SessionChange.SCHEMA) != 0 && !Objects.equals(wantsSchema, hasSchema)) {
      pending |= SessionChange.SCHEMA;
    }
    return pending;
  }

  /**
   * Whether the setting of a bit may be sent later. Not what cannot be put back, what a driver
   * refuses at once, or what happens inside of a transaction: there it would belong to that one, or
   * end it.
   */
  private boolean mayWait(int bit) {
    boolean usual =
        switch (bit) {
          case SessionChange.ISOLATION ->
              wantsIsolation >= Connection.TRANSACTION_READ_UNCOMMITTED
                  && wantsIsolation <= Connection.TRANSACTION_SERIALIZABLE
                  && Integer.bitCount(wantsIsolation) == 1;
          case SessionChange.CATALOG -> wantsCatalog != null;
          case SessionChange.SCHEMA -> wantsSchema != null;
          default -> true;
        };
    boolean autoCommit = (has & SessionChange.MANUAL_COMMIT) == 0;
    return usual
        && (mayWait & bit) != 0
        && (status.isKnown() ? status.isQuiet(raw, autoCommit) : autoCommit);
  }

  /**
   * Makes the connection as its lease wants it.
   *
   * @param anyway the bits that are sent even where they seem to be right
   */
  private void apply(int anyway) throws SQLException {
    int due = pending() | anyway;
    // What the server tells of these is no news.
    int noticed = session.look();
    // Outside of a transaction where it can be: PostgreSQL refuses some of them inside, and undoes
    // others with it.
    if ((due & SessionChange.MANUAL_COMMIT) != 0 && wantsAutoCommit()) {
      raw.setAutoCommit(true);
      has &= ~SessionChange.MANUAL_COMMIT;
    }
    for (int bit = SessionChange.ISOLATION; bit <= SessionChange.SCHEMA; bit <<= 1) {
      if ((due & bit) != 0) {
        apply(bit, (wants & bit) != 0);
      }
    }
    if ((due & SessionChange.MANUAL_COMMIT) != 0 && !wantsAutoCommit()) {
      raw.setAutoCommit(false);
      has |= SessionChange.MANUAL_COMMIT;
    }
    session.forgetAllBut(noticed);
  }

  private void apply(int bit, boolean changed) throws SQLException {
    switch (bit) {
      case SessionChange.ISOLATION -> {
        raw.setTransactionIsolation(wantedIsolation());
        hasIsolation = wantsIsolation;
      }
      case SessionChange.READ_ONLY -> {
        raw.setReadOnly(wantedReadOnly());
        hasReadOnly = wantsReadOnly;
      }
      case SessionChange.CATALOG -> {
        raw.setCatalog(changed ? wantsCatalog : login.catalog());
        hasCatalog = wantsCatalog;
      }
      case SessionChange.SCHEMA -> {
        if (changed) {
          raw.setSchema(wantsSchema);
        } else {
          login.restore(bit, raw);
        }
        hasSchema = wantsSchema;
      }
      default -> throw new IllegalArgumentException("bug: no setting " + bit);
    }
    has = changed ? has | bit : has & ~bit;
  }

  // The end of the lease

  /** What SQL has changed, or may have, stays: nothing is certain from now on. */
  void noteLeftBySql() {
    leftBySql = true;
  }

  /** Whether autocommit is off. */
  boolean isManual() {
    return (has & SessionChange.MANUAL_COMMIT) != 0;
  }

  /**
   * Ends the lease: from now on what the login gave is wanted.
   *
   * @param leaving whether what may wait is left as it is for the next lease
   * @return the bits that have to be put back now
   */
  int endLease(boolean leaving) {
    int left = 0;
    if (leaving) {
      left = has & mayWait;
      if (isManual() && !isIdleWithoutAutoCommit()) {
        left &= ~SessionChange.MANUAL_COMMIT;
      }
    }
    int due = has & ~left;
    has = left;
    wants = 0;
    return due;
  }

  /** Whether autocommit is off and no transaction is open, as the server itself has said. */
  boolean isIdleWithoutAutoCommit() {
    return isManual() && status.isKnown() && status.isQuiet(raw, false);
  }

  /** After a call of the pool's own on an idle connection: ends what that may have begun. */
  void endTransaction() throws SQLException {
    if (isManual() && !isIdleWithoutAutoCommit()) {
      raw.rollback();
    }
  }

  /** The bits of a lease that begins now. */
  int left() {
    return (has == 0 ? 0 : SessionChange.PENDING) | (leftBySql ? SessionChange.AT_ONCE : 0);
  }
}
