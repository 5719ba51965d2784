package lido.container;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import lido.pool.PoolInterface;
import lido.pool.TaskPool;
import lido.pool.WorkerPool;

/** The role and the number of a worker. A worker that replaces another one has its id. */
record WorkerId(Role role, int number) {

  /** What a worker is for; decides which pools it opens. */
  enum Role {
    REQUESTS("worker"),
    TASKS("task worker");

    private final String title;

    Role(String title) {
      this.title = title;
    }

    /** Returns whether workers of this role open a pool; of one with both markers, all do. */
    boolean opens(PoolInterface pool) {
      return switch (this) {
        case REQUESTS -> pool instanceof WorkerPool || !(pool instanceof TaskPool);
        case TASKS -> pool instanceof TaskPool || !(pool instanceof WorkerPool);
      };
    }
  }

  /** Returns the ids of a role, in the order of their numbers. */
  static Stream<WorkerId> of(Role role, int count) {
    return IntStream.range(0, count).mapToObj(number -> new WorkerId(role, number));
  }

  /** Returns the name for messages: {@code worker 3}, {@code task worker 0}. */
  String name() {
    return role.title + " " + number;
  }
}
