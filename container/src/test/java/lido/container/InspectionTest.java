package lido.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Singleton;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;
import lido.config.ConfigException;
import lido.pool.PoolInterface;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** An application that is looked at, and one that runs a command. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InspectionTest {

  /** A pool that is nothing but two calls. */
  record JournaledPool(List<String> journal) implements PoolInterface {

    @Override
    public void initPool() {
      journal.add("opened");
    }

    @Override
    public void close() {
      journal.add("closed");
    }
  }

  interface Unbound {}

  private final List<String> journal = new ArrayList<>();

  private final ServiceProvider provider =
      container -> {
        container
            .bind(JournaledPool.class)
            .toProvider(() -> new JournaledPool(journal))
            .in(Singleton.class);
        container.onClaim(application -> journal.add("claimed"));
        container.onStart(application -> journal.add("onStart"));
        container.onStarted(application -> journal.add("onStarted"));
        container.onStop(application -> journal.add("onStop"));
      };

  @Test
  void an_inspection_opens_nothing_and_runs_no_hook() throws Exception {
    var application = Application.of(ConfigFactory.parseString("server.workers = 3"));

    var inspection = application.register(provider).inspect();

    assertThat(inspection.injector().getInstance(JournaledPool.class)).isNotNull();
    assertThat(inspection.injector().getInstance(Worker.class).name()).isEqualTo("worker 0");
    assertThat(inspection.injector().getInstance(Inspection.class)).isSameAs(inspection);
    assertThat(inspection.workers()).isEqualTo(3);
    assertThat(inspection.bindingProblems()).isEmpty();
    assertThat(journal).isEmpty();
    assertThat(application.state()).isEqualTo(AppState.NEW);
  }

  @Test
  void what_is_wrong_with_the_bindings_is_found_without_making_anything() throws Exception {
    var unbound =
        Application.of(ConfigFactory.empty())
            .register(container -> container.bind(Object.class).to(NeedsUnbound.class))
            .inspect();
    var unscoped =
        Application.of(ConfigFactory.empty())
            .register(
                container ->
                    container
                        .bind(JournaledPool.class)
                        .toProvider(() -> new JournaledPool(journal)))
            .inspect();

    assertThat(unbound.bindingProblems())
        .singleElement()
        .asString()
        .contains("No implementation for lido.container.InspectionTest$Unbound was bound");
    assertThatThrownBy(unbound::injector).isInstanceOf(StartException.class);
    assertThat(unscoped.bindingProblems())
        .singleElement()
        .asString()
        .contains("JournaledPool is bound without a scope");
    assertThat(journal).isEmpty();
  }

  static final class NeedsUnbound {

    @com.google.inject.Inject
    NeedsUnbound(Unbound unbound) {}
  }

  @Test
  void an_inspection_reports_every_problem_of_the_configuration() {
    var application = Application.of(ConfigFactory.parseString("app.nam = a, server.threads = 0"));

    assertThatThrownBy(application::inspect)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("app.nam: unknown key")
        .hasMessageContaining("server.threads: must be at least 1");
  }

  @Test
  void an_application_for_a_command_has_one_worker_and_claims_nothing() throws Exception {
    var conf = "server { workers = 7, task-workers = 5 }";
    var application = Application.forCommand(ConfigFactory.parseString(conf)).register(provider);

    application.start();

    assertThat(application.serves()).isFalse();
    assertThat(application.workers()).hasSize(1);
    assertThat(application.taskWorkers()).hasSize(1);
    application.stop();
    assertThat(journal)
        .containsExactly("onStart", "opened", "opened", "onStop", "closed", "closed");
  }
}
