package lido.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import lido.server.Controllers.Echo;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of several routes takes a path; the widest is defined first. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RoutingTableTest {

  private final RoutingTable table =
      RoutingTable.of(
          Set.of(
              routes -> {
                routes.get("/files/{name*}", Echo.class, Echo::path);
                routes.post("/files/{name*}", Echo.class, Echo::path);
                routes.get("/files/{id}", Echo.class, Echo::id);
                routes.get("/files/{id}/meta", Echo.class, Echo::id);
                routes.get("/files/list", Echo.class, Echo::hello);
                routes.get("/files/list/all", Echo.class, Echo::hello);
              }));

  private RoutingTable.Found find(String method, String path) {
    var found = table.match(method, List.of(path.substring(1).split("/")));
    if (found == null) {
      throw new AssertionError("no route for " + path);
    }
    return found;
  }

  @ParameterizedTest
  @CsvSource({
    "/files/list, /files/list",
    "/files/list/all, /files/list/all",
    "/files/7, /files/{id}",
    "/files/7/meta, /files/{id}/meta",
    "/files/list/meta, /files/{id}/meta",
    "/files/7/other, /files/{name*}",
    "/files/list/other, /files/{name*}",
    "/files/list/all/other, /files/{name*}",
    "/files/7/meta/other, /files/{name*}",
  })
  void text_comes_before_a_parameter_and_that_before_the_rest(String path, String pattern) {
    assertThat(find("GET", path).route().pattern()).isEqualTo(pattern);
  }

  @Test
  void the_rest_takes_all_segments_and_nothing_of_a_way_that_led_nowhere() {
    assertThat(find("GET", "/files/7/meta/other").parameters())
        .isEqualTo(Map.of("name", "7/meta/other"));
  }

  @Test
  void a_constant_answer_cannot_be_a_stream() {
    RouteSet streamed = routes -> routes.constant("/", Response.stream("text/plain", out -> {}));

    assertThatThrownBy(() -> RoutingTable.of(Set.of(streamed)))
        .hasMessage("a stream is written by a worker: answer it by an action");
  }

  @Test
  void a_method_that_the_narrow_routes_lack_is_found_at_the_rest() {
    assertThat(find("POST", "/files/7").route().pattern()).isEqualTo("/files/{name*}");
    assertThat(find("POST", "/files/list").parameters()).isEqualTo(Map.of("name", "list"));
  }
}
