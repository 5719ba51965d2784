package lido.container;

import java.util.ArrayList;
import java.util.List;

/** The hooks of one kind that run in each worker, in the order of their registration. */
final class WorkerHooks {

  private record Registered(Hooks.Owner owner, Hook<Worker> hook) {}

  private final String kind;
  private final List<Registered> hooks = new ArrayList<>();

  /** Takes the name for messages, such as {@code onWorkerStart}. */
  WorkerHooks(String kind) {
    this.kind = kind;
  }

  void add(Hooks.Owner owner, Hook<Worker> hook) {
    hooks.add(new Registered(owner, hook));
  }

  /** Returns the hooks of one worker. */
  Hooks of(Worker worker) {
    var ofWorker = new Hooks(kind);
    for (var registered : hooks) {
      ofWorker.add(registered.owner(), () -> registered.hook().run(worker));
    }
    return ofWorker;
  }
}
