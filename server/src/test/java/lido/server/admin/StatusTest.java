package lido.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lido.container.TaskQueueStats;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StatusTest {

  @Test
  void it_survives_the_way_through_json() {
    var status =
        new Status(
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
            List.of(new Status.OfWorker("worker 0", 1000, 12, 1)),
            List.of(new Status.Pool("worker 0", "default", 1, 2, 0, 0, 4)),
            List.of(new Status.Holder("worker 0", "default", "GET /slow", "worker-0-7", 1234)),
            List.of(),
            new TaskQueueStats(1, 1, 1000, 12, 0));

    var json = AdminLine.JSON.writeValueAsString(status);

    assertThat(AdminLine.JSON.readValue(json, Status.class)).isEqualTo(status);
  }
}
