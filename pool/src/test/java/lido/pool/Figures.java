package lido.pool;

import java.util.Arrays;
import java.util.Locale;

/** What the tests of faults have measured, one line each: docs/reliability.md quotes them. */
final class Figures {

  /** What only a hang takes. How fast all was is a figure, and no law: a machine may be busy. */
  static final long A_MINUTE = 60_000;

  private Figures() {}

  /** Prints one line, such as {@code row 4: worst acquire 1034 ms}. */
  static void seen(String row, String what, Object... figures) {
    System.out.printf(
        Locale.ROOT, "figure %s: %s%n", row, String.format(Locale.ROOT, what, figures));
  }

  static long millisSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1_000_000;
  }

  /** The value below which {@code part} of the sorted samples lie. */
  static long percentile(long[] samples, double part) {
    long[] sorted = samples.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  }
}
