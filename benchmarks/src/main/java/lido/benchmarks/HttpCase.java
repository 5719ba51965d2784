package lido.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The whole path: a request, a controller, one indexed SELECT on a real MySQL, JSON. Database and
 * server are processes of their own, and this one is the load; CPU is the server's alone.
 */
final class HttpCase {

  private static final int PRODUCTS = 10_000;

  private HttpCase() {}

  static void run(Peer peer, int connections, int warmUp, int millis) throws Exception {
    var mysql =
        start(new ProcessBuilder(java("mysql", "Mysql", List.of(), List.of("" + PRODUCTS))));
    try {
      var answers = new BufferedReader(new InputStreamReader(mysql.getInputStream(), UTF_8));
      var builder = new ProcessBuilder(java(peer.id(), server(peer), profiling(), List.of()));
      builder.environment().put("DB_URL", line(answers, ""));
      builder.environment().put("DB_USER", line(answers, ""));
      builder.environment().put("DB_PASS", line(answers, ""));
      var server = start(builder);
      try {
        var log = new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8));
        int port = Integer.parseInt(line(log, "port="));
        var rest = new Thread(() -> log.lines().forEach(System.err::println), "log");
        rest.setDaemon(true);
        rest.start();
        measure(server, new HttpLoad(port, connections, PRODUCTS), warmUp, millis);
      } finally {
        server.destroy();
        if (!server.waitFor(10, TimeUnit.SECONDS)) {
          server.destroyForcibly().waitFor();
        }
      }
    } finally {
      // It ends the database, too.
      mysql.getOutputStream().close();
      mysql.waitFor();
    }
  }

  private static void measure(Process server, HttpLoad load, int warmUp, int millis)
      throws IOException {
    try (load) {
      load.run(warmUp, Duration.ofSeconds(60));
      var cpu = cpu(server);
      long begun = System.nanoTime();
      var answered = load.run(Integer.MAX_VALUE, Duration.ofMillis(millis));
      double seconds = (System.nanoTime() - begun) / 1e9;
      double cpuSeconds = cpu(server).minus(cpu).toNanos() / 1e9;
      Result.put("req/cpu-s", answered.total() / cpuSeconds);
      Result.put("cpu us/req", cpuSeconds * 1e6 / answered.total());
      Result.put("req/s", answered.total() / seconds);
      Result.put("p50 us", answered.percentile(50) / 1e3);
      Result.put("p99 us", answered.percentile(99) / 1e3);
      Result.put("max us", answered.max() / 1e3);
    }
  }

  private static Duration cpu(Process process) {
    return process.info().totalCpuDuration().orElseThrow();
  }

  private static String server(Peer peer) {
    return peer.id().substring(0, 1).toUpperCase(Locale.ROOT) + peer.id().substring(1) + "Server";
  }

  /** More options for the server's JVM, to see where its time goes. */
  private static List<String> profiling() {
    return Arrays.stream(System.getProperty("lido.bench.server", "").split(" "))
        .filter(option -> !option.isEmpty())
        .toList();
  }

  /** The libraries of the stacks clash: each has a class path of its own. */
  private static List<String> java(
      String module, String main, List<String> options, List<String> args) {
    var target = Path.of("benchmarks/http", module, "target");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms512m", "-Xmx512m", "-XX:+UseG1GC"));
    command.add("-Dguice_bytecode_gen_option=DISABLED");
    command.addAll(List.of("-cp", target.resolve("classes") + ":" + target.resolve("lib") + "/*"));
    command.addAll(options);
    command.add("lido.benchmarks.http." + main);
    command.addAll(args);
    return command;
  }

  private static Process start(ProcessBuilder builder) throws IOException {
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** What a process says after the prefix, in the first line that has it. */
  private static String line(BufferedReader from, String prefix) throws IOException {
    for (var line = from.readLine(); line != null; line = from.readLine()) {
      if (line.startsWith(prefix)) {
        return line.substring(prefix.length());
      }
      System.err.println(line);
    }
    throw new IOException("a server ended before it was ready");
  }
}
