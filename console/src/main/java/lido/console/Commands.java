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
 * Adds commands of a provider to {@code bin/console}, while it registers. A command is a class with
 * picocli's annotations, built by Guice. It implements {@link Runnable}, or {@code
 * Callable<Integer>} for an exit code.
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

  /** An added command. */
  record Added(Class<?> type, boolean inWorker) {

    String name() {
      return type.getAnnotation(Command.class).name();
    }
  }

  /**
   * Adds a command that runs in a worker, as a request does. All pools are open. Connections that
   * it did not close go back at its end. No listener and no other worker is started.
   */
  public static void inWorker(Container container, Class<?> command) {
    add(container, command, true);
  }

  /**
   * Adds a command that needs no worker: nothing is started, and no pool is opened. An {@link
   * lido.container.Inspection} can be injected into it.
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

  /** Returns the elements of a set of the providers. There may be no such set. */
  static <T> List<T> all(Injector injector, TypeLiteral<Set<T>> set) {
    var binding = injector.getExistingBinding(Key.get(set));
    return binding == null ? List.of() : List.copyOf(binding.getProvider().get());
  }
}
