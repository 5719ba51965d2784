package lido.providers;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import lido.console.Progress;
import lido.container.Inspection;
import lido.pool.DatabaseConfig;
import lido.pool.Probe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code bin/console pools}: opens every database once, step by step. */
@Command(
    name = "pools",
    description = {
      "Opens one connection to every database and shows each step with its time, the server, and"
          + " how many connections all workers may open.",
      "Exit code 1 if a required one does not open."
    })
final class PoolsCommand implements Callable<Integer> {

  /** Side by side, but no flood: a name server and a proxy have limits, too. */
  private static final int AT_ONCE = 16;

  private final DatabaseSettings settings;
  private final int workers;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--json", description = "As JSON, for programs.")
  private boolean json;

  @Inject
  PoolsCommand(DatabaseSettings settings, Inspection inspection) {
    this.settings = settings;
    this.workers = inspection.workers();
  }

  @Override
  public Integer call() {
    List<Probe> probes = probeAll();
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    if (json) {
      out.println(
          JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsString(PoolsReport.json(probes, workers)));
    } else {
      new PoolsReport(out, spec.commandLine().getColorScheme().ansi()).print(probes, workers);
    }
    out.flush();
    return probes.stream().anyMatch(PoolsCommand::failsAStart) ? 1 : 0;
  }

  private static boolean failsAStart(Probe probe) {
    return probe.failure().isPresent() && probe.database().required();
  }

  /** In the order of the rows. */
  private List<Probe> probeAll() {
    List<DatabaseConfig> rows = settings.rows();
    if (rows.isEmpty()) {
      return List.of();
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.min(AT_ONCE, rows.size()), PoolsCommand::thread);
    try (var progress =
        Progress.of("databases opened", rows.stream().map(DatabaseConfig::key).toList())) {
      var probes = new ArrayList<CompletableFuture<Probe>>();
      for (DatabaseConfig row : rows) {
        probes.add(CompletableFuture.supplyAsync(row::probe, threads));
      }
      for (int i = 0; i < rows.size(); i++) {
        String key = rows.get(i).key();
        probes.get(i).whenComplete((probe, failure) -> progress.done(key));
      }
      return probes.stream().map(CompletableFuture::join).toList();
    } finally {
      threads.shutdownNow();
    }
  }

  private static Thread thread(Runnable task) {
    var thread = new Thread(task, "pools");
    thread.setDaemon(true);
    return thread;
  }
}
