package lido.pool;

import java.util.function.BooleanSupplier;

/** A process that at times has no thread to give. As thread-safe as its condition. */
final class Starved implements Background {

  private final Background real;
  private final BooleanSupplier isStarved;

  Starved(Background real, BooleanSupplier isStarved) {
    this.real = real;
    this.isStarved = isStarved;
  }

  private void demandThread() {
    if (isStarved.getAsBoolean()) {
      throw new OutOfMemoryError("unable to create native thread");
    }
  }

  @Override
  public long nanoTime() {
    return real.nanoTime();
  }

  @Override
  public Scheduled after(long nanos, Runnable task) {
    demandThread();
    return real.after(nanos, task);
  }

  @Override
  public Scheduled atDeadline(long nanos, Runnable task) {
    demandThread();
    return real.atDeadline(nanos, task);
  }

  @Override
  public void run(Runnable task) {
    demandThread();
    real.run(task);
  }
}
