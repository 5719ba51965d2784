package lido.benchmarks;

import java.sql.Connection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Opening 20 connections when one connect takes 20 ms. The first pool of the JVM includes the
 * loading of classes, the second is the strategy alone.
 */
final class OpeningCase {

  private OpeningCase() {}

  static void run(Peer peer, int size, int connectMillis) throws Exception {
    StubDriver.connectNanos = TimeUnit.MILLISECONDS.toNanos(connectMillis);
    open(peer, size, "1st pool ");
    open(peer, size, "");
  }

  private static void open(Peer peer, int size, String prefix) throws Exception {
    StubDriver.opened = new CountDownLatch(size);
    StubDriver.WIDEST.set(0);
    long start = System.nanoTime();
    Peers.Pool pool = Peers.open(peer, size, false);
    try (Connection first = pool.source().getConnection()) {
      Result.put(prefix + "first ms", (System.nanoTime() - start) / 1e6);
      if (first.isClosed()) {
        throw new IllegalStateException("a closed connection");
      }
    }
    if (!StubDriver.opened.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException(peer + " did not open " + size);
    }
    Result.put(prefix + "all ms", (System.nanoTime() - start) / 1e6);
    Result.put(prefix + "at once", StubDriver.WIDEST.get());
    pool.close();
  }
}
