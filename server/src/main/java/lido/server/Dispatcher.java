package lido.server;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Chooses the worker of a request: each in its turn. Thread-safe. */
final class Dispatcher {

  private final List<Lane> lanes;
  private final AtomicInteger turn = new AtomicInteger();

  Dispatcher(List<Lane> lanes) {
    this.lanes = List.copyOf(lanes);
  }

  Lane next() {
    return lanes.get(Math.floorMod(turn.getAndIncrement(), lanes.size()));
  }
}
