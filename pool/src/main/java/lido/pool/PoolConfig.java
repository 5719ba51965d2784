package lido.pool;

import java.time.Duration;

/**
 * The sizes and times of one pool. Times are at least a millisecond; zero means “off” where a
 * component says so.
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
    Duration drainTimeout) {

  /** Returns a builder that holds the default of every component. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the components of a {@link PoolConfig}. Not thread-safe. */
  public static final class Builder {}
}
