package lido.providers;

import com.google.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import lido.container.AppState;
import lido.container.Application;
import lido.pool.DatabasePool;
import lido.pool.PoolStats;
import lido.server.Request;
import lido.server.Response;

/** Answers the health routes. */
final class HealthController {

  private static final String UP = "up";
  private static final String DOWN = "down";

  /** All connections are in use and callers wait, but the database answers. */
  private static final String SATURATED = "saturated";

  private final Application application;
  private final HealthProbes probes;

  @Inject
  HealthController(Application application, HealthProbes probes) {
    this.application = application;
    this.probes = probes;
  }

  /**
   * The answer to a probe.
   *
   * @param databases up, saturated or down, by key
   */
  record Health(String status, Map<String, String> databases) {}

  /** The answer alone proves life: all workers may be busy, or about to be replaced. */
  static Response live() {
    return Response.json(new Health(UP, Map.of()));
  }

  /** Answers 503 while the server starts or stops, or a required database is down. */
  Object ready(Request request) throws InterruptedException {
    var state = application.state();
    if (state != AppState.RUNNING) {
      return unready(state == AppState.STARTING ? "starting" : "draining", Map.of());
    }
    var databases = new LinkedHashMap<String, String>();
    boolean missing = false;
    for (var probe : probes.all()) {
      boolean up = probe.isUp();
      missing |= !up && probe.isRequired();
      databases.put(probe.key(), !up ? DOWN : isSaturated(probe.key()) ? SATURATED : UP);
    }
    return missing ? unready(DOWN, databases) : new Health("ready", databases);
  }

  private static Response unready(String status, Map<String, String> databases) {
    return Response.json(new Health(status, databases)).withStatus(503);
  }

  private boolean isSaturated(String key) {
    return application.workers().stream()
        .map(
            worker ->
                worker.injector().getExistingBinding(com.google.inject.Key.get(DatabasePool.class)))
        .allMatch(
            binding ->
                binding != null && isSaturated(binding.getProvider().get().database(key).stats()));
  }

  private static boolean isSaturated(PoolStats stats) {
    return stats.inUse() == stats.max() && stats.waiting() > 0;
  }
}
