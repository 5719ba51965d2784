package lido.container;

import lido.pool.PoolInterface;
import lido.pool.TaskPool;
import lido.pool.WorkerPool;

/** What a worker is for; decides which pools it opens. */
enum Role {
  REQUESTS("worker"),
  TASKS("task worker");

  private final String title;

  Role(String title) {
    this.title = title;
  }

  /** Returns what messages call a worker: {@code worker 3}, {@code task worker 0}. */
  String name(int id) {
    return title + " " + id;
  }

  /** Returns whether workers of this role open a pool; of one with both markers, all do. */
  boolean opens(PoolInterface pool) {
    return switch (this) {
      case REQUESTS -> pool instanceof WorkerPool || !(pool instanceof TaskPool);
      case TASKS -> pool instanceof TaskPool || !(pool instanceof WorkerPool);
    };
  }
}
