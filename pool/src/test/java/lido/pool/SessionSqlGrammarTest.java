package lido.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Writes statements by a small grammar that knows whether each leaves something, and has them read.
 * {@code -Dlido.sql.seed} repeats a run.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SessionSqlGrammarTest {

  private static final int STATEMENTS = 20_000;

  /** What would tell if it were code. */
  private static final List<String> LURES =
      List.of(
          "; SET x = 1",
          "GET_LOCK(1)",
          "set_config(1)",
          "INTO @x",
          "INTO TEMP t",
          ":=",
          "CREATE TEMP TABLE t",
          "pg_temp.t",
          "it",
          "*",
          "--",
          "#",
          "");

  /** One random statement and its truth. */
  private static final class Grammar {

    private final SqlDialect dialect;
    private final Random random;
    private final StringBuilder sql = new StringBuilder();
    private boolean leaves;

    Grammar(SqlDialect dialect, long seed) {
      this.dialect = dialect;
      this.random = new Random(seed);
    }

    private boolean once(int in) {
      return random.nextInt(in) == 0;
    }

    private String any(String... of) {
      return of[random.nextInt(of.length)];
    }

    private String lure() {
      return LURES.get(random.nextInt(LURES.size()));
    }

    /** In capitals or not. */
    private String word(String word) {
      return once(2) ? word : word.toLowerCase(java.util.Locale.ROOT);
    }

    private void blank() {
      sql.append(any(" ", " ", " ", "\n", "\t ", comment()));
    }

    private String comment() {
      String inside = lure().replace("*", "").replace("\n", " ");
      boolean my = dialect.isMySql();
      return switch (random.nextInt(4)) {
        case 0 -> " /*" + inside + (once(3) ? "'" : "") + "*/ ";
        case 1 -> " -- " + inside + (once(3) ? "'\"" : "") + "\n";
        case 2 ->
            my
                ? " # " + inside + "`'\n"
                : dialect == SqlDialect.POSTGRES || dialect == SqlDialect.H2
                    ? " /* a /* '" + inside + " */ b */ "
                    : " ";
        default -> dialect == SqlDialect.H2 ? " // " + inside + "'\n" : " ";
      };
    }

    private String string() {
      String inside = lure();
      boolean my = dialect.isMySql();
      return switch (random.nextInt(6)) {
        case 0 -> "'" + inside + "''" + inside + "'";
        case 1 -> dialect.escapes('\'') ? "'\\'" + inside + "\\\\'" : "'" + inside + "\\'";
        case 2 -> dialect == SqlDialect.POSTGRES ? "E'\\'" + inside + "\\\\'" : "'" + inside + "'";
        case 3 ->
            !my ? (once(2) ? "$$'" + inside + "$$" : "$tag$ $$ " + inside + "$tag$") : "'\"`'";
        case 4 -> dialect == SqlDialect.MYSQL ? "\"'\\\"" + inside + "\"" : "'" + inside + "\"'";
        default -> "'" + inside + "'";
      };
    }

    private String name() {
      String inside = lure().replace("pg_temp.t", "x");
      String quoted =
          dialect == SqlDialect.MYSQL || dialect == SqlDialect.MYSQL_PLAIN
              ? "`" + inside + "'``x`"
              : "\"" + inside + "'\"\"x\"";
      return any("id", "t.is_locked", "temp", "my_temp", "set_name", "config", "x1", quoted);
    }

    private void expression(int depth) {
      switch (random.nextInt(8)) {
        case 0 -> sql.append(string());
        case 1 -> sql.append(name());
        case 2 -> sql.append(random.nextInt(1000));
        case 3 -> sql.append(any("?", "NULL", "-1", "1.5e3"));
        case 4 -> {
          sql.append(word(any("COALESCE", "CONCAT", "GREATEST"))).append(once(3) ? " (" : "(");
          list(depth + 1);
          sql.append(')');
        }
        case 5 -> {
          sql.append('(');
          expression(depth + 1);
          sql.append(any(" + ", "=", " <> ", " AND "));
          expression(depth + 1);
          sql.append(')');
        }
        case 6 -> {
          if (once(12)) {
            tellingExpression();
          } else {
            sql.append(name());
          }
        }
        default -> sql.append(string());
      }
    }

    private void list(int depth) {
      int size = depth > 3 ? 1 : 1 + random.nextInt(3);
      for (int i = 0; i < size; i++) {
        if (i > 0) {
          sql.append(',');
          blank();
        }
        if (depth > 3) {
          sql.append(string());
        } else {
          expression(depth);
        }
      }
    }

    private void tellingExpression() {
      leaves = true;
      sql.append(
          switch (dialect) {
            case MYSQL, MYSQL_ANSI, MYSQL_PLAIN ->
                any(
                    "GET_LOCK(" + string() + ", 1)",
                    "get_lock" + comment() + "('a', 0)",
                    "(@x := " + string() + ")",
                    "LAST_INSERT_ID(" + string() + ")");
            case POSTGRES ->
                any(
                    "set_config(" + string() + ", " + string() + ", false)",
                    "pg_catalog.set_config('a', 'b', (true))",
                    "PG_ADVISORY_LOCK(" + string() + ")",
                    "pg_try_advisory_lock" + comment() + "(1, 2)");
            case H2, OTHER -> any("(@x := 1)", "SET(@x, " + string() + ")");
          });
    }

    private void query() {
      sql.append(word("SELECT"));
      blank();
      list(0);
      if (once(20)) {
        blank();
        switch (dialect) {
          case MYSQL, MYSQL_ANSI, MYSQL_PLAIN -> into("INTO " + comment() + "@x");
          case POSTGRES -> into(any("INTO TEMP t2", "into temporary table t2"));
          default -> {}
        }
      }
      blank();
      sql.append(word("FROM")).append(' ').append(name());
      if (once(2)) {
        blank();
        sql.append(word("WHERE"));
        blank();
        expression(1);
      }
    }

    private void into(String text) {
      sql.append(text);
      leaves = true;
    }

    private void statement() {
      if (once(4)) {
        blank();
      }
      switch (random.nextInt(9)) {
        case 0 -> {
          sql.append(word("INSERT INTO ")).append(any("temp", "t", name()));
          sql.append(word(" VALUES ")).append('(');
          list(0);
          sql.append(')');
        }
        case 1 -> {
          sql.append(word("UPDATE ")).append(name()).append(word(" SET ")).append("a = ");
          expression(0);
        }
        case 2 -> {
          sql.append(word("DELETE FROM ")).append(name()).append(word(" WHERE "));
          expression(0);
        }
        case 3 -> sql.append(word("CREATE TABLE ")).append(name()).append(" (temp INT)");
        case 4 -> {
          if (once(4)) {
            leaves = true;
            sql.append(word(any("SET x = 1", "CREATE TEMPORARY TABLE t (a INT)", "SET NAMES x")));
          } else {
            sql.append(word(any("DROP TABLE ", "TRUNCATE TABLE "))).append(name());
          }
        }
        case 5 -> {
          sql.append(word("WITH a AS ("));
          query();
          sql.append(") ");
          query();
        }
        default -> query();
      }
    }

    String write() {
      statement();
      while (once(5)) {
        sql.append(any(";", " ; ", ";\n"));
        statement();
      }
      sql.append(any("", "", ";", "; ", comment()));
      return sql.toString();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SqlDialect.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"OTHER"})
  void every_statement_is_read_as_it_is_meant(SqlDialect dialect) {
    long seed = Long.getLong("lido.sql.seed", System.nanoTime());
    System.out.printf("seed of SQL by %s: -Dlido.sql.seed=%d%n", dialect, seed);
    int leaving = 0;
    for (int i = 0; i < STATEMENTS; i++) {
      var grammar = new Grammar(dialect, seed + i);
      String sql = grammar.write();

      int changes = SessionSql.changes(sql, dialect);

      assertThat(changes != 0)
          .as("seed %d + %d, %s:%n%s%n", seed, i, dialect, sql)
          .isEqualTo(grammar.leaves);
      leaving += grammar.leaves ? 1 : 0;
    }
    assertThat(leaving).as("that leave something").isBetween(STATEMENTS / 20, STATEMENTS / 2);
  }
}
