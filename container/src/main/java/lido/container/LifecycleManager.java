package lido.container;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.joining;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.inject.Binding;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.matcher.Matcher;
import com.google.inject.spi.ProvisionListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import lido.config.Texts;
import lido.pool.PoolInterface;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the pools of one worker before it serves, and closes them when it stops. Thread-safe.
 *
 * <p>It knows every pool that the worker's injector has made, from two sides: {@link PoolScan}
 * finds the bindings, and as a listener it hears of each pool that is made, also when nobody bound
 * it and a class needs it only later. A pool is closed once, the last first, and one that several
 * workers share by the last of them.
 */
final class LifecycleManager implements ProvisionListener {

  private static final Logger log = LoggerFactory.getLogger(LifecycleManager.class);

  private final String worker;
  private final Role role;
  private final PoolUsers users;
  private final ThreadMaker threads;
  private final ReentrantLock lock = new ReentrantLock();

  /** Every pool that was made, each once, in the order in which it is opened. */
  @GuardedBy("lock")
  private final List<PoolInterface> pools = new ArrayList<>();

  /** Once true this is always true: pools that are made now were not there to be opened. */
  private volatile boolean opened;

  /** Once true this is always true: no pool may be added. */
  @GuardedBy("lock")
  private boolean closing;

  LifecycleManager(WorkerId slot, PoolUsers users, ThreadMaker threads) {
    this.worker = slot.name();
    this.role = slot.role();
    this.users = users;
    this.threads = threads;
  }

  /** Returns the module that lets this hear of every pool that the injector makes. */
  Module listener() {
    Matcher<Binding<?>> ofPools = PoolScan::isPool;
    return binder -> binder.bindListener(ofPools, this);
  }

  /**
   * Opens the pools of all bindings, all at once.
   *
   * @throws StartException naming every pool that did not open; {@link #close} is still to be
   *     called
   */
  void open(Injector injector, Deadline deadline) throws StartException, InterruptedException {
    var bindings = PoolScan.poolsOf(injector);
    complain(bindings.stream().map(PoolScan::complaint));
    var made = new ArrayList<PoolInterface>();
    for (var binding : bindings) {
      made.add((PoolInterface) binding.getProvider().get());
    }
    made.addAll(pools());
    complain(made.stream().map(PoolScan::complaint));
    made.forEach(this::add);
    init(pools(), deadline);
    opened = true;
  }

  private static void complain(Stream<String> complaints) throws StartException {
    var message = complaints.filter(text -> !text.isEmpty()).distinct().collect(joining("\n\n"));
    if (!message.isEmpty()) {
      throw new StartException(message);
    }
  }

  private void init(List<PoolInterface> all, Deadline deadline)
      throws StartException, InterruptedException {
    var opening =
        Executors.newCachedThreadPool(
            task -> threads.make(worker.replace(' ', '-') + "-open", task));
    try {
      var tasks = new ArrayList<Callable<PoolInterface>>();
      all.forEach(pool -> tasks.add(() -> init(pool)));
      var results = opening.invokeAll(tasks, deadline.left(), NANOSECONDS);
      check(all, results, deadline);
    } finally {
      opening.shutdownNow();
      // A pool that was interrupted while opening is closed next: not at the same time, if it
      // heeds.
      opening.awaitTermination(1, SECONDS);
    }
  }

  private static PoolInterface init(PoolInterface pool) throws Exception {
    pool.initPool();
    return pool;
  }

  private static void check(
      List<PoolInterface> all, List<Future<PoolInterface>> results, Deadline deadline)
      throws StartException, InterruptedException {
    var failures = new ArrayList<Throwable>();
    var messages = new ArrayList<String>();
    for (int i = 0; i < all.size(); i++) {
      var name = all.get(i).getClass().getName();
      try {
        results.get(i).get();
      } catch (ExecutionException e) {
        failures.add(Failures.causeOf(e));
        messages.add(Failures.text(name + " did not open", Failures.causeOf(e)));
      } catch (CancellationException e) {
        failures.add(e);
        messages.add(
            """
            %s did not open within %s
              fix:   see why it hangs, or raise app.start-timeout"""
                .formatted(name, Texts.of(deadline.total())));
      }
    }
    if (!failures.isEmpty()) {
      var failure =
          new StartException(
              messages.stream().distinct().collect(joining("\n\n")), failures.get(0));
      failures.stream().skip(1).forEach(failure::addSuppressed);
      throw failure;
    }
  }

  /** Hears of a pool that the injector made. */
  @Override
  public <T> void onProvision(ProvisionInvocation<T> provision) {
    if (!(provision.provision() instanceof PoolInterface pool) || !role.opens(pool)) {
      return;
    }
    if (opened) {
      openLate(pool, provision.getBinding());
    } else {
      add(pool);
    }
  }

  /** Nobody bound this pool, so nobody could open it at the start. It must not serve closed. */
  private void openLate(PoolInterface pool, Binding<?> binding) {
    var complaint = PoolScan.complaint(binding) + PoolScan.complaint(pool);
    if (!complaint.isEmpty()) {
      pool.close();
      throw new IllegalStateException(complaint);
    }
    log.warn(
        "{}: {} is opened late, bind it to have it open at the start",
        worker,
        Failures.name(binding.getKey()));
    try {
      pool.initPool();
    } catch (Exception e) {
      pool.close();
      throw new IllegalStateException(Failures.text(pool.getClass() + " did not open", e), e);
    }
    add(pool);
  }

  private void add(PoolInterface pool) {
    if (!role.opens(pool)) {
      return;
    }
    lock.lock();
    try {
      if (!closing) {
        if (pools.stream().noneMatch(known -> known == pool)) {
          pools.add(pool);
          users.add(pool);
        }
        return;
      }
    } finally {
      lock.unlock();
    }
    pool.close();
    throw new IllegalStateException(worker + " is stopping: its pools are closed");
  }

  private List<PoolInterface> pools() {
    lock.lock();
    try {
      return List.copyOf(pools);
    } finally {
      lock.unlock();
    }
  }

  /** Returns what a thread has borrowed from all pools and not given back; empty if nothing. */
  String heldBy(Thread thread) {
    return pools().stream().flatMap(pool -> pool.heldBy(thread).stream()).collect(joining(", "));
  }

  /** Closes every pool, the last first, as steps of a stop; the second call does nothing. */
  void close(StopSteps steps, Deadline deadline) {
    var reversed = takeAll();
    for (int left = reversed.size(); left > 0; left--) {
      var pool = reversed.get(reversed.size() - left);
      if (users.removeLast(pool)) {
        steps.take(
            deadline.part(1, left),
            worker.replace(' ', '-') + "-close",
            worker + ": " + pool.getClass().getName() + " did not close",
            pool::close);
      }
    }
  }

  private List<PoolInterface> takeAll() {
    lock.lock();
    try {
      closing = true;
      var taken = new ArrayList<>(pools);
      pools.clear();
      Collections.reverse(taken);
      return taken;
    } finally {
      lock.unlock();
    }
  }
}
