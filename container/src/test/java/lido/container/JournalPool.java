package lido.container;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import lido.pool.PoolInterface;

/** A pool that is no database: writes down when it is opened and closed. */
class JournalPool implements PoolInterface {

  private final String name;
  private final List<String> journal;
  private final Callable<?> opening;
  private final AtomicBoolean open = new AtomicBoolean();

  JournalPool(String name, List<String> journal) {
    this(name, journal, () -> name);
  }

  JournalPool(String name, List<String> journal, Callable<?> opening) {
    this.name = name;
    this.journal = journal;
    this.opening = opening;
  }

  @Override
  public void initPool() throws Exception {
    opening.call();
    if (open.compareAndSet(false, true)) {
      journal.add("open " + name);
    }
  }

  boolean isOpen() {
    return open.get();
  }

  @Override
  public void close() {
    if (open.compareAndSet(true, false)) {
      journal.add("close " + name);
    }
  }
}
