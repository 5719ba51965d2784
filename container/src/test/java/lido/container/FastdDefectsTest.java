package lido.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.inject.multibindings.Multibinder;
import com.typesafe.config.ConfigFactory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import lido.pool.PoolInterface;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * The defects of FastD that a kernel can have, by their numbers in the list of {@code
 * fastd-and-swoole.md} 3.13. ConfigLoaderTest holds the fifth.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FastdDefectsTest {

  private final List<String> journal = new CopyOnWriteArrayList<>();

  @Test
  void defect_1_a_pool_that_fails_does_not_keep_the_others_from_being_tried() {
    var failure = start(failing("one"), failing("two"));

    assertThat(failure).hasMessageContaining("one").hasMessageContaining("two");
  }

  @Test
  void defect_2_an_error_fails_the_start_like_an_exception() {
    var failure =
        start(
            () -> {
              throw new NoClassDefFoundError("com/example/Driver");
            });

    assertThat(failure).hasCauseInstanceOf(NoClassDefFoundError.class);
  }

  @Test
  void defect_3_a_pool_that_is_only_a_recipe_is_opened() throws Exception {
    var app =
        Application.of(ConfigFactory.parseString("server.workers = 1"))
            .register(
                container ->
                    container
                        .bind(PoolInterface.class)
                        .toProvider(() -> new JournalPool("lazy", journal))
                        .in(Singleton.class));

    app.start();
    app.stop();

    assertThat(journal).contains("open lazy");
  }

  @Test
  void defect_21_the_configuration_is_whole_in_every_worker() throws Exception {
    var app =
        Application.of(ConfigFactory.parseString("server.workers = 2"))
            .register(
                container ->
                    container.onWorkerStart(
                        worker ->
                            journal.add(
                                worker
                                    .injector()
                                    .getInstance(com.typesafe.config.Config.class)
                                    .getString("server.workers"))));

    app.start();
    app.stop();

    assertThat(journal).containsExactly("2", "2");
  }

  @Test
  void defect_24_a_worker_that_stops_closes_its_pools() throws Exception {
    var app =
        Application.of(ConfigFactory.parseString("server.workers = 3"))
            .register(
                container ->
                    container
                        .bind(PoolInterface.class)
                        .toProvider(() -> new JournalPool("p", journal))
                        .in(Singleton.class));
    app.start();
    journal.clear();

    app.stop();

    assertThat(journal).containsExactly("close p", "close p", "close p");
  }

  private static Callable<?> failing(String message) {
    return () -> {
      throw new IOException(message);
    };
  }

  private StartException start(Callable<?>... openings) {
    var app =
        Application.of(ConfigFactory.parseString("server.workers = 1"))
            .register(
                container ->
                    container.install(
                        binder -> {
                          var pools = Multibinder.newSetBinder(binder, PoolInterface.class);
                          for (var opening : openings) {
                            pools.addBinding().toInstance(new JournalPool("p", journal, opening));
                          }
                        }));
    return catchThrowableOfType(StartException.class, app::start);
  }
}
