package lido.providers;

import com.google.inject.multibindings.Multibinder;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import lido.config.ConfigSection;
import lido.container.Container;
import lido.container.ServiceProvider;
import lido.server.RouteSet;

/**
 * Adds two routes: {@code GET /health/live} for the supervisor that restarts the process, and
 * {@code GET /health/ready} for the load balancer that sends it requests.
 */
public final class HealthServiceProvider implements ServiceProvider {

  /** For {@code app.providers}. */
  public HealthServiceProvider() {}

  @Override
  public void register(Container container) {
    var health = ConfigSection.of(container.config(), "health", container::problem);
    health.rejectUnknownKeys(Set.of("live", "ready", "timeout"), Map.of());
    var timeout = health.duration("timeout", Duration.ofMillis(1), Duration.ofMinutes(1));
    var probes = HealthProbes.of(DatabaseSettings.read(container).rows(), timeout);
    RouteSet routes =
        all -> {
          all.constant(health.string("live"), HealthController.live());
          all.get(health.string("ready"), HealthController.class, HealthController::ready);
        };
    container.bind(HealthProbes.class).toInstance(probes);
    container.install(
        binder -> Multibinder.newSetBinder(binder, RouteSet.class).addBinding().toInstance(routes));
  }
}
