package lido.pool;

/** What differs between the kinds of database: URL, default port, charset, quoting. */
public enum Adapter {
  MYSQL,
  MARIADB,
  PGSQL,
  H2,
  /** A raw JDBC URL of a database that Lido knows nothing special about. */
  OTHER
}
