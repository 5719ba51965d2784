package lido.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import lido.pool.SqlFaults.Verdict;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SqlFaultsTest {

  @ParameterizedTest
  @CsvSource({
    "MYSQL, 08S01, 0, gone, CONNECTION",
    "MYSQL, 08003, 0, closed, CONNECTION",
    "MYSQL, HY000, 4031, idle for too long, CONNECTION",
    "MARIADB, HY000, 4031, idle for too long, CONNECTION",
    "MARIADB, 08000, -1, gone, CONNECTION",
    "MARIADB, 70100, 1927, killed, CONNECTION",
    "MYSQL, HY000, 2006, gone away, CONNECTION",
    "MYSQL, HY000, 2013, lost, CONNECTION",
    "MYSQL, 08S01, 1053, shutdown in progress, SERVER",
    "MYSQL, HY000, 1290, running with the --read-only option, SERVER",
    "MARIADB, HY000, 1290, running with the --super-read-only option, SERVER",
    "MYSQL, HY000, 1290, running with the --secure-file-priv option, HARMLESS",
    "MYSQL, HY000, 1836, Running in read-only mode, SERVER",
    "MYSQL, 25006, 1792, in a READ ONLY transaction, HARMLESS",
    "MYSQL, 23000, 1062, duplicate, HARMLESS",
    "MYSQL, 40001, 1205, lock wait, HARMLESS",
    "MARIADB, HY000, 1205, lock wait, HARMLESS",
    "MYSQL, 40001, 1213, deadlock, HARMLESS",
    "MARIADB, 70100, 1317, query killed, HARMLESS",
    "MYSQL, 42000, 1064, syntax, HARMLESS",
    "PGSQL, 57P01, 0, shutdown, SERVER",
    "PGSQL, 57P02, 0, crash, SERVER",
    "PGSQL, 57P03, 0, starting, SERVER",
    "PGSQL, 25006, 0, read-only, SERVER",
    "PGSQL, 08006, 0, gone, CONNECTION",
    "PGSQL, 57014, 0, canceled, HARMLESS",
    "PGSQL, 23505, 0, duplicate, HARMLESS",
    "H2, 90067, 90067, broken, CONNECTION",
    "H2, 90098, 90098, closed, CONNECTION",
    "H2, 23505, 23505, duplicate, HARMLESS",
    "OTHER, 08001, 0, gone, CONNECTION",
    "OTHER, 57P01, 4031, whatever, HARMLESS"
  })
  void an_error_says_what_it_means_for_the_connection(
      Adapter adapter, String state, int code, String text, Verdict verdict) {
    assertThat(SqlFaults.verdict(adapter, new SQLException(text, state, code))).isEqualTo(verdict);
  }

  @ParameterizedTest
  @EnumSource(Adapter.class)
  void an_error_without_a_state_is_harmless(Adapter adapter) {
    assertThat(SqlFaults.verdict(adapter, new SQLTimeoutException())).isEqualTo(Verdict.HARMLESS);
    assertThat(SqlFaults.verdict(adapter, new SQLException())).isEqualTo(Verdict.HARMLESS);
  }

  @Test
  void the_worst_of_chained_errors_counts() {
    var first = new SQLException("batch", "HY000", 0);
    first.setNextException(new SQLException("gone", "08S01"));
    first.setNextException(new SQLException("shutdown", "08S01", 1053));

    assertThat(SqlFaults.verdict(Adapter.MYSQL, first)).isEqualTo(Verdict.SERVER);
  }

  @Test
  void errors_chained_in_a_ring_end() {
    var one = new SQLException("a", "HY000");
    var two =
        new SQLException("b", "HY000") {
          private static final long serialVersionUID = 1;

          @Override
          public SQLException getNextException() {
            return one;
          }
        };
    one.setNextException(two);

    assertThat(SqlFaults.verdict(Adapter.MYSQL, one)).isEqualTo(Verdict.HARMLESS);
  }

  @ParameterizedTest
  @CsvSource({
    "MYSQL, 08004, 1040, LIMIT",
    "MYSQL, 42000, 1203, LIMIT",
    "MYSQL, 42000, 1226, LIMIT",
    "MYSQL, 28000, 1045, LOGIN",
    "MARIADB, 28000, 1698, LOGIN",
    "MYSQL, 42000, 1049, DATABASE",
    "MYSQL, 42000, 1044, DATABASE",
    "MYSQL, 08S01, 0, HANDSHAKE",
    "PGSQL, 28P01, 0, LOGIN",
    "PGSQL, 3D000, 0, DATABASE",
    "PGSQL, 53300, 0, LIMIT",
    "H2, 90146, 90146, DATABASE",
    "H2, 28000, 28000, LOGIN",
    "OTHER, 28000, 0, LOGIN",
    "OTHER, , 0, HANDSHAKE"
  })
  void a_failed_connect_names_its_step(
      Adapter adapter, String state, int code, OpenFailure.Step step) {
    assertThat(SqlFaults.step(adapter, new SQLException("x", state, code))).isEqualTo(step);
  }

  @Test
  void a_failed_connect_names_its_step_by_the_cause_where_the_driver_hides_it() {
    assertThat(step(new UnknownHostException("db"))).isEqualTo(OpenFailure.Step.RESOLVE);
    assertThat(step(new ConnectException("refused"))).isEqualTo(OpenFailure.Step.CONNECT);
    assertThat(step(new NoRouteToHostException())).isEqualTo(OpenFailure.Step.CONNECT);
    assertThat(step(new SocketTimeoutException("Read timed out")))
        .isEqualTo(OpenFailure.Step.HANDSHAKE);
  }

  private static OpenFailure.Step step(Exception cause) {
    return SqlFaults.step(
        Adapter.MYSQL, new SQLException("Communications link failure", "08S01", 0, cause));
  }
}
