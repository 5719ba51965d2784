package lido.container;

import java.util.function.Predicate;

/** Threads that start, until those of some names are refused as by a system that has none left. */
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
    var thread =
        new Thread(work, name) {
          @Override
          public void start() {
            if (refused.test(name)) {
              throw new OutOfMemoryError("unable to create native thread");
            }
            super.start();
          }
        };
    thread.setDaemon(true);
    return thread;
  }
}
