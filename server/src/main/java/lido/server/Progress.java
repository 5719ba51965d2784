package lido.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One line that says how far some work is, written over and over on a terminal; nothing where the
 * standard error is none. Thread-safe.
 */
public final class Progress implements AutoCloseable {

  private static final int WIDTH = 78;

  private final PrintWriter err;
  private final boolean shown;
  private final String what;
  private final int total;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Set<String> left;

  Progress(PrintWriter err, boolean shown, String what, Collection<String> parts) {
    this.err = err;
    this.shown = shown;
    this.what = what;
    this.total = parts.size();
    this.left = new TreeSet<>(parts);
    show();
  }

  /**
   * Begins.
   *
   * @param err the standard error
   * @param what is done with the parts, such as {@code opened}
   * @param parts their names
   */
  public static Progress of(PrintWriter err, String what, Collection<String> parts) {
    return new Progress(err, Terminal.isOfErrors(), what, parts);
  }

  /** One part is done. */
  public void done(String part) {
    lock.lock();
    try {
      left.remove(part);
    } finally {
      lock.unlock();
    }
    show();
  }

  private void show() {
    lock.lock();
    try {
      var line =
          "%d of %d %s%s"
              .formatted(
                  total - left.size(),
                  total,
                  what,
                  left.isEmpty() ? "" : ", waiting for " + String.join(", ", left));
      write(line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…");
    } finally {
      lock.unlock();
    }
  }

  /** Clears the line. */
  @Override
  public void close() {
    write("");
  }

  private void write(String line) {
    if (shown) {
      // To the line's begin, and clear to its end.
      err.print("\r\u001b[K" + line);
      err.flush();
    }
  }
}
