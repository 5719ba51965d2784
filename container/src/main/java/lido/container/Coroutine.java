package lido.container;

/**
 * What a {@link Worker} runs, when it has a name for messages and wants to hear that it will never
 * run. Any other {@link Runnable} will do, too.
 */
public interface Coroutine extends Runnable {

  /** Returns what messages call it, such as {@code GET /orders/{id}}. */
  String name();

  /**
   * Called once instead of {@link #run} if it was accepted but the worker ends before it began: so
   * that whoever waits for it can be told. Must not block.
   */
  void dropped();
}
