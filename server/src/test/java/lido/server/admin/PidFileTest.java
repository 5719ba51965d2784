package lido.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lido.server.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PidFileTest {

  @TempDir Path directory;

  private Path path;

  @BeforeEach
  void name() {
    path = directory.resolve("runtime/shop.pid");
  }

  @Test
  void it_names_this_process_while_claimed_and_is_gone_afterwards() throws Exception {
    try (var claimed = PidFile.claim(path)) {
      var owner = PidFile.read(path).orElseThrow();

      assertThat(owner).isEqualTo(PidFile.Owner.self());
      assertThat(owner.process()).hasValue(ProcessHandle.current());
    }

    assertThat(path).doesNotExist();
    assertThat(PidFile.read(path)).isEmpty();
  }

  @Test
  void a_process_that_has_ended_does_not_run_though_nobody_asks_for_its_exit_code()
      throws Exception {
    // A shell would take its child's exit code; so the child ends once the shell has become a
    // sleep.
    var script = "exec 3<&0; read -r _ <&3 & echo $!; exec sleep 1000";
    var parent = new ProcessBuilder("sh", "-c", script).start();
    try (var output = parent.inputReader();
        var input = parent.outputWriter()) {
      var child = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
      Await.until(() -> isSleep(parent.toHandle()));
      var before = PidFile.isRunning(child);

      input.write("end\n");
      input.flush();
      Await.until(() -> !PidFile.isRunning(child));

      assertThat(before).isTrue();
      assertThat(child.isAlive()).as("the JDK still finds it").isTrue();
    } finally {
      parent.destroyForcibly();
    }
  }

  private static boolean isSleep(ProcessHandle process) {
    return process.info().arguments().map(List::of).filter(List.of("1000")::equals).isPresent();
  }

  @Test
  void it_is_claimed_once() throws Exception {
    try (var claimed = PidFile.claim(path)) {
      assertThatThrownBy(() -> PidFile.claim(path))
          .isInstanceOf(PidFile.AlreadyRunningException.class)
          .hasMessage(
              "another server is running with this PID file, process %s: %s"
                  .formatted(ProcessHandle.current().pid(), path));
    }
  }

  @Test
  void a_stale_one_is_replaced_also_when_its_id_is_ours_now() throws Exception {
    Files.createDirectories(path.getParent());
    for (var stale :
        new String[] {
          "999999999\n1\n", ProcessHandle.current().pid() + "\n1\n", "not a pid file\n", ""
        }) {
      Files.writeString(path, stale);

      try (var claimed = PidFile.claim(path)) {
        assertThat(PidFile.read(path)).hasValue(PidFile.Owner.self());
      }
    }
  }

  @Test
  void a_recycled_id_is_not_taken_for_the_server() {
    var recycled = new PidFile.Owner(ProcessHandle.current().pid(), 1);

    assertThat(recycled.process()).isEmpty();
  }
}
