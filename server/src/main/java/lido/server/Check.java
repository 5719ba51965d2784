package lido.server;

import com.google.inject.multibindings.Multibinder;
import lido.container.Container;

/**
 * What {@code bin/console check} asks of a provider: whatever can be known without a connection,
 * such as whether a class or a file is there.
 */
@FunctionalInterface
public interface Check {

  /** Looks, and tells what it found; an exception is a problem, too. */
  void run(Findings findings) throws Exception;

  /** Takes what a check found. */
  interface Findings {

    /** Says what was looked at and is in order. */
    void ok(String what);

    /** Says what is wrong: what, where, and what to do, as a start would. */
    void problem(String what);
  }

  /**
   * Adds a check; called by a provider while it registers. The same as an element of Guice's {@code
   * Multibinder<Check>}.
   */
  static void add(Container container, Check check) {
    container.install(
        binder -> Multibinder.newSetBinder(binder, Check.class).addBinding().toInstance(check));
  }
}
