package lido.server;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns messages into requests, and responses into answers, for the protocols of messages: TCP, UDP
 * and WebSocket. Thread-safe.
 */
final class Messages {

  private final RequestStages stages;
  private final Json json;
  private final boolean alwaysEnvelope;
  private final boolean oneLine;

  /** Takes whether every answer must be one line. */
  Messages(RequestStages stages, ListenerConfig config, boolean oneLine) {
    this.stages = stages;
    this.json = stages.json();
    this.alwaysEnvelope = config.envelope();
    this.oneLine = oneLine;
  }

  /**
   * The sender of messages.
   *
   * @param headers the headers of the connection
   * @param channel by it handlers may push
   */
  record Sender(String address, Map<String, List<String>> headers, Optional<PushChannel> channel) {}

  /**
   * Has a worker answer a message. The answer comes once, on any thread, perhaps before this method
   * returns. Any exception on the way is a 500: a missing answer would hold up its connection for
   * ever.
   */
  void answer(byte[] bytes, Sender sender, Consumer<OutgoingMessage> answer) {
    var waits = new AtomicBoolean(true);
    Consumer<OutgoingMessage> once =
        given -> {
          if (waits.compareAndSet(true, false)) {
            answer.accept(given);
          }
        };
    Message message;
    try {
      message = Message.read(bytes, json, sender.headers());
    } catch (HttpException e) {
      once.accept(refusal(e));
      return;
    } catch (Throwable e) {
      once.accept(encode(unforeseen(e), alwaysEnvelope, null));
      return;
    }
    try {
      answer(message, sender, once);
    } catch (Throwable e) {
      once.accept(encode(unforeseen(e), message));
    }
  }

  private void answer(Message message, Sender sender, Consumer<OutgoingMessage> answer) {
    var given = message.headers().getOrDefault("x-request-id", List.of());
    var id = stages.ids().of(given.isEmpty() ? null : given.get(0));
    var routes = stages.routes();
    var found = routes.match(message.method(), message.target().segments());
    if (found == null) {
      var none = stages.renderer().withoutRoute(routes, message.method(), message.target(), id);
      answer.accept(encode(none, message));
      return;
    }
    var raw =
        new RawRequest(
            id,
            message.method(),
            message.target(),
            message.headers(),
            message.body(),
            null,
            sender.address(),
            sender.channel());
    stages
        .runner()
        .dispatch(raw, found, outgoing -> answer.accept(encodeOrFail(outgoing, message)));
  }

  /** Returns the answer to bytes that are no message. */
  OutgoingMessage refusal(HttpException why) {
    var refused = stages.renderer().problem(why, stages.ids().next());
    return encode(refused, alwaysEnvelope, null);
  }

  static HttpException tooLarge(int limit) {
    return new HttpException(413, "the message is larger than %s bytes".formatted(limit));
  }

  private RawResponse unforeseen(Throwable thrown) {
    var id = stages.ids().next();
    return stages.renderer().render(Problems.response(thrown, "a message", id), id);
  }

  private OutgoingMessage encodeOrFail(RawResponse outgoing, Message message) {
    try {
      return encode(outgoing, message);
    } catch (Throwable e) {
      return encode(unforeseen(e), message);
    }
  }

  private OutgoingMessage encode(RawResponse outgoing, Message message) {
    var body = message.method().equals("HEAD") || outgoing.isBodyless() ? new byte[0] : null;
    return encode(
        body == null ? outgoing : new RawResponse(outgoing.status(), outgoing.headers(), body),
        alwaysEnvelope || message.envelope(),
        message.id());
  }

  private OutgoingMessage encode(RawResponse outgoing, boolean envelope, @Nullable JsonNode id) {
    var contentType = contentType(outgoing);
    if (envelope) {
      return new OutgoingMessage(json.write(envelope(outgoing, contentType, id)), true);
    }
    var body = outgoing.body();
    if (oneLine && hasLineEnd(body)) {
      return new OutgoingMessage(json.write(value(body, contentType)), true);
    }
    return new OutgoingMessage(body, body.length == 0 || isText(contentType));
  }

  private Map<String, @Nullable Object> envelope(
      RawResponse outgoing, String contentType, @Nullable JsonNode id) {
    var envelope = new LinkedHashMap<String, @Nullable Object>();
    if (id != null) {
      envelope.put("id", id);
    }
    envelope.put("status", outgoing.status());
    var headers = new LinkedHashMap<String, String>();
    for (var header : outgoing.headers()) {
      headers.merge(header.getKey(), header.getValue(), (one, other) -> one + ", " + other);
    }
    envelope.put("headers", headers);
    envelope.put("body", value(outgoing.body(), contentType));
    return envelope;
  }

  /** A body inside JSON: JSON as it is, text as a string, other bytes as Base64. */
  private @Nullable Object value(byte[] body, String contentType) {
    if (body.length == 0) {
      return null;
    }
    if (Json.isJson(contentType)) {
      var tree = json.tree(body);
      if (tree.isPresent()) {
        return tree.get();
      }
    }
    return isText(contentType)
        ? new String(body, StandardCharsets.UTF_8)
        : Base64.getEncoder().encodeToString(body);
  }

  private static String contentType(RawResponse outgoing) {
    for (var header : outgoing.headers()) {
      if (header.getKey().equalsIgnoreCase("content-type")) {
        return header.getValue();
      }
    }
    return "";
  }

  private static boolean isText(String contentType) {
    return contentType.startsWith("text/") || Json.isJson(contentType);
  }

  private static boolean hasLineEnd(byte[] bytes) {
    for (byte each : bytes) {
      if (each == '\n' || each == '\r') {
        return true;
      }
    }
    return false;
  }
}
