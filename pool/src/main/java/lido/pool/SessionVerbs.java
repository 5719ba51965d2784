package lido.pool;

import static lido.pool.SessionChange.BROKEN;
import static lido.pool.SessionChange.CATALOG;
import static lido.pool.SessionChange.SQL;
import static lido.pool.SessionChange.UNSEEN;
import static lido.pool.SessionChange.WORK;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a statement may leave in its session, as far as its first words tell. */
final class SessionVerbs {

  /** They leave nothing, but for what stands inside of them. */
  private static final Set<String> HARMLESS =
      words(
          // Rows.
          "SELECT INSERT UPDATE DELETE REPLACE MERGE UPSERT WITH VALUES TABLE COPY",
          // Questions.
          "EXPLAIN SHOW DESCRIBE DESC HELP GET",
          // Definitions.
          "CREATE DROP GRANT REVOKE RENAME COMMENT TRUNCATE",
          // Upkeep.
          "ANALYZE ANALYSE VACUUM REINDEX CLUSTER REFRESH OPTIMIZE CHECK CHECKSUM REPAIR CHECKPOINT",
          // What ends something, or concerns others.
          "NOTIFY UNLISTEN UNLOCK KILL PURGE SIGNAL FETCH MOVE CLOSE DEALLOCATE");

  private static final Set<String> TRANSACTIONS =
      words("START COMMIT ROLLBACK END ABORT SAVEPOINT RELEASE");

  /** Their second word matters. */
  private static final Set<String> OPEN = words("SET ALTER PREPARE DECLARE");

  private SessionVerbs() {}

  private static Set<String> words(String... lists) {
    return Stream.of(lists)
        .flatMap(list -> Stream.of(list.split(" ")))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether the second word is needed to judge a statement. */
  static boolean isOpen(String verb) {
    return OPEN.contains(verb);
  }

  /** Returns what a statement may leave that begins with these words, in capitals. */
  static int changes(String verb, String second, SqlDialect dialect) {
    if (HARMLESS.contains(verb)) {
      return 0;
    }
    if (TRANSACTIONS.contains(verb)) {
      return WORK;
    }
    return switch (verb) {
      case "ALTER" -> second.equals("SESSION") ? SQL : 0;
      case "SET" -> set(second, dialect);
      case "RESET", "DISCARD", "ATTACH", "DETACH" -> SQL;
      // An anonymous block of Oracle's begins so, too.
      case "BEGIN" -> dialect == SqlDialect.OTHER ? WORK | UNSEEN : WORK;
      case "LOCK" -> dialect.isMySql() ? SQL : WORK;
      case "USE" -> dialect == SqlDialect.H2 ? SQL : CATALOG;
      case "PREPARE" -> prepare(second, dialect);
      case "DECLARE" -> second.equals("GLOBAL") ? SQL : unknown(dialect);
      case "LISTEN" -> SQL;
      // A file of rows, or a library.
      case "LOAD" -> dialect.isMySql() ? 0 : unknown(dialect);
      // An expression, or a block.
      case "DO" -> dialect.isMySql() ? 0 : unknown(dialect);
      default -> unknown(dialect);
    };
  }

  private static int prepare(String second, SqlDialect dialect) {
    if (second.equals("TRANSACTION") && !dialect.isMySql()) {
      return WORK;
    }
    // H2 forgets one by its name only, and lists none.
    return dialect == SqlDialect.H2 ? BROKEN : SQL | unknown(dialect);
  }

  private static int set(String second, SqlDialect dialect) {
    return switch (dialect) {
      case POSTGRES ->
          switch (second) {
            case "LOCAL", "TRANSACTION", "CONSTRAINTS" -> WORK;
            default -> SQL;
          };
      // Roles are not what a reset brings back.
      case MYSQL, MYSQL_ANSI, MYSQL_PLAIN -> second.equals("ROLE") ? SQL | UNSEEN : SQL;
      case H2, OTHER -> SQL;
    };
  }

  /**
   * Nobody knows what it leaves. Where a database can be reset, that is done; where it cannot, a
   * word that nobody knows is most often a mistake or a call, and costs no connection.
   */
  static int unknown(SqlDialect dialect) {
    return dialect == SqlDialect.H2 || dialect == SqlDialect.OTHER ? UNSEEN : SQL | UNSEEN;
  }
}
