package lido.server;

import java.util.List;
import lido.container.Application;
import lido.container.Container;

/**
 * Lines that a provider says before a reload starts its first worker: what it is going to need.
 * They are logged, and whoever asked for the reload sees them; an exception refuses the reload.
 */
@FunctionalInterface
public interface ReloadLines {

  /**
   * Returns the lines, without line ends.
   *
   * @param running the application, in which the generation before still serves
   */
  List<String> lines(Application running) throws Exception;

  /** Says lines before a reload; called by a provider while it registers. */
  static void add(Container container, ReloadLines lines) {
    var journal = container.once(ReloadJournal.class, ReloadJournal::new);
    container.onReload(running -> lines.lines(running).forEach(journal::say));
  }
}
