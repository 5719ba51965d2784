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
import lido.container.WorkerId.Role;
import lido.pool.PoolInterface;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the pools of one worker before it serves, and closes them when it stops. Thread-safe.
 *
 * <p>It knows every pool of the worker's injector from two sides. {@link PoolScan} finds the
 * bindings. A listener of Guice is told of each pool that is made, also of one without a binding
 * that a class needs later. Pools are closed in reverse order, each once; a pool that several
 * workers share is closed by the last of them.
 */
final class LifecycleManager implements ProvisionListener {

  private static final Logger LOG = LoggerFactory.getLogger(LifecycleManager.class);

  private final String worker;
  private final Role role;
  private final PoolUsers users;
  private final ThreadMaker threads;
  private final ReentrantLock lock = new ReentrantLock();

  /** Every pool that was made, each once. */
  @GuardedBy("lock")
  private final List<PoolInterface> pools = new ArrayList<>();

  /** Once true this is always true: a pool that is made after this has to be opened at once. */
  private volatile boolean opened;

  /** Once true this is always true: no pool may be added. */
  @GuardedBy("lock")
  private boolean closing;

  LifecycleManager(WorkerId id, PoolUsers users, ThreadMaker threads) {
    this.worker = id.name();
    this.role = id.role();
    this.users = users;
    this.threads = threads;
  }

  /** Returns the module by which the injector tells this of every pool that it makes. */
  Module listener() {
    Matcher<Binding<?>> ofPools = PoolScan::isPool;
    return binder -> binder.bindListener(ofPools, this);
  }

  /**
   * Opens the pools of all bindings side by side. After a failure, too, {@link #close} has to be
   * called.
   *
   * @throws StartException naming every pool that did not open
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
      // A pool that does not open is interrupted, and closed next: best after its opening ended.
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

  /** Is told of a pool that the injector has made. */
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

  /** Without a binding the pool could not be opened at the start, and it must not serve closed. */
  private void openLate(PoolInterface pool, Binding<?> binding) {
    var complaint = PoolScan.complaint(binding) + PoolScan.complaint(pool);
    if (!complaint.isEmpty()) {
      pool.close();
      throw new IllegalStateException(complaint);
    }
    LOG.warn(
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

  /** Returns the connections that a thread holds, of all pools, for a message; empty if none. */
  String heldBy(Thread thread) {
    return pools().stream().flatMap(pool -> pool.heldBy(thread).stream()).collect(joining(", "));
  }

  /** Closes every pool in reverse order, as steps of a stop. The second call does nothing. */
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
