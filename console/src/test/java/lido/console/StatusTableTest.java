package lido.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lido.container.TaskQueueStats;
import lido.server.admin.Status;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StatusTableTest {

  private static Status status(List<Status.Failure> errors) {
    return new Status(
        "shop",
        "1.2",
        "0.1",
        "17",
        4711,
        "RUNNING",
        3,
        "2026-11-21T07:40:00Z",
        3_725_000,
        new Status.Listening(List.of("http://0.0.0.0:9527"), 5),
        new Status.Requests(1200, 1, 0),
        List.of(
            new Status.OfWorker("worker 0", 1000, 12, 1),
            new Status.OfWorker("task worker 0", 0, 1, 0)),
        List.of(new Status.Pool("worker 0", "default", 1, 2, 0, 0, 4)),
        List.of(new Status.Holder("worker 0", "default", "GET /slow", "worker-0-7", 1234)),
        errors,
        new TaskQueueStats(1, 1, 1000, 12, 0));
  }

  @Test
  void it_is_a_table_for_people() {
    var error =
        new Status.Failure(
            "2026-11-21T07:41:00Z", "worker 0", "GET /x", "a-1", 500, "IllegalStateException");

    assertThat(String.join("\n", StatusTable.lines(status(List.of(error)), Ansi.OFF)))
        .isEqualTo(
            """
            shop is running: process 4711 since 2026-11-21T07:40:00Z, for 1h 2m
            RUNNING, generation 3, version 1.2, Lido 0.1, JVM 17
            http://0.0.0.0:9527, connections 5
            requests 1200, errors 1, refused 0
            tasks waiting 1/1000, running 1, ended 12, failed 0

            worker         requests  running  errors
            worker 0           1000       12       1
            task worker 0         0        1       0

            pool      key      in use  idle  opening  waiting  max
            worker 0  default       1     2        0        0    4

            held longest  key       for  by
            worker 0      default  1.2s  GET /slow

            last errors           worker    status  route   request  what
            2026-11-21T07:41:00Z  worker 0     500  GET /x  a-1      IllegalStateException\
            """);
  }

  @Test
  void a_terminal_sees_colours_and_others_do_not() {
    assertThat(String.join("\n", StatusTable.lines(status(List.of()), Ansi.ON)))
        .contains("\033[1m");
    assertThat(String.join("\n", StatusTable.lines(status(List.of()), Ansi.OFF)))
        .doesNotContain("\033")
        .doesNotContain("last errors");
  }
}
