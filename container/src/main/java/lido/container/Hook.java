package lido.container;

/**
 * Runs when an application or a worker starts or stops. An exception makes a start fail; that of a
 * stop hook is logged.
 */
@FunctionalInterface
public interface Hook<T> {

  /** Runs with the application or worker that starts or stops. */
  void run(T subject) throws Exception;
}
