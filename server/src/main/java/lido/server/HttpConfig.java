package lido.server;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import lido.config.ConfigSection;

/**
 * The options of HTTP of one listener, checked.
 *
 * @param compression whether responses are compressed for clients that ask for it
 * @param compressionMinSize how many bytes such a response must have, if its length is known
 * @param clearTextHttp2 whether HTTP/2 is spoken without TLS too, by an upgrade or by prior
 *     knowledge
 * @param streams how many requests one connection of HTTP/2 may have at the same time
 * @param eventLoops how many threads read and write its connections
 * @param socketMode the permissions of a socket file
 */
record HttpConfig(
    boolean compression,
    int compressionMinSize,
    boolean clearTextHttp2,
    int streams,
    int eventLoops,
    Set<PosixFilePermission> socketMode) {

  /** In the order of the bits, the highest first. */
  private static final PosixFilePermission[] PERMISSIONS = PosixFilePermission.values();

  static HttpConfig read(ConfigSection options) {
    return new HttpConfig(
        options.flag("compression"),
        (int) options.bytes("compression-min-size", 1, 1 << 20),
        options.flag("h2c"),
        options.integer("streams", 1, 10_000),
        eventLoops(options),
        socketMode(options));
  }

  /**
   * Reading and writing HTTP is a small part of a request: a quarter of the processors can do it
   * for all of them. On few processors one loop costs the least.
   */
  private static int eventLoops(ConfigSection options) {
    return options.string("event-loops").equals("auto")
        ? Math.max(1, Runtime.getRuntime().availableProcessors() / 4)
        : options.integer("event-loops", 1, 1000);
  }

  private static Set<PosixFilePermission> socketMode(ConfigSection options) {
    var text = options.string("socket-mode");
    if (!text.matches("0?[0-7]{3}")) {
      options.problem(
          "socket-mode",
          "must be three octal digits, is " + options.shown("socket-mode"),
          "write \"600\" for the owner alone, \"660\" for the group too");
      return Set.of();
    }
    int bits = Integer.parseInt(text, 8);
    var mode = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < PERMISSIONS.length; i++) {
      if ((bits & 1 << (PERMISSIONS.length - 1 - i)) != 0) {
        mode.add(PERMISSIONS[i]);
      }
    }
    return mode;
  }
}
