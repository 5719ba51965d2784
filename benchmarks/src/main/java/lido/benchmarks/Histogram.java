package lido.benchmarks;

/** Counts durations in buckets that are at most 3 % wide. Not thread-safe; merge afterwards. */
final class Histogram {

  private static final int BITS = 5;
  private static final int SUB = 1 << BITS;

  private final long[] counts = new long[(64 - BITS) * SUB];
  private long total;
  private long max;

  void add(long nanos) {
    counts[bucket(Math.max(0, nanos))]++;
    total++;
    max = Math.max(max, nanos);
  }

  void add(Histogram other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
    max = Math.max(max, other.max);
  }

  private static int bucket(long value) {
    if (value < SUB) {
      return (int) value;
    }
    int shift = 63 - Long.numberOfLeadingZeros(value) - BITS;
    return (shift + 1) * SUB + (int) (value >>> shift) - SUB;
  }

  private static long value(int bucket) {
    if (bucket < SUB) {
      return bucket;
    }
    int shift = bucket / SUB - 1;
    return (long) (bucket % SUB + SUB) << shift;
  }

  long percentile(double percent) {
    long rank = (long) Math.ceil(total * percent / 100);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank && seen > 0) {
        return value(i);
      }
    }
    return max;
  }

  long max() {
    return max;
  }

  long total() {
    return total;
  }
}
