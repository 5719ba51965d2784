package lido.container;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lido.config.ConfigException;

/** The hooks of one kind, in the order of their registration. */
final class Hooks {

  /** The provider that has registered a hook. An owner is equal only to itself. */
  static final class Owner {

    private final String name;

    /** Takes the name of the provider's class. */
    Owner(String name) {
      this.name = name;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private record Registered(Owner owner, Step hook) {}

  private final String kind;
  private final List<Registered> hooks = new ArrayList<>();

  /** The threads on which a stop runs one of these hooks, also one that does not end. */
  private final Set<Thread> stopping = ConcurrentHashMap.newKeySet();

  /** Takes the name for messages, such as {@code onStart}. */
  Hooks(String kind) {
    this.kind = kind;
  }

  void add(Owner owner, Step hook) {
    hooks.add(new Registered(owner, hook));
  }

  /** Returns the providers that have registered one of these hooks. */
  Stream<Owner> owners() {
    return hooks.stream().map(Registered::owner);
  }

  /**
   * Runs all, in order.
   *
   * @param begun takes the owners of the hooks that began: these have to be undone after a failure
   */
  void start(Set<Owner> begun) throws StartException, InterruptedException {
    for (var registered : hooks) {
      begun.add(registered.owner());
      try {
        registered.hook().take();
      } catch (InterruptedException | ConfigException e) {
        throw e;
      } catch (Throwable e) {
        throw Failures.start(name(registered) + " failed", e);
      }
    }
  }

  /**
   * Runs all, in order, also after a failure: for a change that cannot be undone. An interrupt is
   * kept, and so it also cuts short the hooks that follow.
   *
   * @return the failures
   */
  List<StartException> startAll() {
    var failures = new ArrayList<StartException>();
    for (var registered : hooks) {
      try {
        registered.hook().take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failures.add(new StartException(name(registered) + " was interrupted", e));
      } catch (Throwable e) {
        failures.add(Failures.start(name(registered) + " failed", e));
      }
    }
    return failures;
  }

  /** Runs the hooks of some providers in reverse order, as steps of a stop. */
  void stop(Predicate<Owner> which, StopSteps steps, Deadline deadline) {
    for (int i = hooks.size() - 1; i >= 0; i--) {
      var registered = hooks.get(i);
      if (which.test(registered.owner())) {
        steps.take(
            deadline, kind, name(registered) + " failed", () -> runAsStopHook(registered.hook()));
      }
    }
  }

  private void runAsStopHook(Step hook) throws Exception {
    stopping.add(Thread.currentThread());
    try {
      hook.take();
    } finally {
      stopping.remove(Thread.currentThread());
    }
  }

  /** Returns whether a stop runs one of these hooks on the calling thread. */
  boolean isCallerAStopHook() {
    return stopping.contains(Thread.currentThread());
  }

  private String name(Registered registered) {
    return "the " + kind + " hook of " + registered.owner();
  }
}
