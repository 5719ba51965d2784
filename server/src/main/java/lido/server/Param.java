package lido.server;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One path or query parameter, read as the type that the controller needs. A value that cannot be
 * read is a 400, which names the parameter, the expected type and the value. Immutable.
 */
public final class Param {

  /** Longer values are cut in messages: the client knows what it sent. */
  private static final int SHOWN = 60;

  private final String what;
  private final @Nullable String value;

  Param(String what, @Nullable String value) {
    this.what = what;
    this.value = value;
  }

  /** Returns whether the request has this parameter. */
  public boolean isPresent() {
    return value != null;
  }

  /** Returns the text, or empty if the request does not have this parameter. */
  public Optional<String> asOptional() {
    return Optional.ofNullable(value);
  }

  /** Returns the text. */
  public String asString() {
    return present();
  }

  /** Returns the text, or the default if absent. */
  public String asString(String orElse) {
    return value == null ? orElse : value;
  }

  /** Returns an integer. */
  public int asInt() {
    return asInt(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** Returns an integer from {@code min} to {@code max}. */
  public int asInt(int min, int max) {
    return (int) asLong(min, max);
  }

  /** Returns an integer from {@code min} to {@code max}, or the default if absent. */
  public int asInt(int min, int max, int orElse) {
    return value == null ? orElse : asInt(min, max);
  }

  /** Returns a 64-bit integer. */
  public long asLong() {
    return asLong(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** Returns a 64-bit integer from {@code min} to {@code max}. */
  public long asLong(long min, long max) {
    long number = parse("an integer", Long::valueOf);
    if (number < min || number > max) {
      throw bad(max == Long.MAX_VALUE ? "at least " + min : "from %s to %s".formatted(min, max));
    }
    return number;
  }

  /** Returns a 64-bit integer from {@code min} to {@code max}, or the default if absent. */
  public long asLong(long min, long max, long orElse) {
    return value == null ? orElse : asLong(min, max);
  }

  /** Returns a decimal number. */
  public BigDecimal asDecimal() {
    var text = present();
    // BigDecimal takes exponents of ten digits, whose arithmetic would need all the memory there
    // is.
    if (text.length() > SHOWN || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
      throw bad("a decimal number");
    }
    return parse("a decimal number", BigDecimal::new);
  }

  /** Returns true for {@code true} and false for {@code false}. */
  public boolean asBoolean() {
    return switch (present()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw bad("true or false");
    };
  }

  /** Returns true for {@code true} and false for {@code false}, or the default if absent. */
  public boolean asBoolean(boolean orElse) {
    return value == null ? orElse : asBoolean();
  }

  /** Returns the constant of this name, in any case. */
  public <E extends Enum<E>> E asEnum(Class<E> type) {
    var text = present();
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() -> bad(names(type)));
  }

  private static <E extends Enum<E>> String names(Class<E> type) {
    var names =
        Arrays.stream(type.getEnumConstants()).map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
    return "one of " + String.join(", ", names);
  }

  private <T> T parse(String expected, Function<String, T> parser) {
    try {
      return parser.apply(present());
    } catch (NumberFormatException e) {
      throw bad(expected);
    }
  }

  private String present() {
    if (value == null) {
      throw new HttpException(400, what + " is missing");
    }
    return value;
  }

  private HttpException bad(String expected) {
    var text = present();
    var shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    return new HttpException(400, "%s must be %s, is \"%s\"".formatted(what, expected, shown));
  }
}
