package lido.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lido.server.Controllers.Echo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * What FastD gets wrong, by its number in the list of defects, as far as the server could repeat
 * it. Defect 16 (stop and stale PID files) is tried through {@code bin/server} in the example.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class FastdDefectsTest {

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        TestServer.of(
            routes -> {
              routes.get("/users/{id}", Echo.class, Echo::id);
              routes.get("/list", Echo.class, Echo::limit);
              routes.get("/secret", Echo.class, Echo::secret);
            });
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void defect_13_a_parameter_that_is_left_out_does_not_keep_an_earlier_requests_value()
      throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(server.get("/list?limit=77").body()).isEqualTo("77");
      assertThat(server.get("/list").body()).isEqualTo("10");
    }
  }

  @Test
  void defect_14_requests_at_the_same_time_see_each_their_own() throws Exception {
    var threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String path = "/users/" + i;
        answers.add(threads.submit(() -> server.get(path)));
      }
      for (int i = 0; i < 200; i++) {
        assertThat(answers.get(i).get().body()).isEqualTo("{\"id\":" + i + "}");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void defect_17_the_banner_tells_the_applications_version_from_lidos() {
    var lines =
        Banner.lines(
            "shop",
            "7.1",
            Path.of("shop.pid"),
            List.of("http://h:1"),
            List.of(0),
            List.of(),
            List.of());

    assertThat(lines.get(1)).isEqualTo("App version 7.1");
    assertThat(lines.get(2)).startsWith("Lido version 0.1.0-SNAPSHOT, JVM " + Runtime.version());
  }

  @Test
  void defect_19_no_stack_trace_reaches_a_client() throws Exception {
    assertThat(server.get("/secret").body())
        .doesNotContain("Exception", "lido", "java", "\tat ", "hunter2");
  }
}
