package lido.server;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import lido.container.Coroutine;
import lido.pool.RequestScope;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Between the listeners and the workers: finds the route of a request, has a worker run it as a
 * coroutine inside a request scope, and returns bytes. Knows no protocol. Thread-safe.
 */
final class RequestRunner {

  /** What of a client's own request id may go into logs and headers. */
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final Dispatcher dispatcher;
  private final Json json;
  private final Traffic traffic;

  /** Tells the ids of one start from those of another. */
  private final String idPrefix = "%08x-".formatted(ThreadLocalRandom.current().nextInt());

  private final AtomicLong requests = new AtomicLong();

  RequestRunner(Dispatcher dispatcher, Json json, Traffic traffic) {
    this.dispatcher = dispatcher;
    this.json = json;
    this.traffic = traffic;
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

  /** Hands the request to a worker, if it needs one; the answer comes on any thread. */
  void dispatch(RawRequest raw, RoutingTable.Found found, Reply reply) {
    if (found.route().action() instanceof Constant constant) {
      reply.send(render(constant.response(), raw.id()));
    } else if (!dispatcher.execute(
        raw.remoteAddress(), lane -> new Served(lane, raw, found, reply))) {
      refuse(raw, reply);
    }
  }

  private void refuse(RawRequest raw, Reply reply) {
    traffic.refusedOne();
    reply.send(render(Problems.response(Problems.workerIsFull(), raw.id()), raw.id()));
  }

  /** One request in a worker. */
  private final class Served implements Coroutine {

    private final WorkerRoutes lane;
    private final RawRequest raw;
    private final RoutingTable.Found found;
    private final Reply reply;

    private Served(WorkerRoutes lane, RawRequest raw, RoutingTable.Found found, Reply reply) {
      this.lane = lane;
      this.raw = raw;
      this.found = found;
      this.reply = reply;
    }

    @Override
    public String name() {
      return found.route().name();
    }

    @Override
    public void run() {
      RequestRunner.this.run(lane, raw, found, reply);
    }

    @Override
    public void dropped() {
      refuse(raw, reply);
    }
  }

  /** The server's own answers: OPTIONS, 404 and 405. */
  RawResponse answerWithoutRoute(String method, Target target, String id) {
    return answerWithoutRoute(dispatcher.table(), method, target, id);
  }

  private RawResponse answerWithoutRoute(
      RoutingTable table, String method, Target target, String id) {
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

  RawResponse render(Response response, String id) {
    return RawResponse.of(response, json, id);
  }

  /** The coroutine. */
  private void run(WorkerRoutes lane, RawRequest raw, RoutingTable.Found matched, Reply reply) {
    var worker = lane.worker();
    MDC.put("worker", String.valueOf(worker.id()));
    MDC.put("request", raw.id());
    traffic.begun(lane.counts());
    try {
      var found = matched.table() == lane.table() ? matched : matchAgain(lane, raw);
      if (found == null) {
        reply.send(answerWithoutRoute(lane.table(), raw.method(), raw.target(), raw.id()));
      } else {
        respond(lane, raw, found, reply);
      }
    } catch (Throwable thrown) {
      var response = Problems.response(thrown, matched.route().name(), raw.id());
      count(lane, matched, raw, response.statusCode(), thrown);
      reply.send(render(response, raw.id()));
      worker.failIfFatal(thrown);
    } finally {
      MDC.remove("request");
      MDC.remove("worker");
    }
  }

  private void respond(WorkerRoutes lane, RawRequest raw, RoutingTable.Found found, Reply reply)
      throws Exception {
    var request = new Request(raw, found.parameters(), json, lane.worker().id());
    var whole =
        RequestScope.<@Nullable RawResponse>call(
            found.route().name(),
            () -> {
              var outgoing = render(lane.answer(found, request), raw.id());
              count(lane, found, raw, outgoing.status(), null);
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

  private void count(
      WorkerRoutes lane,
      RoutingTable.Found found,
      RawRequest raw,
      int status,
      @Nullable Throwable thrown) {
    if (status >= 500) {
      traffic.failed(lane.counts(), lane.worker(), found.route().name(), raw.id(), status, thrown);
    }
  }

  /** A reload came between the head of the request and its end. */
  private static RoutingTable.@Nullable Found matchAgain(WorkerRoutes lane, RawRequest raw) {
    return lane.table().match(raw.method(), raw.target().segments());
  }
}
