package lido.server;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import lido.container.Worker;

/** A worker with a bounded number of platform threads, as on JDK 17. */
final class FakeWorker implements Worker, AutoCloseable {

  private final int id;
  private final int max;
  private final Injector injector;

  /** Who has asked it: event loops. */
  private final Set<Thread> askers = ConcurrentHashMap.newKeySet();

  private final AtomicInteger running = new AtomicInteger();
  private final ExecutorService threads;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

  /** Its next requests meet a bug. */
  private volatile boolean broken;

  FakeWorker(int id, int max, Module... modules) {
    this.id = id;
    this.max = max;
    this.injector = Guice.createInjector(modules);
    this.threads =
        Executors.newFixedThreadPool(max, task -> new Thread(task, "worker-" + id + "-coroutine"));
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public String name() {
    return "worker " + id;
  }

  @Override
  public boolean isTask() {
    return false;
  }

  @Override
  public Injector injector() {
    return injector;
  }

  @Override
  public boolean execute(Runnable coroutine) {
    askers.add(Thread.currentThread());
    if (broken) {
      throw new IllegalStateException("for the test");
    }
    if (failure.isDone()) {
      return false;
    }
    if (running.incrementAndGet() > max) {
      running.decrementAndGet();
      return false;
    }
    try {
      threads.execute(
          () -> {
            try {
              coroutine.run();
            } finally {
              running.decrementAndGet();
            }
          });
      return true;
    } catch (RejectedExecutionException e) {
      running.decrementAndGet();
      return false;
    }
  }

  @Override
  public int running() {
    return running.get();
  }

  @Override
  public int dropWaiting() {
    return 0;
  }

  @Override
  public void fail(Throwable cause) {
    failure.complete(cause);
  }

  void breakDown(boolean on) {
    broken = on;
  }

  Set<Thread> askers() {
    return askers;
  }

  /** Returns what it was told to fail with first, once it was. */
  Throwable awaitFailure() throws Exception {
    return failure.get(60, SECONDS);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
