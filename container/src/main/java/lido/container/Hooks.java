package lido.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lido.config.ConfigException;

/** The hooks of one kind, in the order in which the providers left them. */
final class Hooks<T> {

  private record Left<T>(ServiceProvider provider, Hook<T> hook) {}

  private final String kind;
  private final List<Left<T>> hooks = new ArrayList<>();

  /** The threads on which a stop runs hooks now, or ran those that do not end. */
  private final Set<Thread> stopping = ConcurrentHashMap.newKeySet();

  /** Takes what messages call these hooks, such as {@code onStart}. */
  Hooks(String kind) {
    this.kind = kind;
  }

  void add(ServiceProvider provider, Hook<T> hook) {
    hooks.add(new Left<>(provider, hook));
  }

  /** Returns who left them. */
  Stream<ServiceProvider> providers() {
    return hooks.stream().map(Left::provider);
  }

  /**
   * Runs all, in order.
   *
   * @param begun takes the providers of which a hook began, so that no more is undone than was done
   */
  void start(T subject, Set<ServiceProvider> begun) throws StartException, InterruptedException {
    for (var left : hooks) {
      begun.add(left.provider());
      try {
        left.hook().run(subject);
      } catch (InterruptedException e) {
        throw e;
      } catch (ConfigException e) {
        throw e;
      } catch (Throwable e) {
        throw Failures.start(name(left) + " failed", e);
      }
    }
  }

  /**
   * Runs all, in order, whatever fails on the way: for what cannot be undone. An interrupt is kept,
   * and so cuts short also those that come after.
   *
   * @return what was not done, and why
   */
  List<StartException> startAll(T subject) {
    var failures = new ArrayList<StartException>();
    for (var left : hooks) {
      try {
        left.hook().run(subject);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failures.add(new StartException(name(left) + " was interrupted", e));
      } catch (Throwable e) {
        failures.add(Failures.start(name(left) + " failed", e));
      }
    }
    return failures;
  }

  /** Runs those of some providers, the last first, as steps of a stop. */
  void stop(T subject, Predicate<ServiceProvider> which, StopSteps steps, Deadline deadline) {
    for (int i = hooks.size() - 1; i >= 0; i--) {
      var left = hooks.get(i);
      if (which.test(left.provider())) {
        steps.take(deadline, kind, name(left) + " failed", () -> runAsStop(left.hook(), subject));
      }
    }
  }

  private void runAsStop(Hook<T> hook, T subject) throws Exception {
    stopping.add(Thread.currentThread());
    try {
      hook.run(subject);
    } finally {
      stopping.remove(Thread.currentThread());
    }
  }

  /** Returns whether the caller is one of these hooks, run by a stop. */
  boolean areStoppedHere() {
    return stopping.contains(Thread.currentThread());
  }

  private String name(Left<T> left) {
    return "the " + kind + " hook of " + left.provider().getClass().getName();
  }
}
