package lido.server;

import com.google.inject.multibindings.Multibinder;
import lido.container.Container;

/**
 * A provider's part of {@code bin/console check}. It looks for problems that show without a
 * connection, such as a missing class or file.
 */
@FunctionalInterface
public interface Check {

  /** Looks, and reports its findings. An exception is a problem, too. */
  void run(Findings findings) throws Exception;

  /** Takes the findings of a check. */
  interface Findings {

    /** Reports a thing that is in order. */
    void ok(String what);

    /** Reports a problem as a start would: what is wrong, where, and what to do. */
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
