package lido.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a listener received, free of the listener's library, so that every protocol can be one.
 *
 * @param headers by name, in any case
 * @param channel by which to push; only there for a WebSocket
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, never compared
record RawRequest(
    String id,
    String method,
    Target target,
    Map<String, List<String>> headers,
    byte[] body,
    String remoteAddress,
    Optional<PushChannel> channel) {

  /** A request of a protocol without pushing. */
  RawRequest(
      String id,
      String method,
      Target target,
      Map<String, List<String>> headers,
      byte[] body,
      String remoteAddress) {
    this(id, method, target, headers, body, remoteAddress, Optional.empty());
  }
}
