package lido.server;

import java.util.Map;
import java.util.Set;
import lido.container.ConfigSection;

/**
 * The block {@code server.http}, checked: how HTTP is spoken on every listener that speaks it.
 *
 * @param clearTextHttp2 HTTP/2 without TLS too, by an upgrade or by prior knowledge
 * @param streams requests of one connection in HTTP/2 at the same time
 */
record HttpConfig(Compression compression, boolean clearTextHttp2, int streams) {

  private static final Set<String> KEYS =
      Set.of("compression", "compression-min-size", "h2c", "streams");

  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "http_compression", "compression",
          "compression_min_length", "compression-min-size",
          "gzip", "compression",
          "http2", "h2c");

  static HttpConfig read(ConfigSection section) {
    section.rejectUnknownKeys(KEYS, OTHER_NAMES);
    return new HttpConfig(
        new Compression(
            section.flag("compression"), (int) section.bytes("compression-min-size", 1, 1 << 20)),
        section.flag("h2c"),
        section.integer("streams", 1, 10_000));
  }
}
