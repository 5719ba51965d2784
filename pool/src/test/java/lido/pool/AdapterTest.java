package lido.pool;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AdapterTest {

  @ParameterizedTest
  @CsvSource({
    "mysql, MYSQL",
    "MySQL, MYSQL",
    "mariadb, MARIADB",
    "pgsql, PGSQL",
    "postgres, PGSQL",
    "postgresql, PGSQL",
    "h2, H2"
  })
  void an_adapter_is_found_by_its_name(String name, Adapter adapter) {
    assertThat(Adapter.of(name)).contains(adapter);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mysqli", "other", "oracle"})
  void an_unknown_name_finds_none(String name) {
    assertThat(Adapter.of(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:mysql://h/d, MYSQL",
    "jdbc:mariadb://h/d, MARIADB",
    "jdbc:postgresql://h/d, PGSQL",
    "jdbc:h2:mem:x, H2",
    "jdbc:oracle:thin:@//h/x, OTHER"
  })
  void a_raw_url_tells_its_adapter(String url, Adapter adapter) {
    assertThat(Adapter.ofUrl(url)).isEqualTo(adapter);
  }

  @ParameterizedTest
  @CsvSource({
    "MYSQL, db, 0, shop, jdbc:mysql://db:3306/shop",
    "MARIADB, db, 3307, shop, jdbc:mariadb://db:3307/shop",
    "PGSQL, db, 0, shop, jdbc:postgresql://db:5432/shop",
    "PGSQL, ::1, 0, shop, jdbc:postgresql://[::1]:5432/shop",
    "H2, '', 0, mem:shop, jdbc:h2:mem:shop",
    "H2, '', 0, ./data/shop, jdbc:h2:./data/shop"
  })
  void each_kind_has_its_url_and_its_own_default_port(
      Adapter adapter, String host, int port, String name, String url) {
    assertThat(adapter.url(host, port, name)).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({
    "utf8, UTF-8",
    "utf8mb4, UTF-8",
    "UTF8MB4, UTF-8",
    "latin1, windows-1252",
    "gbk, gbk"
  })
  void mysql_takes_the_charset_by_javas_name(String charset, String encoding) {
    Properties properties = Adapter.MYSQL.properties("shop", charset, ofMillis(1500));

    assertThat(properties).containsEntry("characterEncoding", encoding);
  }

  @Test
  void an_empty_charset_is_the_drivers_own() {
    assertThat(Adapter.MYSQL.properties("shop", "", ofMillis(1500)))
        .doesNotContainKey("characterEncoding");
  }

  @ParameterizedTest
  @CsvSource({
    "MYSQL, latin1, true",
    "PGSQL, latin1, false",
    "PGSQL, utf8, true",
    "MARIADB, '', true"
  })
  void only_mysql_speaks_anything_but_unicode(Adapter adapter, String charset, boolean speaks) {
    assertThat(adapter.speaks(charset)).isEqualTo(speaks);
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB"})
  void both_timeouts_are_always_set_in_milliseconds(Adapter adapter) {
    assertThat(adapter.properties("shop", "", ofMillis(1500)))
        .containsEntry("connectTimeout", "1500")
        .containsEntry("socketTimeout", "1500");
    assertThat(adapter.properties("shop", "", ofMillis(0))).containsEntry("socketTimeout", "1");
  }

  @Test
  void postgres_takes_its_timeouts_in_seconds_rounded_up_never_zero() {
    assertThat(Adapter.PGSQL.properties("shop", "", ofMillis(1500)))
        .containsEntry("connectTimeout", "2")
        .containsEntry("socketTimeout", "2")
        .containsEntry("loginTimeout", "2");
    assertThat(Adapter.PGSQL.properties("shop", "", ofMillis(10)))
        .containsEntry("socketTimeout", "1");
  }

  @Test
  void mariadb_really_resets_when_it_is_told_to() {
    assertThat(Adapter.MARIADB.properties("shop", "", ofMillis(1500)))
        .containsEntry("useResetConnection", "true");
  }

  @Test
  void a_memory_database_outlives_its_last_connection() {
    assertThat(Adapter.H2.properties("mem:shop", "", ofMillis(1)))
        .containsEntry("DB_CLOSE_DELAY", "-1");
    assertThat(Adapter.H2.properties("./shop", "", ofMillis(1)))
        .doesNotContainKey("DB_CLOSE_DELAY");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"MYSQL|`users`", "MARIADB|`users`", "PGSQL|\"users\"", "H2|\"users\""})
  void each_kind_quotes_as_it_does(Adapter adapter, String quoted) {
    assertThat(adapter.quote("users")).isEqualTo(quoted);
  }

  @ParameterizedTest
  @EnumSource(names = {"MYSQL", "MARIADB", "PGSQL", "H2"})
  void a_missing_driver_is_named_with_its_maven_artifact(Adapter adapter) {
    var connector = new Connector(Rows.of(adapter, "127.0.0.1", 1, "mem:x", ""));
    ClassLoader mine = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      assertThatThrownBy(connector::open)
          .isInstanceOf(OpenFailure.class)
          .hasMessageContaining("add the Maven artifact " + adapter.artifact());
    } finally {
      Thread.currentThread().setContextClassLoader(mine);
    }
  }

  @Test
  void a_databases_name_is_encoded_where_the_driver_decodes_it() {
    assertThat(Adapter.MYSQL.url("db", 0, "shop#1?x a+b/%20"))
        .isEqualTo("jdbc:mysql://db:3306/shop%231%3Fx%20a%2Bb%2F%2520");
    assertThat(Adapter.PGSQL.url("db", 0, "shop/eu"))
        .isEqualTo("jdbc:postgresql://db:5432/shop%2Feu");
    assertThat(Adapter.MARIADB.url("db", 0, "shop#1")).isEqualTo("jdbc:mariadb://db:3306/shop#1");
  }
}
