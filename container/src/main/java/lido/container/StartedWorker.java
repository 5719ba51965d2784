package lido.container;

import com.google.inject.Guice;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker from its start to its end. The start climbs a ladder (injector, pools, hooks) and
 * climbs down again when a rung fails.
 */
final class StartedWorker {

  private static final Logger log = LoggerFactory.getLogger(StartedWorker.class);

  private final WorkerLane lane;
  private final Registration registration;
  private final LifecycleManager lifecycle;

  /** Written by the starting thread only. */
  private final Set<ServiceProvider> begun = Collections.newSetFromMap(new IdentityHashMap<>());

  private StartedWorker(int id, AppConfig config, Registration registration, PoolUsers users) {
    this.lane = new WorkerLane(id, config);
    this.registration = registration;
    this.lifecycle = new LifecycleManager("worker " + id, users);
  }

  /** Starts a worker: blocks until its pools are open and its hooks have run. */
  static StartedWorker start(
      int id, Application application, Generation generation, PoolUsers users, Deadline deadline)
      throws StartException, InterruptedException {
    var config = generation.config();
    var worker = new StartedWorker(id, config, generation.registration(), users);
    try {
      worker.start(application, config.root(), deadline);
      return worker;
    } catch (Throwable e) {
      var failures = worker.unwind(deadline.again(config.stopTimeout()));
      if (e instanceof InterruptedException interrupt) {
        throw interrupt;
      }
      if (e instanceof ConfigException problems) {
        throw problems;
      }
      var failure = Failures.start("worker " + id + " did not start", e);
      failures.forEach(failure::addSuppressed);
      throw failure;
    }
  }

  private void start(Application application, Config root, Deadline deadline)
      throws StartException, InterruptedException {
    Module own =
        binder -> {
          binder.bind(Application.class).toInstance(application);
          binder.bind(Config.class).toInstance(root);
          binder.bind(Worker.class).toInstance(lane);
        };
    // Production: a singleton that cannot be made fails the start, not the first request.
    var injector =
        Guice.createInjector(Stage.PRODUCTION, own, lifecycle.listener(), registration.services());
    lane.injector(injector);
    lifecycle.open(injector, deadline);
    registration.onWorkerStart.start(lane, begun);
  }

  private List<Exception> unwind(Deadline deadline) {
    lane.refuse();
    var failures = new ArrayList<>(registration.onWorkerStop.stop(lane, begun::contains, deadline));
    lane.drain(deadline.part(1, 3));
    failures.addAll(lifecycle.close(deadline));
    return failures;
  }

  WorkerLane lane() {
    return lane;
  }

  /** Waits for the coroutines that are running, and interrupts those left at the deadline. */
  void drain(Deadline deadline) {
    int left = lane.drain(deadline);
    if (left > 0) {
      log.warn("worker {}: {} coroutines did not end in time and are interrupted", lane.id(), left);
    }
  }

  /** Runs the stop hooks and closes the pools, whatever fails on the way; returns what failed. */
  List<Exception> close(Deadline deadline) {
    var failures =
        new ArrayList<>(
            registration.onWorkerStop.stop(lane, provider -> true, deadline.part(1, 2)));
    failures.addAll(lifecycle.close(deadline));
    return failures;
  }
}
