package lido.pool;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The thread that acquired a connection, where and when.
 *
 * @param scope the name of the request; empty outside of one
 * @param at the stack of that moment; its frames are looked up only for a report of the lease
 * @param since nanoseconds of the pool's clock
 */
record LeaseOrigin(Thread holder, String scope, Stack at, long since) {

  private static final int DEPTH = 5;

  /** By name: the classes above know this one, and not the other way round. */
  private static final Set<String> OWN =
      Set.of(
          "lido.pool.LeaseOrigin",
          "lido.pool.ConnectionPool",
          "lido.pool.Database",
          "lido.pool.RequestScope");

  /**
   * Never thrown. It notes the stack without the names of its frames, which are looked up later, if
   * ever: cheaper than a walk of the first five.
   */
  static final class Stack extends Throwable {

    private static final long serialVersionUID = 1;

    private Stack() {
      super(null, null, false, true);
    }
  }

  static LeaseOrigin here(String scope, long now) {
    return new LeaseOrigin(Thread.currentThread(), scope, new Stack(), now);
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

  Holder holder(long now) {
    return new Holder(holder.getName(), scope, place(), Duration.ofNanos(now - since));
  }
}
