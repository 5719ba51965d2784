package lido.pool;

import static lido.pool.SessionChange.SQL;
import static lido.pool.SessionChange.UNSEEN;
import static lido.pool.SessionChange.WORK;

import org.jspecify.annotations.Nullable;

/**
 * Tells, by its text alone, what a statement may leave in the session that JDBC's own methods do
 * not know of: variables, temporary tables, locks, another database, an open transaction.
 *
 * <p>The first words decide for most statements ({@link SessionVerbs}). One that only reads or
 * writes rows is looked through for the few functions and assignments that change the session from
 * within. {@link SqlReader} tells names, strings and comments from code, so a column {@code
 * is_locked} or a semicolon in a string costs nothing, and reads every character once.
 *
 * <p>In doubt the answer is that it may leave something: a reset too many costs a round trip, one
 * too few hands the state to a stranger.
 */
final class SessionSql {

  /** What the token before means for the next one. */
  private enum Before {
    NOTHING,
    /** The header of a CREATE, in which TEMPORARY tells. */
    CREATE,
    CREATE_GLOBAL,
    /** CREATE TABLE: the names of SQL Server's temporary tables begin with a number sign. */
    TABLE,
    INSERT,
    INTO,
    /** The target is a table, whatever its name. */
    INSERT_INTO,
    /** The name of a function that changes the session; a parenthesis calls it. */
    FUNCTION,
    /** {@code last_insert_id}, which sets what it returns if it has an argument. */
    INSERT_ID,
    INSERT_ID_OPEN,
    /** {@code set_config}, which a third argument may confine to the transaction. */
    SET_CONFIG,
    /** SET LOCAL, or the first half of a setting's name. */
    SET_LOCAL
  }

  private final SqlReader reader;
  private final SqlDialect dialect;
  private int changes;
  private Before before = Before.NOTHING;

  /** The first word of the statement, as long as the second one is needed to judge it. */
  private @Nullable String verb;

  /** Whether the next word is the first of a statement. */
  private boolean first = true;

  /** LOAD DATA and GET DIAGNOSTICS: an at sign assigns wherever it stands. */
  private boolean assigns;

  // Inside of set_config(…): the open parentheses, the commas so far, the tokens since the last.
  private int depth;
  private int commas;
  private int tokens;

  /** Whether the last token was the word true. */
  private boolean isTrue;

  private SessionSql(CharSequence sql, SqlDialect dialect) {
    this.reader = new SqlReader(sql, dialect);
    this.dialect = dialect;
  }

  /** Returns what it may leave, as bits of {@link SessionChange}; 0 for nothing. */
  static int changes(CharSequence sql, SqlDialect dialect) {
    return new SessionSql(sql, dialect).read();
  }

  /**
   * Whether it consists of SET alone, of names that the server knows: whoever looks at all of those
   * sees what it does.
   */
  static boolean isPlainSet(CharSequence sql, SqlDialect dialect) {
    var reader = new SqlReader(sql, dialect);
    boolean first = true;
    for (char token = reader.next(); token != SqlReader.END; token = reader.next()) {
      if (token == ';') {
        first = true;
      } else if (first) {
        if (token != SqlReader.WORD || !reader.is("SET")) {
          return false;
        }
        first = false;
      } else if (token == SqlReader.DOUBT || (token == '.' && !dialect.isMySql())) {
        return false;
      }
    }
    return true;
  }

  private int read() {
    boolean empty = true;
    for (char token = reader.next(); token != SqlReader.END; token = reader.next()) {
      empty = false;
      if (token == SqlReader.DOUBT) {
        changes |= SessionVerbs.unknown(dialect);
      } else if (first) {
        begin(token);
      } else {
        go(token);
      }
      if ((changes & (SQL | UNSEEN)) == (SQL | UNSEEN)) {
        return changes;
      }
    }
    endStatement();
    return empty ? SessionVerbs.unknown(dialect) : changes;
  }

  /** What stands before the first word of a statement, such as the escape of a call. */
  private void begin(char token) {
    switch (token) {
      case SqlReader.WORD -> {
        first = false;
        if (reader.hasExecutable()) {
          changes |= SessionVerbs.unknown(dialect);
        }
        String word = reader.upper();
        if (SessionVerbs.isOpen(word)) {
          verb = word;
        } else {
          changes |= SessionVerbs.changes(word, "", dialect);
        }
        before =
            switch (word) {
              case "CREATE" -> Before.CREATE;
              case "INSERT", "REPLACE", "MERGE" -> Before.INSERT;
              default -> Before.NOTHING;
            };
        assigns = word.equals("LOAD") || word.equals("GET");
      }
      case '(', '{', '?', '=', ';' -> {}
      default -> {
        first = false;
        changes |= SessionVerbs.unknown(dialect);
      }
    }
  }

  private void endStatement() {
    judge("");
    if (depth > 0) {
      changes |= SQL;
    }
    first = true;
    before = Before.NOTHING;
    depth = 0;
  }

  /** Judges a verb whose second word was awaited. */
  private void judge(String second) {
    if (verb != null) {
      changes |= SessionVerbs.changes(verb, second, dialect);
      verb = null;
    }
  }

