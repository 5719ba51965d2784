package lido.container;

import com.google.inject.Injector;

/** A started lane that serves requests: an id, an injector and an executor of its own. */
public interface Worker {

  /** Returns the id, from 0. */
  int id();

  /** Returns the worker's own injector: what is {@code @Singleton} is one per worker. */
  Injector injector();

  /**
   * Runs a coroutine: on a virtual thread of its own on JDK 21 and up, else on the worker's bounded
   * pool of platform threads. Never blocks.
   *
   * @return false, and the task will not run, when the worker has as many coroutines as it may
   *     have, or has stopped
   */
  boolean execute(Runnable coroutine);

  /** Returns how many coroutines are running or queued. */
  int running();
}
