package lido.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A response as a listener writes it: all bytes are there.
 *
 * @param headers without those of the connection and without Content-Length
 */
@SuppressWarnings("ArrayRecordComponent") // one owner, never compared
record Outgoing(int status, List<Map.Entry<String, String>> headers, byte[] body) {

  static Outgoing of(Response response, Json json, String requestId) {
    var headers = new ArrayList<>(response.headers());
    headers.add(Map.entry("x-request-id", requestId));
    var body = response.body();
    if (body instanceof Response.Body.Json value) {
      headers.add(Map.entry("content-type", value.contentType()));
      return new Outgoing(response.statusCode(), headers, json.write(value.value()));
    }
    if (body instanceof Response.Body.Bytes bytes) {
      headers.add(Map.entry("content-type", bytes.contentType()));
      return new Outgoing(response.statusCode(), headers, bytes.bytes());
    }
    return new Outgoing(response.statusCode(), headers, new byte[0]);
  }

  /** These statuses have no body and no Content-Length. */
  boolean isBodyless() {
    return status == 204 || status == 304;
  }
}