  private void go(char token) {
    Before was = before;
    before = Before.NOTHING;
    if (was == Before.INSERT_ID_OPEN && token != ')') {
      changes |= SQL;
    }
    if (token != ')') {
      tokens++;
    }
    switch (token) {
      case SqlReader.WORD -> word(was);
      case SqlReader.NAME -> {
        judge("");
        isTrue = false;
        before = function();
      }
      case ';' -> endStatement();
      default -> {
        judge("");
        symbol(token, was);
      }
    }
    if (reader.hasExecutable() && before != Before.NOTHING) {
      // The server may not see the word that stands before or behind.
      changes |= SessionVerbs.unknown(dialect);
    }
  }

  private void word(Before was) {
    if (verb != null) {
      second();
      return;
    }
    isTrue = reader.is("TRUE");
    if (was == Before.CREATE || was == Before.CREATE_GLOBAL) {
      before = header(was);
    } else if (was == Before.INTO && (reader.is("TEMP") || reader.is("TEMPORARY"))) {
      changes |= SQL;
    } else if (was == Before.INTO && (reader.is("LOCAL") || reader.is("GLOBAL"))) {
      before = Before.INTO;
    } else if (reader.is("INTO")) {
      before = was == Before.INSERT ? Before.INSERT_INTO : Before.INTO;
    } else if (was == Before.INSERT || reader.is("INSERT") || reader.is("MERGE")) {
      // Or a modifier between INSERT and INTO.
      before = Before.INSERT;
    } else {
      before = function();
    }
  }

  private void second() {
    if ("SET".equals(verb) && dialect == SqlDialect.POSTGRES) {
      before = Before.SET_LOCAL;
    }
    judge(reader.upper());
  }

  private Before header(Before was) {
    switch (reader.upper()) {
      case "TEMP", "TEMPORARY" -> {
        // What is global is a definition like any other, but PostgreSQL does not mind the word.
        if (was == Before.CREATE || dialect == SqlDialect.POSTGRES) {
          changes |= SQL;
        }
        return Before.NOTHING;
      }
      case "VOLATILE" -> {
        changes |= SQL;
        return Before.NOTHING;
      }
      case "GLOBAL" -> {
        return Before.CREATE_GLOBAL;
      }
      case "OR", "REPLACE", "LOCAL", "CACHED", "MEMORY", "PRIVATE", "FORCE" -> {
        return Before.CREATE;
      }
      case "TABLE" -> {
        return Before.TABLE;
      }
      default -> {
        return Before.NOTHING;
      }
    }
  }

  /** What the current word or name would change if it were called, or stands for. */
  private Before function() {
    return switch (dialect) {
      case MYSQL, MYSQL_ANSI, MYSQL_PLAIN ->
          reader.is("LAST_INSERT_ID")
              ? Before.INSERT_ID
              : isMySqlFunction() ? Before.FUNCTION : Before.NOTHING;
      case POSTGRES -> {
        if (reader.is("PG_TEMP")) {
          changes |= SQL;
        }
        yield reader.is("SET_CONFIG")
            ? Before.SET_CONFIG
            : isPostgresFunction() ? Before.FUNCTION : Before.NOTHING;
      }
      case H2 -> reader.is("SET") ? Before.FUNCTION : Before.NOTHING;
      case OTHER ->
          reader.is("SET_CONFIG") || isMySqlFunction() || isPostgresFunction()
              ? Before.FUNCTION
              : Before.NOTHING;
    };
  }

  private boolean isMySqlFunction() {
    return reader.is("GET_LOCK")
        || reader.startsWith("SERVICE_GET_")
        || reader.startsWith("VERSION_TOKENS_LOCK_");
  }

  private boolean isPostgresFunction() {
    return reader.startsWith("PG_ADVISORY_LOCK")
        || reader.startsWith("PG_TRY_ADVISORY_LOCK")
        || reader.startsWith("DBLINK_CONNECT")
        || reader.is("SETSEED")
        || reader.is("PG_REPLICATION_ORIGIN_SESSION_SETUP");
  }

  private void symbol(char token, Before was) {
    switch (token) {
      case '(' -> open(was);
      case ')' -> close();
      case ',' -> {
        if (depth == 1) {
          commas++;
          tokens = 0;
        }
      }
      case '.' -> {
        if (was == Before.SET_LOCAL) {
          changes |= SQL;
        }
      }
      case SqlReader.ASSIGNMENT -> {
        if (dialect != SqlDialect.POSTGRES && dialect != SqlDialect.OTHER) {
          changes |= SQL;
        }
      }
      case '@' -> {
        if (dialect.isMySql() && (was == Before.INTO || assigns || reader.hasExecutable())) {
          changes |= SQL;
        }
      }
      case '#' -> {
        if (was == Before.INTO || was == Before.TABLE) {
          changes |= SQL;
        }
      }
      default -> {}
    }
    isTrue = false;
  }

  private void open(Before was) {
    if (depth > 0) {
      depth++;
    }
    switch (was) {
      case FUNCTION -> changes |= SQL;
      case INSERT_ID -> before = Before.INSERT_ID_OPEN;
      case SET_CONFIG -> {
        if (depth > 0) {
          // One inside of the other.
          changes |= SQL;
        }
        depth = 1;
        commas = 0;
      }
      default -> {}
    }
  }

  private void close() {
    if (depth > 0) {
      depth--;
      if (depth == 0) {
        // Until the end of the transaction, which comes before the next borrower.
        changes |= commas == 2 && tokens == 1 && isTrue ? WORK : SQL;
      }
    }
  }
}
