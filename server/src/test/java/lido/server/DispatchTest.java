package lido.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lido.server.Controllers.Echo;
import lido.server.Controllers.Gate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which event loop and which worker a request goes to. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DispatchTest {

  private static final String WORKER = "{\"method\":\"GET\",\"path\":\"/worker\"}\n";
  private static final String GATE = "{\"method\":\"GET\",\"path\":\"/gate\"}\n";

  private final Gate gate = new Gate();

  private TestServer server(String mode, int workers, int maxCoroutines) throws Exception {
    return TestServer.of(
        "server { dispatch = %s, listeners.tcp.listen = \"tcp://127.0.0.1:0\" }".formatted(mode),
        workers,
        maxCoroutines,
        Messaging::gated,
        binder -> binder.bind(Gate.class).toInstance(gate));
  }

  private static List<String> ask(TestServer.Raw client, int times) throws Exception {
    var workers = new ArrayList<String>();
    for (int i = 0; i < times; i++) {
      workers.add(client.send(WORKER).readLine());
    }
    return workers;
  }

  @Test
  void round_robin_asks_each_worker_in_its_turn() throws Exception {
    try (var server = server("round-robin", 3, 8);
        var client = server.raw("tcp")) {
      var workers = ask(client, 6);

      assertThat(workers.subList(0, 3)).doesNotHaveDuplicates();
      assertThat(workers.subList(3, 6)).isEqualTo(workers.subList(0, 3));
    }
  }

  @Test
  void least_busy_asks_the_worker_with_the_fewest_requests() throws Exception {
    try (var server = server("least-busy", 3, 8);
        var client = server.raw("tcp");
        var blocked = server.raw("tcp")) {
      blocked.send(GATE.repeat(2));
      gate.entered.acquire(2);
      var busy = new HashSet<String>();
      server
          .workers()
          .forEach(
              worker -> {
                if (worker.running() > 0) {
                  busy.add("\"" + worker.id() + "\"");
                }
              });

      assertThat(busy).hasSize(2);
      for (int i = 0; i < 20; i++) {
        assertThat(ask(client, 1)).doesNotContainAnyElementsOf(busy);
        Await.until(() -> server.workers().stream().mapToInt(FakeWorker::running).sum() == 2);
      }
      gate.open.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void connections_go_to_as_many_event_loops_as_configured(int loops) throws Exception {
    try (var server =
        TestServer.of(
            "server.listeners.main.event-loops = " + loops,
            1,
            8,
            routes -> routes.get("/", Echo.class, Echo::hello))) {
      for (int i = 0; i < 2 * loops; i++) {
        try (var client = server.raw()) {
          client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("world");
        }
      }

      assertThat(server.workers().get(0).askers()).hasSize(loops);
    }
  }

  @Test
  void connection_asks_one_worker_for_all_requests_of_a_connection() throws Exception {
    try (var server = server("connection", 4, 8)) {
      var used = new HashSet<String>();
      for (int i = 0; i < 40; i++) {
        try (var client = server.raw("tcp")) {
          var workers = Set.copyOf(ask(client, 5));

          assertThat(workers).hasSize(1);
          used.addAll(workers);
        }
      }

      assertThat(used).hasSizeGreaterThan(1);
    }
  }

  @Test
  void connection_counts_for_keep_alive_http_too() throws Exception {
    try (var server = server("connection", 4, 8);
        var client = server.raw()) {
      var workers = new HashSet<String>();
      for (int i = 0; i < 8; i++) {
        client.send("GET /worker HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("\r\n\r\n\"");
        workers.add(client.readUntil("\""));
      }

      assertThat(workers).hasSize(1);
    }
  }

  @Test
  void connection_counts_at_a_socket_file_too(@TempDir Path directory) throws Exception {
    var file = directory.resolve("http.sock");
    try (var server =
        TestServer.of(
            "server { listen = \"unix:%s\", dispatch = connection, listeners.main.event-loops = 3 }"
                .formatted(file),
            4,
            8,
            Messaging::routes)) {
      var used = new HashSet<String>();
      for (int i = 0; i < 40; i++) {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
          var workers =
              Set.copyOf(List.of(workerAt(channel), workerAt(channel), workerAt(channel)));

          assertThat(workers).hasSize(1);
          used.addAll(workers);
        }
      }

      assertThat(used).hasSizeGreaterThan(1);
    }
  }

  private static String workerAt(SocketChannel channel) throws IOException {
    channel.write(ByteBuffer.wrap("GET /worker HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII)));
    var answer = new StringBuilder();
    var bytes = ByteBuffer.allocate(1000);
    while (!answer.toString().matches("(?s).*\r\n\r\n.*\"")) {
      channel.read(bytes);
      answer.append(US_ASCII.decode(bytes.flip()));
      bytes.clear();
    }
    return answer.substring(answer.indexOf("\r\n\r\n"));
  }

  @Test
  void what_the_worker_of_a_connection_refuses_goes_to_the_others() throws Exception {
    try (var server = server("connection", 2, 1);
        var client = server.raw("tcp")) {
      client.send(GATE.repeat(2));

      gate.entered.acquire(2);
      assertThat(server.workers()).allSatisfy(each -> assertThat(each.running()).isOne());
      gate.open.countDown();
    }
  }

  @Test
  void what_the_least_busy_worker_refuses_goes_to_the_others() throws Exception {
    try (var server = server("least-busy", 2, 8);
        var client = server.raw("tcp")) {
      server.workers().get(0).fail(new IllegalStateException("for the test"));

      assertThat(ask(client, 4)).containsOnly("\"1\"");
    }
  }
}
