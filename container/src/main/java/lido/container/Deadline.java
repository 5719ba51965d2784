package lido.container;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A moment by which something must be done.
 *
 * @param total how long it was in the beginning, for messages
 */
record Deadline(Duration total, long end, LongSupplier nanoTime) {

  static Deadline in(Duration time, LongSupplier nanoTime) {
    return new Deadline(time, nanoTime.getAsLong() + time.toNanos(), nanoTime);
  }

  /** Returns the nanoseconds that are left, never less than 0. */
  long left() {
    return Math.max(0, end - nanoTime.getAsLong());
  }

  /** Returns an earlier deadline: after this part of what is left. */
  Deadline part(int numerator, int denominator) {
    return in(Duration.ofNanos(left() / denominator * numerator), nanoTime);
  }

  /** Returns a deadline from now on, by the same clock. */
  Deadline again(Duration time) {
    return in(time, nanoTime);
  }
}
