package lido.server;

import lido.container.Coroutine;
import lido.container.Worker;
import lido.pool.RequestScope;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Runs each request as a coroutine of a worker, inside a request scope. Knows no protocol.
 * Thread-safe.
 */
final class RequestRunner {

  private final Dispatcher dispatcher;
  private final Renderer renderer;
  private final Json json;
  private final Traffic traffic;

  RequestRunner(Dispatcher dispatcher, Renderer renderer, Json json, Traffic traffic) {
    this.dispatcher = dispatcher;
    this.renderer = renderer;
    this.json = json;
    this.traffic = traffic;
  }

  /** Hands the request to a worker, if it needs one. The response comes on any thread. */
  void dispatch(RawRequest raw, RoutingTable.Found found, Reply reply) {
    if (found.route().action() instanceof Constant constant) {
      reply.send(renderer.render(constant.response(), raw.id()));
    } else if (!dispatcher.execute(
        raw.remoteAddress(), routes -> new RequestCoroutine(routes, raw, found, reply))) {
      refuse(raw, reply);
    }
  }

  private void refuse(RawRequest raw, Reply reply) {
    traffic.countRefused();
    reply.send(renderer.problem(Problems.workerIsFull(), raw.id()));
  }

  /** One request in a worker. */
  private final class RequestCoroutine implements Coroutine {

    private final WorkerRoutes routes;
    private final Worker worker;
    private final RawRequest raw;

    /** In the table of the generation that served when the head of the request came. */
    private final RoutingTable.Found matched;

    private final Reply reply;

    private RequestCoroutine(
        WorkerRoutes routes, RawRequest raw, RoutingTable.Found matched, Reply reply) {
      this.routes = routes;
      this.worker = routes.worker();
      this.raw = raw;
      this.matched = matched;
      this.reply = reply;
    }

    @Override
    public String name() {
      return matched.route().name();
    }

    @Override
    public void dropped() {
      refuse(raw, reply);
    }

    @Override
    public void run() {
      MDC.put("worker", String.valueOf(worker.id()));
      MDC.put("request", raw.id());
      traffic.countTaken(routes.counts());
      try {
        var found = matched.table() == routes.table() ? matched : matchAgain();
        if (found == null) {
          reply.send(renderer.withoutRoute(routes.table(), raw.method(), raw.target(), raw.id()));
        } else {
          answer(found);
        }
      } catch (Throwable thrown) {
        var response = Problems.response(thrown, name(), raw.id());
        count(matched, response.statusCode(), thrown);
        reply.send(renderer.render(response, raw.id()));
        worker.failIfFatal(thrown);
      } finally {
        MDC.remove("request");
        MDC.remove("worker");
      }
    }

    /** A reload came between the head of the request and its end. */
    private RoutingTable.@Nullable Found matchAgain() {
      return routes.table().match(raw.method(), raw.target().segments());
    }

    private void answer(RoutingTable.Found found) throws Exception {
      var request = new Request(raw, found.parameters(), json, worker.id());
      var whole =
          RequestScope.<@Nullable RawResponse>call(
              found.route().name(),
              () -> {
                var response = renderer.render(routes.answer(found, request), raw.id());
                count(found, response.status(), null);
                if (response.stream() == null) {
                  return response;
                }
                // Inside the scope: the stream may read from a connection.
                reply.stream(response);
                return null;
              });
      if (whole != null) {
        reply.send(whole);
      }
    }

    private void count(RoutingTable.Found found, int status, @Nullable Throwable thrown) {
      if (status >= 500) {
        traffic.countFailed(
            routes.counts(), worker, found.route().name(), raw.id(), status, thrown);
      }
    }
  }
}
