package lido.console;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an action when the process gets a signal. The JDK has {@code sun.misc.Signal} for that, in a
 * module that stays until there is a replacement. The compiler warns of it. So it is called by
 * reflection, in this class alone.
 */
final class Signals {

  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private Signals() {}

  /**
   * Makes the signal run the action and nothing else, each time on a thread of its own. Changes
   * nothing where the signal is ignored (nohup), or left to the system (-Xrs).
   *
   * @param name without SIG, such as {@code HUP}
   */
  static void on(String name, Runnable action) {
    var loader = Thread.currentThread().getContextClassLoader();
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      var proxy =
          Proxy.newProxyInstance(
              handler.getClassLoader(), new Class<?>[] {handler}, new Handler(action, loader));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      LOG.debug("SIG{} is not heard", name, e);
    }
  }

  /**
   * Runs the action with the class loader of the program. The JVM's thread for signals has another
   * one.
   */
  private record Handler(Runnable action, @Nullable ClassLoader loader)
      implements InvocationHandler {

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
      return switch (method.getName()) {
        case "handle" -> {
          Thread.currentThread().setContextClassLoader(loader);
          action.run();
          yield null;
        }
        case "equals" -> arguments != null && proxy == arguments[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> "a signal handler of Lido";
      };
    }
  }
}
