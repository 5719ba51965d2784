package lido.server;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.PropertyBindingException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads and writes JSON. The reader is strict: no unknown or double properties, no text for a
 * number, no fraction for an integer. A message to the client names no class. Thread-safe.
 */
final class Json {

  private static final String WANTED = "the body must be JSON, content type application/json";

  private final int depth;
  private final JsonMapper mapper;

  /** Keeps all digits of a fraction. */
  private final JsonMapper exact;

  /** Takes the depth to which arrays and objects of a body may be nested. */
  Json(int depth) {
    this.depth = depth;
    var constraints = StreamReadConstraints.builder().maxNestingDepth(depth).build();
    this.mapper =
        JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                LogicalType.Textual,
                texts ->
                    texts
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .annotationIntrospector(new PrimitivesAreRequired())
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();
    this.exact = mapper.rebuild().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  }

  /** A missing number is an error, and not zero. */
  private static final class PrimitivesAreRequired extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1;

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
      boolean required = member instanceof AnnotatedParameter && member.getRawType().isPrimitive();
      return required ? Boolean.TRUE : super.hasRequiredMarker(config, member);
    }
  }

  byte[] write(@Nullable Object value) {
    return mapper.writeValueAsBytes(value);
  }

  void checkContentType(Optional<String> contentType) {
    var given = contentType.orElse("").toLowerCase(Locale.ROOT);
    var parts = given.split(";", -1);
    var type = parts[0].strip();
    var charset =
        Arrays.stream(parts)
            .skip(1)
            .map(part -> part.strip().replace("\"", ""))
            .filter(part -> part.startsWith("charset="))
            .findFirst()
            .orElse("charset=utf-8");
    if (!isJson(type) || !charset.equals("charset=utf-8")) {
      var is = given.isEmpty() ? "there is none" : "it is \"" + given + "\"";
      throw new HttpException(415, WANTED + " in UTF-8; " + is);
    }
  }

  /** Returns whether a content type is JSON, whatever its charset. */
  static boolean isJson(String contentType) {
    var type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.equals("application/json")
        || (type.startsWith("application/") && type.endsWith("+json"));
  }

  /**
   * Returns the bytes as JSON, numbers with all their digits. Returns empty if they are no JSON.
   */
  Optional<JsonNode> tree(byte[] bytes) {
    try {
      return Optional.ofNullable(exact.readTree(bytes));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  <T> T read(byte[] body, Class<T> type) {
    return read(mapper, body, type, "the body");
  }

  /** Reads a message, numbers with all their digits. */
  <T> T readMessage(byte[] message, Class<T> type) {
    checkUtf8(message);
    return read(exact, message, type, "the message");
  }

  /** The parser accepts some bytes that are not UTF-8. */
  private static void checkUtf8(byte[] message) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message));
    } catch (CharacterCodingException e) {
      throw new HttpException(400, "the message is not valid UTF-8");
    }
  }

  private <T> T read(ObjectMapper mapper, byte[] body, Class<T> type, String what) {
    if (body.length == 0) {
      throw new HttpException(400, what + " is empty, expected JSON");
    }
    try {
      @Nullable T value = mapper.readValue(body, type);
      if (value == null) {
        throw new HttpException(400, what + " is null, expected " + name(type));
      }
      return value;
    } catch (InvalidDefinitionException e) {
      // The class is at fault, not the client.
      throw e;
    } catch (JacksonException e) {
      throw new HttpException(400, what + " " + reason(e));
    }
  }

  private String reason(JacksonException e) {
    if (e instanceof StreamConstraintsException) {
      return "exceeds a limit of this server, such as %s levels of nesting".formatted(depth);
    }
    if (e instanceof InputCoercionException outOfRange) {
      return "must have %s in its range%s".formatted(name(outOfRange.getTargetType()), at(e));
    }
    if (e instanceof PropertyBindingException unknown) {
      return "has the unknown property %s%s"
          .formatted(path(e), known(unknown.getKnownPropertyIds()));
    }
    if (e instanceof ValueInstantiationException refused) {
      var cause = refused.getCause();
      if (cause instanceof HttpException ours) {
        throw ours;
      }
      if (cause instanceof IllegalArgumentException) {
        return "is not acceptable%s: %s".formatted(at(e), cause.getMessage());
      }
      return "is not acceptable" + at(e);
    }
    if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
      return "must have %s%s".formatted(name(mismatch.getTargetType()), at(e));
    }
    var location = e.getLocation();
    return location == null
        ? "is not JSON" + at(e)
        : "is not JSON: line %s, column %s".formatted(location.getLineNr(), location.getColumnNr());
  }

  private static String known(@Nullable Collection<?> ids) {
    return ids == null || ids.isEmpty()
        ? ""
        : ids.stream().map(String::valueOf).collect(Collectors.joining(", ", "; known: ", ""));
  }

  private static String at(JacksonException e) {
    return e.getPath().isEmpty() ? "" : " at " + path(e);
  }

  /** Returns the path to the fault, such as {@code lines[0].price}. */
  private static String path(JacksonException e) {
    var path = new StringBuilder();
    for (var step : e.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.toString();
  }

  private static final Map<Class<?>, String> NAMES =
      Map.of(
          String.class, "a string",
          boolean.class, "true or false",
          Boolean.class, "true or false",
          int.class, "a whole number",
          Integer.class, "a whole number",
          long.class, "a whole number",
          Long.class, "a whole number");

  private static String name(Class<?> type) {
    var name = NAMES.get(type);
    if (name != null) {
      return name;
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(Objects::toString)
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "a number";
    }
    if (type.isArray() || Collection.class.isAssignableFrom(type)) {
      return "an array";
    }
    // Times, UUIDs and the like are written as strings. Any other class is an object.
    return type.getName().startsWith("java.") && !Map.class.isAssignableFrom(type)
        ? "another value"
        : "an object";
  }
}
