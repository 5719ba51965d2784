package lido.container;

import java.util.function.Predicate;

/**
 * Makes threads, until those of some names are refused, as by a system that has none left. Here and
 * not at their start, which an executor of JDK 21 does by a way of its own.
 */
final class ScarceThreads implements ThreadMaker {

  private volatile Predicate<String> refused = name -> false;

  void refuse(Predicate<String> names) {
    refused = names;
  }

  void refuseAll() {
    refuse(name -> true);
  }

  void refuseNone() {
    refuse(name -> false);
  }

  @Override
  public Thread make(String name, Runnable work) {
    if (refused.test(name)) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    return ThreadMaker.daemon(name, work);
  }
}
