package lido.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DatabaseConfigTest {

  private static DatabaseConfig ofUrl(String url) {
    return DatabaseConfig.ofUrl("orders", url, "me", "hunter2", PoolConfig.builder().build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://me:hunter2@db/shop",
        "jdbc:mysql://db/shop?user=me&password=hunter2",
        "jdbc:mysql://me:hunter2@db1,me:hunter2@db2/shop?password=hunter2",
        "jdbc:mysql://(host=db,user=me,password=hunter2)/shop",
        "jdbc:mysql://address=(host=db)(user=me)(password=hunter2)/shop",
        "jdbc:h2:mem:shop;PASSWORD=hunter2",
        "jdbc:sqlserver://db;user=me;password=hunter2",
        "jdbc:oracle:thin:me/hunter2@//db:1521/shop",
        "jdbc:oracle:thin:me/hunter2@db:1521:shop",
        "me:hunter2@db"
      })
  void no_secret_of_a_url_is_printed(String url) {
    DatabaseConfig row = ofUrl(url);

    assertThat(row.address()).doesNotContain("hunter2");
    assertThat(row.toString()).doesNotContain("hunter2").startsWith("database.orders ");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:mysql://me:hunter2@db:3306/shop?useSSL=true, mysql://db:3306/shop",
    "jdbc:postgresql://db/shop, postgresql://db/shop",
    "jdbc:h2:mem:shop;MODE=MySQL, h2:mem:shop",
    "jdbc:oracle:thin:me/hunter2@//db:1521/shop, oracle://db:1521/shop"
  })
  void the_address_of_a_url_says_where_the_database_is(String url, String address) {
    assertThat(ofUrl(url).address()).isEqualTo(address);
  }

  @Test
  void the_address_of_a_row_has_the_port_that_is_used_and_no_user() {
    assertThat(Rows.of(Adapter.PGSQL, "db", 0, "shop", "").address())
        .isEqualTo("pgsql://db:5432/shop");
    assertThat(Rows.of(Adapter.MYSQL, "db", 13306, "shop", "").address())
        .isEqualTo("mysql://db:13306/shop");
    assertThat(Rows.of(Adapter.H2, "", 0, "mem:shop", "").address()).isEqualTo("h2:mem:shop");
    assertThat(Rows.of(Adapter.H2, "", 0, "mem:shop", "").toString())
        .isEqualTo("database.default h2:mem:shop (conf/application.conf: 12)");
  }

  @Test
  void min_and_max_that_no_pool_can_work_with_are_refused() {
    for (int[] wrong : new int[][] {{0, 0}, {-1, 1}, {2, 1}}) {
      assertThatThrownBy(() -> PoolConfig.builder().min(wrong[0]).max(wrong[1]).build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("0 <= min <= max and 1 <= max, is " + wrong[0] + ", " + wrong[1]);
    }
  }

  @Test
  void every_component_is_set_by_the_builders_method_of_its_name() throws Exception {
    var builder = PoolConfig.builder();
    var number = new AtomicInteger(1);
    var expected = new java.util.HashMap<String, Object>();
    for (var component : PoolConfig.class.getRecordComponents()) {
      Object value;
      if (component.getType() == int.class) {
        value = number.getAndIncrement();
      } else if (component.getType() == Duration.class) {
        value = Duration.ofMillis(number.getAndIncrement());
      } else if (component.getType() == boolean.class) {
        value = false;
      } else {
        value = Reset.FULL;
      }
      PoolConfig.Builder.class
          .getMethod(component.getName(), component.getType())
          .invoke(builder, value);
      expected.put(component.getName(), value);
    }

    PoolConfig built = builder.build();

    assertThat(Arrays.stream(PoolConfig.class.getRecordComponents()))
        .allSatisfy(
            component ->
                assertThat(component.getAccessor().invoke(built))
                    .isEqualTo(expected.get(component.getName())));
  }

  @Test
  void the_defaults_are_those_of_the_documentation() {
    PoolConfig defaults = PoolConfig.builder().build();

    assertThat(defaults.min()).isEqualTo(2);
    assertThat(defaults.max()).isEqualTo(4);
    assertThat(defaults.acquireTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(defaults.validateAfterIdle()).isEqualTo(Duration.ofMillis(500));
    assertThat(defaults.overtakeLimit()).isEqualTo(Duration.ofMillis(3));
    assertThat(defaults.reset()).isEqualTo(Reset.AUTO);
    assertThat(defaults.lazySettings()).isTrue();
  }

  @Test
  void the_drivers_own_socket_timeout_in_options_or_url_wins() {
    assertThat(answerTimeout("jdbc:mysql://db/shop?a=b&socketTimeout=600000&c=d"))
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(answerTimeout("jdbc:mariadb://db/shop?socketTimeout=600000"))
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(answerTimeout("jdbc:postgresql://db/shop?socketTimeout=600"))
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(answerTimeout("jdbc:mysql://db/shop?mysocketTimeout=1"))
        .isEqualTo(Duration.ofSeconds(60));
    assertThat(answerTimeout("jdbc:mysql://db/shop")).isEqualTo(Duration.ofSeconds(60));
  }

  private static Duration answerTimeout(String url) {
    return DatabaseConfig.ofUrl("default", url, "user", "pass", PoolConfig.builder().build())
        .answerTimeout();
  }
}
