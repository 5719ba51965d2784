package lido.testserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ServerProcessTest {

  @Test
  void no_server_outlives_a_jvm_that_is_killed() throws Exception {
    var jvm = runServer();
    var server = serverOf(jvm);

    jvm.destroyForcibly();

    server.onExit().get(60, TimeUnit.SECONDS);
    assertThat(server.isAlive()).isFalse();
  }

  @Test
  void a_server_for_programs_counts_sessions_and_ends_with_its_input() throws Exception {
    var jvm = runServer("shop");
    var server = serverOf(jvm);

    try (var commands = new OutputStreamWriter(jvm.getOutputStream(), StandardCharsets.UTF_8)) {
      commands.write("sessions\n");
      commands.flush();
      assertThat(jvm.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("0");
    }

    assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(jvm.exitValue()).isZero();
    assertThat(server.isAlive()).isFalse();
  }

  private static Process runServer(String... databases) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlido.test.server=" + System.getProperty("lido.test.server", ""),
                "-cp",
                System.getProperty("java.class.path"),
                RunServer.class.getName()));
    command.addAll(List.of(databases));
    var jvm = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var lines = jvm.inputReader(StandardCharsets.UTF_8);
    for (var line = lines.readLine(); !"ready".equals(line); line = lines.readLine()) {
      assertThat(line).as("the program's output").isNotNull();
    }
    return jvm;
  }

  private static ProcessHandle serverOf(Process jvm) {
    return jvm.children().findFirst().orElseThrow();
  }
}
