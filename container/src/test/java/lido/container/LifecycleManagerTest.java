package lido.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.PrivateModule;
import com.google.inject.Provides;
import com.google.inject.ProvisionException;
import com.google.inject.Scopes;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import lido.container.WorkerId.Role;
import lido.pool.PoolInterface;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LifecycleManagerTest {

  private List<String> journal = new CopyOnWriteArrayList<>();
  private LifecycleManager lifecycle = worker(0, new PoolUsers());

  interface Cache {}

  private final class CachePool extends JournalPool implements Cache {
    CachePool(String name) {
      super(name, journal);
    }
  }

  @Singleton
  static final class SelfMadePool extends JournalPool {
    @Inject
    SelfMadePool(List<String> journal) {
      super("self-made", journal);
    }
  }

  static final class UnscopedPool extends JournalPool {
    @Inject
    UnscopedPool(List<String> journal) {
      super("unscoped", journal);
    }
  }

  static final class NeedsSelfMadePool {
    @Inject
    NeedsSelfMadePool(SelfMadePool pool) {
      assertThat(pool).isNotNull();
    }
  }

  static final class NeedsUnscopedPool {
    @Inject
    NeedsUnscopedPool(UnscopedPool pool) {
      assertThat(pool).isNotNull();
    }
  }

  @Test
  void a_pool_is_found_when_bound_as_an_instance() throws Exception {
    open(binder -> binder.bind(CachePool.class).toInstance(new CachePool("a")));

    assertThat(journal).containsExactly("open a");
  }

  @Test
  void a_pool_is_found_behind_an_interface_that_says_nothing_of_pools() throws Exception {
    open(
        binder -> {
          binder.bind(Cache.class).to(CachePool.class);
          binder.bind(CachePool.class).toProvider(() -> new CachePool("a")).in(Scopes.SINGLETON);
        });

    assertThat(journal).containsExactly("open a");
  }

  @Test
  void a_pool_is_found_behind_a_chain_of_linked_keys_and_opened_once() throws Exception {
    open(
        binder -> {
          binder.bind(Object.class).to(Cache.class);
          binder.bind(Cache.class).to(CachePool.class);
          binder.bind(PoolInterface.class).to(CachePool.class);
          binder.bind(CachePool.class).toInstance(new CachePool("a"));
        });

    assertThat(journal).containsExactly("open a");
  }

  @Test
  void a_pool_is_found_when_a_provider_method_makes_it() throws Exception {
    open(
        new AbstractModule() {
          @Provides
          @Singleton
          PoolInterface pool() {
            return new CachePool("a");
          }
        });

    assertThat(journal).containsExactly("open a");
  }

  @Test
  void a_pool_is_found_when_its_class_is_bound_alone() throws Exception {
    open(binder -> binder.bind(SelfMadePool.class));

    assertThat(journal).containsExactly("open self-made");
  }

  @Test
  void pools_are_found_in_multibindings() throws Exception {
    open(
        binder -> {
          var pools = Multibinder.newSetBinder(binder, PoolInterface.class);
          pools.addBinding().toInstance(new CachePool("a"));
          pools.addBinding().toProvider(() -> new CachePool("b")).in(Scopes.SINGLETON);
          MapBinder.newMapBinder(binder, String.class, Cache.class)
              .addBinding("c")
              .toInstance(new CachePool("c"));
        });

    assertThat(journal).containsExactlyInAnyOrder("open a", "open b", "open c");
  }

  @Test
  void a_pool_is_found_when_a_private_module_exposes_it() throws Exception {
    open(
        new PrivateModule() {
          @Override
          protected void configure() {
            bind(Cache.class).to(CachePool.class);
            bind(CachePool.class).toProvider(() -> new CachePool("a")).in(Scopes.SINGLETON);
            expose(Cache.class);
          }
        });

    assertThat(journal).containsExactly("open a");
  }

  @Test
  void a_pool_is_found_in_a_parent_injector() throws Exception {
    var parent =
        Guice.createInjector(binder -> binder.bind(CachePool.class).toInstance(new CachePool("a")));

    lifecycle.open(parent.createChildInjector(lifecycle.listener()), soon());

    assertThat(journal).containsExactly("open a");
  }

  @Test
  void a_pool_that_nobody_bound_is_opened_late_and_closed_with_the_others() throws Exception {
    var injector = open(binder -> binder.bind(CachePool.class).toInstance(new CachePool("a")));

    assertThat(injector.getInstance(NeedsSelfMadePool.class)).isNotNull();
    close(lifecycle, soon());

    assertThat(journal).containsExactly("open a", "open self-made", "close self-made", "close a");
  }

  @Test
  void the_scan_makes_nothing_that_is_no_pool() throws Exception {
    open(
        binder ->
            binder
                .bind(Runnable.class)
                .toProvider(
                    () -> {
                      throw new AssertionError("made");
                    })
                .in(Scopes.SINGLETON));

    assertThat(journal).isEmpty();
  }

  @Test
  void a_pool_that_only_the_class_of_a_binding_needs_is_opened_at_the_start() throws Exception {
    open(binder -> binder.bind(NeedsSelfMadePool.class));

    assertThat(journal).containsExactly("open self-made");
  }

  @Test
  void an_unscoped_pool_is_an_error_that_says_why() {
    var failure =
        catchThrowableOfType(
            StartException.class, () -> open(binder -> binder.bind(UnscopedPool.class)));

    assertThat(failure.getMessage().replaceAll("Test[.].*:\\d+\\)", "Test…"))
        .isEqualTo(
            """
            lido.container.LifecycleManagerTest$UnscopedPool is bound without a scope: each \
            injection makes another pool, and the one that was opened at the start would serve nobody
              where: lido.container.LifecycleManagerTest…
              fix:   bind it in(Singleton.class), or write @Singleton at its class\
            """);
    assertThat(journal).isEmpty();
  }

  @Test
  void an_unscoped_pool_that_nobody_bound_is_an_error_where_it_is_injected() throws Exception {
    var injector = open(binder -> binder.bind(CachePool.class).toInstance(new CachePool("a")));

    assertThatThrownBy(() -> injector.getInstance(NeedsUnscopedPool.class))
        .isInstanceOf(ProvisionException.class)
        .hasMessageContaining("is bound without a scope");
  }

  @Test
  void all_pools_open_at_the_same_time() throws Exception {
    var together = new CyclicBarrier(3);

    open(
        binder -> {
          var pools = Multibinder.newSetBinder(binder, PoolInterface.class);
          for (var name : List.of("a", "b", "c")) {
            pools.addBinding().toInstance(new JournalPool(name, journal, () -> meet(together)));
          }
        });

    assertThat(journal).containsExactlyInAnyOrder("open a", "open b", "open c");
  }

  @Test
  void every_pool_that_does_not_open_is_named_and_the_others_can_be_closed() {
    var failure =
        catchThrowableOfType(
            StartException.class,
            () ->
                open(
                    binder -> {
                      var pools = Multibinder.newSetBinder(binder, PoolInterface.class);
                      pools.addBinding().toInstance(failing(new IOException("cache is down")));
                      pools.addBinding().toInstance(new CachePool("b"));
                      pools.addBinding().toInstance(failing(new StackOverflowError()));
                    }));
    close(lifecycle, soon());

    assertThat(failure)
        .hasMessage(
            """
            lido.container.JournalPool did not open: IOException: cache is down

            lido.container.JournalPool did not open: StackOverflowError\
            """);
    assertThat(failure.getCause()).isInstanceOf(IOException.class);
    assertThat(failure.getSuppressed()).hasExactlyElementsOfTypes(StackOverflowError.class);
    assertThat(journal).containsExactly("open b", "close b");
  }

  @Test
  void a_pool_that_hangs_is_interrupted_at_the_deadline() throws Exception {
    var interrupted = new CountDownLatch(1);
    var hanging = new JournalPool("a", journal, () -> hang(interrupted));

    var injector =
        Guice.createInjector(binder -> binder.bind(JournalPool.class).toInstance(hanging));

    var failure =
        catchThrowableOfType(
            StartException.class, () -> lifecycle.open(injector, in(Duration.ofSeconds(1))));

    assertThat(failure)
        .hasMessage(
            """
            lido.container.JournalPool did not open within 1s
              fix:   see why it hangs, or raise app.start-timeout\
            """);
    assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void pools_close_in_reverse_once_whatever_fails_on_the_way() throws Exception {
    Await.orWithMoreTime(this::poolsCloseWithin);
  }

  private void poolsCloseWithin(Duration time) throws Exception {
    journal = new CopyOnWriteArrayList<>();
    lifecycle = worker(0, new PoolUsers());
    var stuck = new CountDownLatch(1);
    open(
        binder -> {
          var pools = Multibinder.newSetBinder(binder, PoolInterface.class);
          pools.addBinding().toInstance(new CachePool("a"));
          pools
              .addBinding()
              .toInstance(
                  new JournalPool("b", journal) {
                    @Override
                    public void close() {
                      throw new IllegalStateException("close b failed");
                    }
                  });
          pools
              .addBinding()
              .toInstance(
                  new JournalPool("c", journal) {
                    @Override
                    public void close() {
                      awaitUninterruptibly(stuck);
                    }
                  });
          pools.addBinding().toInstance(new CachePool("d"));
        });
    journal.clear();

    var failures = close(lifecycle, in(time.multipliedBy(4)));
    stuck.countDown();

    assertThat(journal).containsExactly("close d", "close a");
    assertThat(failures).hasSize(2);
    assertThat(close(lifecycle, soon())).isEmpty();
  }

  @Test
  void a_pool_that_several_workers_share_is_closed_by_the_last() throws Exception {
    var users = new PoolUsers();
    var shared = new CachePool("a");
    Module module = binder -> binder.bind(CachePool.class).toInstance(shared);
    var one = worker(0, users);
    var other = worker(1, users);
    one.open(Guice.createInjector(module, one.listener()), soon());
    other.open(Guice.createInjector(module, other.listener()), soon());

    close(one, soon());
    var openAfterTheFirst = shared.isOpen();
    close(other, soon());

    assertThat(openAfterTheFirst).isTrue();
    assertThat(journal).containsExactly("open a", "close a");
  }

  private static LifecycleManager worker(int id, PoolUsers users) {
    return new LifecycleManager(new WorkerId(Role.REQUESTS, id), users, ThreadMaker::daemon);
  }

  private static List<Throwable> close(LifecycleManager lifecycle, Deadline deadline) {
    Delay never = (pause, work) -> {};
    var steps = new StopSteps(ThreadMaker::daemon, never, System::nanoTime);
    lifecycle.close(steps, deadline);
    return steps.failures();
  }

  private Injector open(Module module) throws Exception {
    var injector =
        Guice.createInjector(
            module,
            lifecycle.listener(),
            binder ->
                binder
                    .bind(new com.google.inject.TypeLiteral<List<String>>() {})
                    .toInstance(journal));
    lifecycle.open(injector, soon());
    return injector;
  }

  private PoolInterface failing(Throwable failure) {
    return new JournalPool(
        "failing",
        journal,
        () -> {
          if (failure instanceof Error error) {
            throw error;
          }
          throw (Exception) failure;
        });
  }

  private static Deadline soon() {
    return in(Duration.ofMinutes(1));
  }

  private static Deadline in(Duration time) {
    return Deadline.in(time, System::nanoTime);
  }

  private static int meet(CyclicBarrier together) throws Exception {
    return together.await(60, TimeUnit.SECONDS);
  }

  private static boolean hang(CountDownLatch interrupted) throws InterruptedException {
    try {
      return new CountDownLatch(1).await(1, TimeUnit.HOURS);
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        // What hangs in a driver does not heed interrupts either.
      }
    }
  }
}
