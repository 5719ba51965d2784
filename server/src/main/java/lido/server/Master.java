package lido.server;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import lido.container.Worker;
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

  private final Dispatcher dispatcher;
  private final Json json;

  /** Tells the ids of one start from those of another. */
  private final String idPrefix = "%08x-".formatted(ThreadLocalRandom.current().nextInt());

  private final AtomicLong requests = new AtomicLong();

  Master(Dispatcher dispatcher, Json json) {
    this.dispatcher = dispatcher;
    this.json = json;
  }

  Json json() {
    return json;
  }

  String requestId(@Nullable String given) {
    return given != null && REQUEST_ID.matcher(given).matches()
        ? given
        : idPrefix + Long.toString(requests.incrementAndGet(), 36);
  }

  RoutingTable.@Nullable Found match(String method, Target target) {
    return dispatcher.table().match(method, target.segments());
  }

  /** Hands the request to a worker; the answer comes on any thread. */
  void dispatch(RawRequest raw, RoutingTable.Found found, Reply reply) {
    if (!dispatcher.execute(raw.remoteAddress(), lane -> () -> run(lane, raw, found, reply))) {
      reply.send(render(Problems.response(Problems.workerIsFull(), raw.id()), raw.id()));
    }
  }

  /** The server's own answers: OPTIONS, 404 and 405. */
  Outgoing answerWithoutRoute(String method, Target target, String id) {
    return answerWithoutRoute(dispatcher.table(), method, target, id);
  }

  private Outgoing answerWithoutRoute(RoutingTable table, String method, Target target, String id) {
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
  private void run(Lane lane, RawRequest raw, RoutingTable.Found matched, Reply reply) {
    var worker = lane.worker();
    MDC.put("worker", String.valueOf(worker.id()));
    MDC.put("request", raw.id());
    try {
      var found = matched.table() == lane.table() ? matched : matchAgain(lane, raw);
      if (found == null) {
        reply.send(answerWithoutRoute(lane.table(), raw.method(), raw.target(), raw.id()));
      } else {
        respond(lane, raw, found, reply);
      }
    } catch (Throwable thrown) {
      reply.send(render(Problems.response(thrown, matched.route().name(), raw.id()), raw.id()));
      failIfFatal(worker, thrown);
    } finally {
      MDC.remove("request");
      MDC.remove("worker");
    }
  }

  private void respond(Lane lane, RawRequest raw, RoutingTable.Found found, Reply reply)
      throws Exception {
    var request = new Request(raw, found.parameters(), json, lane.worker().id());
    var whole =
        RequestScope.<@Nullable Outgoing>call(
            found.route().name(),
            () -> {
              var outgoing = render(lane.answer(found, request), raw.id());
              if (outgoing.stream() == null) {
                return outgoing;
              }
              // Inside the scope: what the stream reads may come out of a connection.
              reply.stream(outgoing);
              return null;
            });
    if (whole != null) {
      reply.send(whole);
    }
  }

  /** A reload came between the head of the request and its end. */
  private static RoutingTable.@Nullable Found matchAgain(Lane lane, RawRequest raw) {
    return lane.table().match(raw.method(), raw.target().segments());
  }

  /** After an error of the JVM nobody knows in what state the worker's objects are. */
  private static void failIfFatal(Worker worker, Throwable thrown) {
    if (thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError)) {
      worker.fail(thrown);
    }
  }
}
