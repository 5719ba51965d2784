package lido.server.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of Lido. The build writes it into a file. */
public final class LidoVersion {

  private LidoVersion() {}

  /** Returns the version, such as {@code 0.1.0}. */
  public static String text() {
    var properties = new Properties();
    try (var in = LidoVersion.class.getResourceAsStream("version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }
}
