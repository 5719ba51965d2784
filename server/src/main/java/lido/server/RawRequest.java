package lido.server;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as a listener received it, free of the listener's library: every protocol can make one.
 *
 * @param headers by name, in any case
 * @param body empty if there is a stream
 * @param stream the body, if the route streams it
 * @param channel the way to push; only a WebSocket has one
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, never compared
record RawRequest(
    String id,
    String method,
    Target target,
    Map<String, List<String>> headers,
    byte[] body,
    @Nullable InputStream stream,
    String remoteAddress,
    Optional<PushChannel> channel) {

  /** A request of a protocol without streams and pushing. */
  RawRequest(
      String id,
      String method,
      Target target,
      Map<String, List<String>> headers,
      byte[] body,
      String remoteAddress) {
    this(id, method, target, headers, body, null, remoteAddress, Optional.empty());
  }
}
