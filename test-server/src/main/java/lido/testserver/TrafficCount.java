package lido.testserver;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what passes a proxy. Thread-safe. */
final class TrafficCount {

  private final AtomicLong roundTrips = new AtomicLong();
  private final AtomicLong toServer = new AtomicLong();
  private final AtomicLong toClient = new AtomicLong();

  void turn() {
    roundTrips.incrementAndGet();
  }

  void toServer(int bytes) {
    toServer.addAndGet(bytes);
  }

  void toClient(int bytes) {
    toClient.addAndGet(bytes);
  }

  Traffic now() {
    return new Traffic(roundTrips.get(), toServer.get(), toClient.get());
  }
}
