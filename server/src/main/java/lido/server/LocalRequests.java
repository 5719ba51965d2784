package lido.server;

import static lido.server.DispatchMode.ROUND_ROBIN;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import lido.config.ConfigSection;
import lido.container.Application;

/**
 * Runs requests in the workers of an application of this process, without a listener. Thread-safe.
 */
public final class LocalRequests {

  private final RequestStages stages;
  private final String from;

  private LocalRequests(RequestStages stages, String from) {
    this.stages = stages;
    this.from = from;
  }

  /**
   * Takes an application that runs.
   *
   * @param from what the controllers see as the address of the client
   */
  public static LocalRequests to(Application application, String from) {
    // Its problems have been reported by the start.
    var server = ConfigSection.of(application.config(), "server", problem -> {});
    var json = new Json(ServerConfig.read(server).limits().jsonDepth());
    var dispatcher = new Dispatcher(ROUND_ROBIN, application::workers);
    return new LocalRequests(RequestStages.of(dispatcher, json, new Traffic()), from);
  }

  /**
   * Runs one request as a listener would, and waits for its response.
   *
   * @param method in any case
   * @param path with its query, such as {@code /users?page=2}
   * @param headers by name, in any case
   */
  public Result send(String method, String path, Map<String, List<String>> headers, byte[] body)
      throws InterruptedException {
    var id = stages.ids().next();
    var verb = method.toUpperCase(Locale.ROOT);
    Target target;
    try {
      target = Target.parse(path);
    } catch (HttpException e) {
      return Result.of(stages.renderer().problem(e, id));
    }
    var routes = stages.routes();
    var found = routes.match(verb, target.segments());
    if (found == null) {
      return Result.of(stages.renderer().withoutRoute(routes, verb, target, id));
    }
    var anyCase = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    var response = new CompletableFuture<RawResponse>();
    stages
        .runner()
        .dispatch(new RawRequest(id, verb, target, anyCase, body, from), found, response::complete);
    try {
      return Result.of(response.get());
    } catch (ExecutionException e) {
      throw new IllegalStateException("bug: a response is never a failure", e);
    }
  }

  /**
   * What a client would receive.
   *
   * @param headers those of the response, in their order; none of the connection
   */
  @SuppressWarnings("ArrayRecordComponent") // one owner, never compared
  public record Result(int status, List<Map.Entry<String, String>> headers, byte[] body) {

    private static Result of(RawResponse response) {
      return new Result(response.status(), response.headers(), response.body());
    }

    /** Returns the status and its reason, such as {@code 200 OK}. */
    public String statusLine() {
      return HttpResponseStatus.valueOf(status).toString();
    }
  }
}
