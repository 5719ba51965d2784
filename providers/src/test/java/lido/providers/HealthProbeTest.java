package lido.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import lido.pool.DatabaseConfig;
import lido.pool.PoolConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class HealthProbeTest {

  /** A driver whose connections run out of memory when they are asked. */
  private static final class Exhausted implements Driver {

    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public @Nullable Connection connect(String url, Properties properties) {
      var loader = Exhausted.class.getClassLoader();
      return acceptsURL(url)
          ? (Connection)
              Proxy.newProxyInstance(loader, new Class<?>[] {Connection.class}, this::call)
          : null;
    }

    private @Nullable Object call(Object connection, Method method, Object[] arguments) {
      if (method.getName().equals("isValid")) {
        asked.incrementAndGet();
        throw new OutOfMemoryError("none left");
      }
      return method.getReturnType() == boolean.class
          ? method.getName().equals("getAutoCommit")
          : null;
    }

    @Override
    public boolean acceptsURL(String url) {
      return url.startsWith("jdbc:exhausted:");
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
      return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
      return 1;
    }

    @Override
    public int getMinorVersion() {
      return 0;
    }

    @Override
    public boolean jdbcCompliant() {
      return false;
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getGlobal();
    }
  }

  @Test
  void a_question_that_an_error_has_ended_is_asked_again() throws Exception {
    var driver = new Exhausted();
    DriverManager.registerDriver(driver);
    try {
      var sizes = PoolConfig.builder().build();
      var row = DatabaseConfig.ofUrl("default", "jdbc:exhausted:x", "sa", "", sizes);
      var now = new AtomicLong();
      var probe = new HealthProbe(row, Duration.ofSeconds(5), now::get, Thread::new);

      boolean first = probe.isUp();
      now.addAndGet(Duration.ofHours(1).toNanos());
      boolean second = probe.isUp();

      assertThat(first).isFalse();
      assertThat(second).isFalse();
      assertThat(driver.asked).hasValue(2);
    } finally {
      DriverManager.deregisterDriver(driver);
    }
  }

  @Test
  void without_a_thread_for_a_question_the_database_is_down_until_the_next_question()
      throws Exception {
    var scarce = new AtomicBoolean(true);
    ThreadFactory threads =
        question -> {
          if (scarce.get()) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          return new Thread(question);
        };
    var sizes = PoolConfig.builder().build();
    var row = DatabaseConfig.ofUrl("default", "jdbc:h2:mem:probe", "", "", sizes);
    var now = new AtomicLong();
    var probe = new HealthProbe(row, Duration.ofMinutes(1), now::get, threads);

    boolean first = probe.isUp();
    scarce.set(false);
    now.addAndGet(Duration.ofHours(1).toNanos());
    boolean second = probe.isUp();

    assertThat(first).isFalse();
    assertThat(second).isTrue();
  }
}
