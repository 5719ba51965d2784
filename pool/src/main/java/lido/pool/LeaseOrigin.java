package lido.pool;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who acquired a connection, where and when.
 *
 * @param scope what the request is called; empty outside of one
 * @param at the stack of that moment; nobody looks at its frames unless the lease is told of
 * @param since nanoseconds of the pool's clock
 */
record LeaseOrigin(Thread holder, String scope, Place at, long since) {

  private static final int DEPTH = 5;
  private static final Set<String> OWN =
      Stream.of(LeaseOrigin.class, ConnectionPool.class, Database.class, RequestScope.class)
          .map(Class::getName)
          .collect(Collectors.toUnmodifiableSet());

  /**
   * Never thrown. To note the stack of a request this way is cheaper than to walk the first five
   * frames of it, for their names are looked up later, if ever.
   */
  static final class Place extends Throwable {

    private static final long serialVersionUID = 1;

    private Place() {
      super(null, null, false, true);
    }
  }

  static LeaseOrigin here(long now) {
    var scope = RequestScope.current();
    return new LeaseOrigin(
        Thread.currentThread(), scope == null ? "" : scope.name(), new Place(), now);
  }

  /** The frames of the caller's own code, the innermost first: outside the pool and the JDK. */
  List<StackTraceElement> where() {
    return Arrays.stream(at.getStackTrace()).filter(LeaseOrigin::isCallers).limit(DEPTH).toList();
  }

  private static boolean isCallers(StackTraceElement frame) {
    String name = frame.getClassName();
    return !(name.startsWith("java.") || name.startsWith("jdk.") || name.startsWith("javax."))
        && !OWN.contains(name.indexOf('$') < 0 ? name : name.substring(0, name.indexOf('$')));
  }

  String place() {
    var frames = where();
    return frames.isEmpty() ? "unknown place" : frames.get(0).toString();
  }

  String describe(long now) {
    return (now - since) / 1_000_000 + " ms by " + holder.getName() + " at " + place();
  }

  /** The leases of the moment, the longest first, where leases are recorded. */
  static List<Holder> holders(PoolEntry[] entries, long now, Predicate<LeaseOrigin> which) {
    return Arrays.stream(entries)
        .filter(entry -> entry.phase() == PoolEntry.IN_USE)
        .map(entry -> entry.lease)
        .filter(Objects::nonNull)
        .filter(which)
        .sorted((a, b) -> Long.compare(a.since(), b.since()))
        .map(
            lease ->
                new Holder(
                    lease.holder().getName(),
                    lease.scope(),
                    lease.place(),
                    Duration.ofNanos(now - lease.since())))
        .toList();
  }

  /** The leases that have lasted longest, a line each, where leases are recorded. */
  static String longest(PoolEntry[] entries, long now) {
    return Arrays.stream(entries)
        .filter(entry -> entry.phase() == PoolEntry.IN_USE)
        .map(entry -> entry.lease)
        .filter(Objects::nonNull)
        .sorted((a, b) -> Long.compare(a.since(), b.since()))
        .limit(3)
        .map(lease -> "\n  held:  " + lease.describe(now))
        .reduce("", String::concat);
  }
}
