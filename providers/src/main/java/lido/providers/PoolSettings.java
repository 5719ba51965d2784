package lido.providers;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lido.config.ConfigSection;
import lido.pool.PoolConfig;
import lido.pool.Reset;

/** Reads the block {@code pool} of a row. */
final class PoolSettings {

  private static final Set<String> KEYS =
      Set.of(
          "min",
          "max",
          "acquire-timeout",
          "connect-timeout",
          "socket-timeout",
          "validation-timeout",
          "validate-after-idle",
          "idle-timeout",
          "max-lifetime",
          "keepalive-time",
          "leak-detection-threshold",
          "drain-timeout",
          "overtake-limit",
          "fail-fast-after",
          "reset",
          "lazy-settings");

  /** Far above the limit of any database: a larger number is a typing error. */
  private static final int MOST = 10_000;

  private static final Duration OFF = Duration.ZERO;
  private static final Duration LEAST = Duration.ofMillis(1);

  /** Drivers count timeouts in milliseconds of 32 bits, which end after 24 days. */
  private static final Duration DAY = Duration.ofDays(1);

  private static final Duration YEAR = Duration.ofDays(365);

  /** The block of the row, without the defaults. */
  private final ConfigSection own;

  /** The block with the defaults behind it. */
  private final ConfigSection pool;

  private final List<String> warnings;

  private PoolSettings(ConfigSection own, ConfigSection pool, List<String> warnings) {
    this.own = own;
    this.pool = pool;
    this.warnings = warnings;
  }

  static void rejectUnknownKeys(ConfigSection pool) {
    pool.rejectUnknownKeys(KEYS, ForeignNames.amongst(pool, ForeignNames::ofPool));
  }

  /**
   * Reads all keys; reports what is wrong to the sections. Only the builder of a block without a
   * problem can build.
   */
  static PoolConfig.Builder read(ConfigSection own, ConfigSection defaults, List<String> warnings) {
    return new PoolSettings(own, own.withDefaults(defaults), warnings).read();
  }

  private PoolConfig.Builder read() {
    int max = pool.integer("max", 1, MOST);
    int min = pool.integer("min", 0, MOST);
    if (min > max && isRead("min", min) && isRead("max", max)) {
      reportMinOverMax(min, max);
    }
    Duration idleTimeout = time("idle-timeout", OFF, YEAR);
    Duration maxLifetime = time("max-lifetime", OFF, YEAR);
    Duration keepaliveTime = time("keepalive-time", OFF, YEAR);
    var read =
        PoolConfig.builder()
            .max(max)
            .min(min)
            .acquireTimeout(time("acquire-timeout", LEAST, DAY))
            .connectTimeout(time("connect-timeout", LEAST, DAY))
            .socketTimeout(time("socket-timeout", LEAST, DAY))
            .validationTimeout(time("validation-timeout", LEAST, DAY))
            .validateAfterIdle(time("validate-after-idle", OFF, DAY))
            .idleTimeout(idleTimeout)
            .maxLifetime(maxLifetime)
            .keepaliveTime(keepaliveTime)
            .leakDetectionThreshold(time("leak-detection-threshold", OFF, YEAR))
            .drainTimeout(time("drain-timeout", OFF, DAY))
            .overtakeLimit(time("overtake-limit", OFF, DAY))
            .failFastAfter(time("fail-fast-after", OFF, DAY))
            .reset(reset())
            .lazySettings(pool.flag("lazy-settings"));
    warnIfOver("idle-timeout", idleTimeout, maxLifetime);
    warnIfOver("keepalive-time", keepaliveTime, maxLifetime);
    return read;
  }

  /** Returns false if the value stands in for a wrong one, which has been reported already. */
  private boolean isRead(String key, int value) {
    return pool.shown(key).replace("\"", "").strip().equals(Integer.toString(value));
  }

  /** Reports the key that the row itself sets, since the other one may be a default. */
  private void reportMinOverMax(int min, int max) {
    if (own.has("min")) {
      var what = "must be at most max, is %s with max = %s (%s)";
      pool.problem("min", what.formatted(min, max, pool.origin("max")), "lower min, or raise max");
    } else {
      var what = "must be at least min, is %s with min = %s (%s)";
      pool.problem(
          "max", what.formatted(max, min, pool.origin("min")), "raise max, or set min too");
    }
  }

  /** The connection is replaced before the time is over, so the time has no effect. */
  private void warnIfOver(String key, Duration time, Duration maxLifetime) {
    if (!maxLifetime.isZero() && time.compareTo(maxLifetime) >= 0) {
      warnings.add(
          "%s: has no effect, since max-lifetime is not longer (%s)"
              .formatted(pool.path(key), pool.origin(key)));
    }
  }

  private Duration time(String key, Duration least, Duration most) {
    return pool.duration(key, least, most);
  }

  private Reset reset() {
    String name = pool.string("reset");
    for (Reset reset : Reset.values()) {
      if (nameOf(reset).equals(name)) {
        return reset;
      }
    }
    if (pool.has("reset")) {
      String all =
          Stream.of(Reset.values()).map(PoolSettings::nameOf).collect(Collectors.joining(", "));
      pool.problem("reset", "must be one of " + all + ", is " + pool.shown("reset"), "write one");
    }
    return Reset.AUTO;
  }

  private static String nameOf(Reset reset) {
    return reset.name().toLowerCase(Locale.ROOT);
  }
}
