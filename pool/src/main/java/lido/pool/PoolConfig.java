package lido.pool;

import java.time.Duration;

/**
 * The sizes and times of one pool. Immutable. Values are checked where they are read, with file and
 * line; the constructor refuses only what no pool could work with.
 *
 * @param min connections that are opened at the start and kept; 0 opens on demand only
 * @param max the most physical connections there may be at any moment, at least 1
 * @param acquireTimeout the one deadline over waiting, connecting and validating
 * @param connectTimeout the most that opening one connection may take, handshake and login included
 * @param socketTimeout the most that a lent connection waits for an answer of the server
 * @param validationTimeout the most that one validation may take
 * @param validateAfterIdle validated before it is handed out when idle for longer; 0 for always
 * @param idleTimeout idle for longer, connections above {@code min} are closed; 0 for never
 * @param maxLifetime older connections are replaced, up to 10 % earlier; 0 for never
 * @param keepaliveTime idle connections are validated this often; 0 for never
 * @param leakDetectionThreshold in use for longer is reported once, with the place; 0 for never
 * @param drainTimeout how long {@code close} waits for connections in use before it aborts them
 * @param overtakeLimit once the longest waiter has waited this long, nobody may overtake it; 0 is
 *     strict first in, first out
 * @param failFastAfter when no connection could be opened for this long, callers get the last
 *     failure at once instead of waiting; 0 for never
 * @param reset how state that SQL left in the session is undone
 * @param lazySettings whether autocommit, isolation, read-only, catalog and schema are sent when
 *     they matter; false for at once, and back at each return
 */
public record PoolConfig(
    int min,
    int max,
    Duration acquireTimeout,
    Duration connectTimeout,
    Duration socketTimeout,
    Duration validationTimeout,
    Duration validateAfterIdle,
    Duration idleTimeout,
    Duration maxLifetime,
    Duration keepaliveTime,
    Duration leakDetectionThreshold,
    Duration drainTimeout,
    Duration overtakeLimit,
    Duration failFastAfter,
    Reset reset,
    boolean lazySettings) {

  public PoolConfig {
    if (max < 1 || min < 0 || min > max) {
      throw new IllegalArgumentException("0 <= min <= max and 1 <= max, is " + min + ", " + max);
    }
  }

  /** Returns a builder that holds the default of every component. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the components of a {@link PoolConfig}; starts with the defaults. Not thread-safe. */
  public static final class Builder {

    private int min = 2;
    private int max = 4;
    private Duration acquireTimeout = Duration.ofSeconds(3);
    private Duration connectTimeout = Duration.ofSeconds(3);
    private Duration socketTimeout = Duration.ofSeconds(60);
    private Duration validationTimeout = Duration.ofSeconds(1);
    private Duration validateAfterIdle = Duration.ofMillis(500);
    private Duration idleTimeout = Duration.ofMinutes(5);
    private Duration maxLifetime = Duration.ofMinutes(30);
    private Duration keepaliveTime = Duration.ofMinutes(1);
    private Duration leakDetectionThreshold = Duration.ZERO;
    private Duration drainTimeout = Duration.ofSeconds(10);
    private Duration overtakeLimit = Duration.ofMillis(3);
    private Duration failFastAfter = Duration.ZERO;
    private Reset reset = Reset.AUTO;
    private boolean lazySettings = true;

    private Builder() {}

    /** Sets {@link PoolConfig#min()}. */
    public Builder min(int value) {
      min = value;
      return this;
    }

    /** Sets {@link PoolConfig#max()}. */
    public Builder max(int value) {
      max = value;
      return this;
    }

    /** Sets {@link PoolConfig#acquireTimeout()}. */
    public Builder acquireTimeout(Duration value) {
      acquireTimeout = value;
      return this;
    }

    /** Sets {@link PoolConfig#connectTimeout()}. */
    public Builder connectTimeout(Duration value) {
      connectTimeout = value;
      return this;
    }

    /** Sets {@link PoolConfig#socketTimeout()}. */
    public Builder socketTimeout(Duration value) {
      socketTimeout = value;
      return this;
    }

    /** Sets {@link PoolConfig#validationTimeout()}. */
    public Builder validationTimeout(Duration value) {
      validationTimeout = value;
      return this;
    }

    /** Sets {@link PoolConfig#validateAfterIdle()}. */
    public Builder validateAfterIdle(Duration value) {
      validateAfterIdle = value;
      return this;
    }

    /** Sets {@link PoolConfig#idleTimeout()}. */
    public Builder idleTimeout(Duration value) {
      idleTimeout = value;
      return this;
    }

    /** Sets {@link PoolConfig#maxLifetime()}. */
    public Builder maxLifetime(Duration value) {
      maxLifetime = value;
      return this;
    }

    /** Sets {@link PoolConfig#keepaliveTime()}. */
    public Builder keepaliveTime(Duration value) {
      keepaliveTime = value;
      return this;
    }

    /** Sets {@link PoolConfig#leakDetectionThreshold()}. */
    public Builder leakDetectionThreshold(Duration value) {
      leakDetectionThreshold = value;
      return this;
    }

    /** Sets {@link PoolConfig#drainTimeout()}. */
    public Builder drainTimeout(Duration value) {
      drainTimeout = value;
      return this;
    }

    /** Sets {@link PoolConfig#overtakeLimit()}. */
    public Builder overtakeLimit(Duration value) {
      overtakeLimit = value;
      return this;
    }

    /** Sets {@link PoolConfig#failFastAfter()}. */
    public Builder failFastAfter(Duration value) {
      failFastAfter = value;
      return this;
    }

    /** Sets {@link PoolConfig#reset()}. */
    public Builder reset(Reset value) {
      reset = value;
      return this;
    }

    /** Sets {@link PoolConfig#lazySettings()}. */
    public Builder lazySettings(boolean value) {
      lazySettings = value;
      return this;
    }

    /** Returns the checked record. */
    public PoolConfig build() {
      return new PoolConfig(
          min,
          max,
          acquireTimeout,
          connectTimeout,
          socketTimeout,
          validationTimeout,
          validateAfterIdle,
          idleTimeout,
          maxLifetime,
          keepaliveTime,
          leakDetectionThreshold,
          drainTimeout,
          overtakeLimit,
          failFastAfter,
          reset,
          lazySettings);
    }
  }
}
