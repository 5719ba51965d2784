package lido.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What the tests route to. */
final class Controllers {

  private Controllers() {}

  record Line(long product, int quantity) {}

  record Order(String customer, List<Line> lines, Optional<String> note) {

    Order {
      if (lines != null && lines.isEmpty()) {
        throw new IllegalArgumentException("an order needs a line");
      }
    }
  }

  static final class Echo {

    Object hello(Request request) {
      return Map.of("hello", "world");
    }

    Object id(Request request) {
      return Map.of("id", request.path("id").asLong());
    }

    Object path(Request request) {
      return request.path("name").asString();
    }

    Object limit(Request request) {
      return request.query("limit").asInt(1, 100, 10);
    }

    Object query(Request request) {
      return request.queries("q");
    }

    Object order(Request request) {
      return request.body(Order.class);
    }

    Object tree(Request request) {
      return request.body(java.util.List.class);
    }

    Object body(Request request) {
      return Response.text(request.bodyText());
    }

    Object thread(Request request) {
      return Map.of(
          "thread", Thread.currentThread().getName(),
          "worker", request.workerId(),
          "request", request.id(),
          "mdc", String.valueOf(MDC.getCopyOfContextMap()));
    }

    @Nullable Object nothing(Request request) {
      return null;
    }

    Object created(Request request) {
      return Response.created("/orders/7", Map.of("id", 7));
    }

    Object secret(Request request) {
      throw new IllegalStateException("the password is hunter2");
    }

    Object error(Request request) {
      throw new StackOverflowError("deep");
    }

    Object teapot(Request request) {
      throw new HttpException(418, "short and stout", Map.of("X-Pot", "tea"));
    }

    Object exhausted(Request request) {
      throw new IllegalStateException("wrapped", lido.pool.ExhaustedPool.failure());
    }

    Object inject(Request request) {
      return Response.noContent().header("X-Evil", request.query("v").asString());
    }

    Object unwritable(Request request) {
      return new Object() {
        @SuppressWarnings("unused")
        public String getName() {
          throw new IllegalStateException("the password is hunter2");
        }
      };
    }
  }

  /** Holds its requests until the test lets them go. */
  static final class Gate {

    final Semaphore entered = new Semaphore(0);
    final CountDownLatch open = new CountDownLatch(1);

    Object pass(Request request) throws InterruptedException {
      entered.release();
      open.await();
      return "passed";
    }
  }
}
