package lido.container;

/** Runs when something starts or stops; an exception fails the start, and is logged at a stop. */
@FunctionalInterface
public interface Hook<T> {

  /** Runs with what starts or stops. */
  void run(T subject) throws Exception;
}
