package lido.container;

import com.typesafe.config.ConfigValue;
import java.time.Duration;
import java.util.regex.Pattern;

/** Writes values for messages. */
final class Texts {

  private static final Pattern SECRET =
      Pattern.compile("(?i).*(pass|pwd|secret|token|credential|private.?key|api.?key).*");

  private static final String HIDDEN = "(hidden)";

  private Texts() {}

  /** Returns the duration as one writes it in a config file: {@code 3s}, {@code 200ms}. */
  static String of(Duration duration) {
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

  /** Returns the value as a message may show it: text in quotes, secrets not at all. */
  static String of(String key, ConfigValue value) {
    return switch (value.valueType()) {
      case OBJECT -> "a block";
      case LIST -> "a list";
      case NULL -> "null";
      case NUMBER, BOOLEAN -> isSecret(key) ? HIDDEN : String.valueOf(value.unwrapped());
      case STRING ->
          isSecret(key) ? HIDDEN : '"' + withoutUrlSecrets(String.valueOf(value.unwrapped())) + '"';
    };
  }

  private static boolean isSecret(String key) {
    return SECRET.matcher(key).matches();
  }

  /** A URL may carry a password before the host and in its query, or after a semicolon. */
  private static String withoutUrlSecrets(String text) {
    return text.contains("://") || text.startsWith("jdbc:")
        ? text.replaceFirst("//[^/@]*@", "//").replaceFirst("[?;].*", "?…")
        : text;
  }
}
