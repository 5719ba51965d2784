package lido.server;

import java.util.List;
import lido.container.Application;
import lido.container.Container;

/**
 * Lines of a provider about a reload that is about to start its first worker, such as the
 * connections that it will need. They are logged, and shown to the person who asked for the reload.
 * An exception refuses the reload.
 */
@FunctionalInterface
public interface ReloadLines {

  /**
   * Returns the lines, without line ends.
   *
   * @param running the application; the generation before still serves in it
   */
  List<String> lines(Application running) throws Exception;

  /** Says lines before a reload; called by a provider while it registers. */
  static void add(Container container, ReloadLines lines) {
    var journal = container.once(ReloadJournal.class, ReloadJournal::new);
    container.onReload(running -> lines.lines(running).forEach(journal::say));
  }
}
