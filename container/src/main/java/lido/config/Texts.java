package lido.config;

import com.typesafe.config.ConfigValue;
import java.time.Duration;
import java.util.regex.Pattern;

/** Words values for messages. */
public final class Texts {

  private static final Pattern SECRET =
      Pattern.compile("(?i).*(pass|pwd|secret|token|credential|private.?key|api.?key).*");

  private static final Pattern SECRET_BLOCK =
      Pattern.compile("(?i).*(password|secret|credential|private.?key|api.?key).*");

  private static final Pattern QUERY = Pattern.compile("[?;]");

  private static final Pattern NAMED_SECRET =
      Pattern.compile("(?i)(user|password|pwd|pass|secret|token)=[^,;&)]*");

  public static final String HIDDEN = "(hidden)";

  private Texts() {}

  /** Returns a duration in the notation of a config file: {@code 3s}, {@code 200ms}. */
  public static String of(Duration duration) {
    if (duration.toMillisPart() != 0) {
      return duration.toMillis() + "ms";
    }
    if (duration.toSeconds() == 0 && !duration.isZero()) {
      return duration.toNanos() + "ns";
    }
    long seconds = duration.toSeconds();
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    if (seconds % 3600 != 0) {
      return seconds / 60 + "m";
    }
    return seconds % 86_400 == 0 ? seconds / 86_400 + "d" : seconds / 3600 + "h";
  }

  /** Returns a value for a message: a text in quotes, but never a secret. */
  public static String of(String key, ConfigValue value) {
    return switch (value.valueType()) {
      case OBJECT -> "a block";
      case LIST -> "a list";
      case NULL -> "null";
      case NUMBER, BOOLEAN -> isSecret(key) ? HIDDEN : String.valueOf(value.unwrapped());
      case STRING ->
          isSecret(key) ? HIDDEN : '"' + withoutUrlSecrets(String.valueOf(value.unwrapped())) + '"';
    };
  }

  /** Returns whether the value of a key is a secret. */
  public static boolean isSecret(String key) {
    return SECRET.matcher(key).matches();
  }

  /** Returns whether all values of a block are secrets; {@code passengers} is no secret. */
  public static boolean isSecretBlock(String key) {
    return SECRET_BLOCK.matcher(key).matches();
  }

  /**
   * Returns a text without the secrets of a URL, which may have a password before the host: after
   * its kind (Oracle) or in its authority (MySQL); or in its query, or after a semicolon.
   */
  public static String withoutUrlSecrets(String text) {
    if (!text.contains("://") && !text.startsWith("jdbc:")) {
      return text;
    }
    var end = QUERY.matcher(text);
    var place = end.find() ? text.substring(0, end.start()) : text;
    int at = place.lastIndexOf('@');
    if (at >= 0) {
      int slashes = place.indexOf("//");
      int start = slashes >= 0 && slashes < at ? slashes + 2 : place.lastIndexOf(':', at) + 1;
      place = place.substring(0, start) + place.substring(at + 1);
    }
    var shown = NAMED_SECRET.matcher(place).replaceAll("$1=…");
    return end.reset().find() ? shown + "?…" : shown;
  }
}
