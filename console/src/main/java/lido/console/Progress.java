package lido.console;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One line on a terminal that says how far some work is. It is written over and over. Where the
 * standard error is no terminal, nothing is written. Thread-safe.
 */
public final class Progress implements AutoCloseable {

  private static final int WIDTH = 78;

  private final PrintWriter err;
  private final boolean shown;
  private final String what;
  private final int total;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final List<String> left;

  Progress(PrintWriter err, boolean shown, String what, Collection<String> parts) {
    this.err = err;
    this.shown = shown;
    this.what = what;
    this.total = parts.size();
    this.left = new ArrayList<>(parts);
    show();
  }

  /**
   * Begins a line on the standard error.
   *
   * @param what is done with the parts, such as {@code databases opened}
   * @param parts their names; several may have the same one
   */
  public static Progress of(String what, Collection<String> parts) {
    var err = new FileOutputStream(FileDescriptor.err);
    return new Progress(
        new PrintWriter(err, true, Charset.defaultCharset()), isShown(), what, parts);
  }

  /** Returns whether the standard error is a terminal. */
  public static boolean isShown() {
    return Terminal.isOfErrors();
  }

  /** Counts one part of this name as done. */
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
          "%s of %s %s%s"
              .formatted(
                  total - left.size(),
                  total,
                  what,
                  left.isEmpty() ? "" : ", waiting for " + String.join(", ", new TreeSet<>(left)));
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
      // Clears the line, writes it, and goes back to its begin: a log line overwrites it there.
      err.print("\r\u001b[K" + line + "\r");
      err.flush();
    }
  }
}
