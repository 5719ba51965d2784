package lido.server;

import java.util.ArrayList;
import java.util.Map;

/** Turns responses into bytes, also the server's own. Thread-safe. */
final class Renderer {

  private static final byte[] NO_BYTES = {};

  private final Json json;

  Renderer(Json json) {
    this.json = json;
  }

  /** Returns the response to the request of this id as a listener writes it. */
  RawResponse render(Response response, String id) {
    int status = response.statusCode();
    var headers = new ArrayList<>(response.headers());
    headers.add(Map.entry("x-request-id", id));
    var body = response.body();
    if (body instanceof Response.Body.Json value) {
      headers.add(Map.entry("content-type", value.contentType()));
      return new RawResponse(status, headers, json.write(value.value()));
    }
    if (body instanceof Response.Body.Bytes bytes) {
      headers.add(Map.entry("content-type", bytes.contentType()));
      return new RawResponse(status, headers, bytes.bytes());
    }
    if (body instanceof Response.Body.Stream stream) {
      headers.add(Map.entry("content-type", stream.contentType()));
      return new RawResponse(status, headers, NO_BYTES, stream);
    }
    return new RawResponse(status, headers, NO_BYTES);
  }

  /** Returns the response to a request that is refused. */
  RawResponse problem(HttpException why, String id) {
    return render(Problems.response(why, id), id);
  }

  /** Returns the response to a request for which the table has no route: OPTIONS, 404 or 405. */
  RawResponse withoutRoute(RoutingTable table, String method, Target target, String id) {
    if (target.path().equals(Target.ASTERISK.path())) {
      return render(Response.noContent(), id);
    }
    var allowed = table.allowed(target.segments());
    if (allowed.isEmpty()) {
      return problem(
          new HttpException(404, "no route for %s %s".formatted(method, target.path())), id);
    }
    var allow = String.join(", ", allowed);
    var response =
        method.equals("OPTIONS")
            ? Response.noContent()
            : Problems.response(
                new HttpException(405, "%s is not one of %s".formatted(method, allow)), id);
    return render(response.header("allow", allow), id);
  }
}
