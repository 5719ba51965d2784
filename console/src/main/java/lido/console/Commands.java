package lido.console;

import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import lido.container.Container;
import picocli.CommandLine.Command;

/**
 * Commands that a provider adds to {@code bin/console}, while it registers: classes with picocli's
 * annotations, built by Guice, which implement {@link Runnable} or {@code Callable<Integer>} for
 * their exit code.
 *
 * <pre>{@code
 * @Command(name = "orders:count", description = "Counts the orders.")
 * final class OrdersCount implements Callable<Integer> {
 *   @Inject OrdersCount(@Named("orders") Database orders) { … }
 * }
 *
 * Commands.inWorker(container, OrdersCount.class);
 * }</pre>
 *
 * <p>The object is built once to read the command line into it, with pools that are not open, and
 * once more to run: its constructor does no work. {@code -c}, {@code --conf}, {@code --verbose},
 * {@code -h}, {@code --help}, {@code -V} and {@code --version} are the console's own options.
 */
public final class Commands {

  private Commands() {}

  /** A command as it was added. */
  record Added(Class<?> type, boolean inWorker) {

    String name() {
      return type.getAnnotation(Command.class).name();
    }
  }

  /**
   * Adds a command that runs in a worker as a request does: all pools are open, and what it
   * borrowed and did not close goes back at its end. No listener and no other worker is started.
   */
  public static void inWorker(Container container, Class<?> command) {
    add(container, command, true);
  }

  /**
   * Adds a command for which nothing is started and no pool is opened. It may have a {@link
   * lido.container.Inspection} injected.
   */
  public static void withoutWorker(Container container, Class<?> command) {
    add(container, command, false);
  }

  private static void add(Container container, Class<?> command, boolean inWorker) {
    var annotation = command.getAnnotation(Command.class);
    if (annotation == null || annotation.name().equals("<main class>")) {
      throw new IllegalArgumentException(
          command.getName() + " has no @Command(name = …), by which it would be called");
    }
    if (!Runnable.class.isAssignableFrom(command) && !Callable.class.isAssignableFrom(command)) {
      throw new IllegalArgumentException(
          command.getName() + " implements neither Runnable nor Callable<Integer>");
    }
    container.install(
        binder ->
            Multibinder.newSetBinder(binder, Added.class)
                .addBinding()
                .toInstance(new Added(command, inWorker)));
  }

  static List<Added> of(Injector injector) {
    return all(injector, new TypeLiteral<Set<Added>>() {});
  }

  /** Returns what the providers added to a set, which need not exist. */
  static <T> List<T> all(Injector injector, TypeLiteral<Set<T>> set) {
    var binding = injector.getExistingBinding(Key.get(set));
    return binding == null ? List.of() : List.copyOf(binding.getProvider().get());
  }
}
