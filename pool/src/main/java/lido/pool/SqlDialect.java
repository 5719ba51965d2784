package lido.pool;

/**
 * How a text of SQL is to be read. It is the reading of a new session; a lease that changes it (by
 * {@code sql_mode}, say) is one to be reset already.
 */
enum SqlDialect {
  /** MySQL and MariaDB: strings in single or double quotes, with backslashes. */
  MYSQL,
  /** The same with ANSI_QUOTES: what stands in double quotes is a name. */
  MYSQL_ANSI,
  /** The same with NO_BACKSLASH_ESCAPES. */
  MYSQL_PLAIN,
  POSTGRES,
  H2,
  /** Nobody knows; what can be read in two ways is. */
  OTHER;

  boolean isMySql() {
    return this == MYSQL || this == MYSQL_ANSI || this == MYSQL_PLAIN;
  }

  /** Whether a backslash before the quote means that the string goes on. */
  boolean escapes(char quote) {
    return this == MYSQL || (this == MYSQL_ANSI && quote == '\'');
  }

  /** The dialect of a row whose server nobody has asked yet. */
  static SqlDialect of(Adapter adapter) {
    return switch (adapter) {
      case MYSQL, MARIADB -> MYSQL;
      case PGSQL -> POSTGRES;
      case H2 -> H2;
      case OTHER -> OTHER;
    };
  }
}
