package lido.container;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Runs work that blocks on threads of its own: the common pool may have just one. */
final class Threads {

  private Threads() {}

  static <T> CompletableFuture<T> start(Callable<T> work) {
    var result = new CompletableFuture<T>();
    var thread =
        new Thread(
            () -> {
              try {
                result.complete(work.call());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return result;
  }
}
