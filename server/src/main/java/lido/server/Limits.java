package lido.server;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import lido.config.ConfigSection;

/**
 * The limits of each client of a listener.
 *
 * @param requestLine bytes of the first line
 * @param headers bytes of all headers
 * @param body bytes of the body, or of a whole message
 * @param jsonDepth levels of arrays and objects in a body
 * @param connections open at one time
 * @param headerTimeout from the connection's start to the end of the first headers
 * @param bodyTimeout from the end of the headers to the end of the body, or from the first byte of
 *     a message to its last
 * @param writeTimeout until the client has taken the response
 * @param idleTimeout from a response to the end of the next request's headers, or to the next
 *     message's first byte
 * @param pipeline messages of one connection that may wait for their answers
 * @param pushBuffer bytes that may wait for the client of a WebSocket after handlers have pushed
 *     them; each message counts {@link #PENDING_MESSAGE} more
 */
record Limits(
    int requestLine,
    int headers,
    int body,
    int jsonDepth,
    int connections,
    Duration headerTimeout,
    Duration bodyTimeout,
    Duration writeTimeout,
    Duration idleTimeout,
    int pipeline,
    int pushBuffer) {

  /**
   * Each waiting message counts so many bytes beside its own, for the objects of Vert.x and Netty
   * around it: its frame, its promise, its entry in the queue. 100,000 pushed messages of one byte
   * held 270 bytes each (JDK 17, 2026-11).
   */
  static final int PENDING_MESSAGE = 256;

  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private static final Set<String> KEYS =
      Set.of(
          "request-line",
          "headers",
          "body",
          "json-depth",
          "connections",
          "header-timeout",
          "body-timeout",
          "write-timeout",
          "idle-timeout",
          "pipeline",
          "push-buffer");

  static Limits read(ConfigSection section) {
    section.rejectUnknownKeys(KEYS, Map.of());
    return new Limits(
        (int) section.bytes("request-line", 64, 1 << 20),
        (int) section.bytes("headers", 256, 1 << 20),
        (int) section.bytes("body", 0, 1 << 30),
        section.integer("json-depth", 1, 1000),
        section.integer("connections", 1, 1_000_000),
        section.duration("header-timeout", MILLISECOND, HOUR),
        section.duration("body-timeout", MILLISECOND, HOUR),
        section.duration("write-timeout", MILLISECOND, HOUR),
        section.duration("idle-timeout", MILLISECOND, HOUR),
        section.integer("pipeline", 1, 10_000),
        (int) section.bytes("push-buffer", 1024, 1 << 30));
  }

  /**
   * Returns the pause between two looks for late clients: short enough for the shortest timeout.
   */
  long sweepMillis() {
    long shortest =
        Stream.of(headerTimeout, bodyTimeout, writeTimeout, idleTimeout)
            .mapToLong(Duration::toMillis)
            .min()
            .orElseThrow();
    return Math.max(1, Math.min(500, shortest / 4));
  }
}
