package lido.container;

/**
 * A {@link Runnable} for a {@link Worker}, with a name for messages, that is told if it will never
 * run. A worker takes any other {@link Runnable}, too.
 */
public interface Coroutine extends Runnable {

  /** Returns the name for messages, such as {@code GET /orders/{id}}. */
  String name();

  /**
   * Called once instead of {@link #run}, when the worker ends before this coroutine began. Its
   * waiting client can then be answered. Must not block.
   */
  void dropped();
}
