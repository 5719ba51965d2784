package lido.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a command to its end. */
final class Commands {

  private Commands() {}

  /** Runs {@code command} with {@code input} as its standard input; its output when it exits 0. */
  static String run(List<String> command, List<String> input) throws IOException {
    var in = Files.createTempFile("lido-command", ".in");
    var out = Files.createTempFile("lido-command", ".out");
    try {
      Files.write(in, input);
      var process =
          new ProcessBuilder(command)
              .redirectInput(in.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      boolean ended = awaitEnd(process);
      var output = new String(Files.readAllBytes(out), UTF_8);
      if (!ended) {
        throw new IOException(command.get(0) + " did not end within 10 minutes: " + output);
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            "%s ended with exit code %s: %s"
                .formatted(command.get(0), process.exitValue(), output.strip()));
      }
      return output;
    } finally {
      Files.delete(in);
      Files.delete(out);
    }
  }

  private static boolean awaitEnd(Process process) throws IOException {
    try {
      return process.waitFor(10, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for a command", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
