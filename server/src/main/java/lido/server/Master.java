package lido.server;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import lido.pool.RequestScope;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Between the listeners and the workers: finds the route of a request, has a worker run it as a
 * coroutine inside a request scope, and returns bytes. Knows no protocol. Thread-safe.
 */
final class Master {

  /** What of a client's own request id may go into logs and headers. */
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final RoutingTable table;
  private final Dispatcher dispatcher;
  private final Json json;

  /** Tells the ids of one start from those of another. */
  private final String idPrefix = "%08x-".formatted(ThreadLocalRandom.current().nextInt());

  private final AtomicLong requests = new AtomicLong();

  Master(RoutingTable table, Dispatcher dispatcher, Json json) {
    this.table = table;
    this.dispatcher = dispatcher;
    this.json = json;
  }

  String requestId(@Nullable String given) {
    return given != null && REQUEST_ID.matcher(given).matches()
        ? given
        : idPrefix + Long.toString(requests.incrementAndGet(), 36);
  }

  RoutingTable.@Nullable Found match(String method, Target target) {
    return table.match(method, target.segments());
  }

  /** Hands the request to the next worker; the answer comes on any thread, once. */
  void dispatch(RawRequest raw, RoutingTable.Found found, Consumer<Outgoing> answer) {
    var lane = dispatcher.next();
    if (!lane.worker().execute(() -> answer.accept(run(lane, raw, found)))) {
      answer.accept(render(Problems.response(Problems.workerIsFull(), raw.id()), raw.id()));
    }
  }

  /** The server's own answers: OPTIONS, 404 and 405. */
  Outgoing answerWithoutRoute(String method, Target target, String id) {
    if (target.path().equals(Target.ASTERISK.path())) {
      return render(Response.noContent(), id);
    }
    var allowed = table.allowed(target.segments());
    if (allowed.isEmpty()) {
      return render(
          Problems.response(
              new HttpException(404, "no route for %s %s".formatted(method, target.path())), id),
          id);
    }
    var allow = String.join(", ", allowed);
    var response =
        method.equals("OPTIONS")
            ? Response.noContent()
            : Problems.response(
                new HttpException(405, "%s is not one of %s".formatted(method, allow)), id);
    return render(response.header("allow", allow), id);
  }

  Outgoing render(Response response, String id) {
    return Outgoing.of(response, json, id);
  }

  /** The coroutine. */
  private Outgoing run(Lane lane, RawRequest raw, RoutingTable.Found found) {
    int worker = lane.worker().id();
    var name = found.route().name();
    MDC.put("worker", String.valueOf(worker));
    MDC.put("request", raw.id());
    try {
      var request = new Request(raw, found.parameters(), json, worker);
      return RequestScope.call(name, () -> render(lane.answer(found.index(), request), raw.id()));
    } catch (Throwable thrown) {
      return render(Problems.response(thrown, name, raw.id()), raw.id());
    } finally {
      MDC.remove("request");
      MDC.remove("worker");
    }
  }
}
