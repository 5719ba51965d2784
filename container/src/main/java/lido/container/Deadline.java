package lido.container;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The moment by which something must be done. Immutable.
 *
 * @param total the time from the beginning, for messages
 */
record Deadline(Duration total, long end, LongSupplier nanoTime) {

  static Deadline in(Duration time, LongSupplier nanoTime) {
    return new Deadline(time, nanoTime.getAsLong() + time.toNanos(), nanoTime);
  }

  /** Returns the time that is left, in nanoseconds; 0 if it is over. */
  long left() {
    return Math.max(0, end - nanoTime.getAsLong());
  }

  /** Returns an earlier deadline, at this part of the time that is left. */
  Deadline part(int numerator, int denominator) {
    return in(Duration.ofNanos(left() / denominator * numerator), nanoTime);
  }

  /** Returns another deadline, so long from now, by the same clock. */
  Deadline again(Duration time) {
    return in(time, nanoTime);
  }
}
