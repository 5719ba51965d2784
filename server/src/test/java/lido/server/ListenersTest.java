package lido.server;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.concurrent.ThreadLocalRandom;
import lido.config.ConfigException;
import lido.config.ConfigProblem;
import lido.config.ConfigSection;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Which listeners there are, and what is wrong with those that cannot be. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ListenersTest {

  private static String problems(String config) {
    var problems = new ArrayList<ConfigProblem>();
    var options = ConfigParseOptions.defaults().setOriginDescription("test.conf");
    var read =
        ConfigFactory.parseString(config, options)
            .withFallback(ConfigFactory.parseString("app.name = test"))
            .withFallback(ConfigFactory.parseResources("reference.conf"))
            .resolve();
    ServerConfig.read(ConfigSection.of(read, "server", problems::add));
    return problems.stream().map(ConfigProblem::toString).collect(joining("\n"));
  }

  @Test
  void without_a_word_there_is_http_alone() {
    assertThat(TestServer.config("").listeners())
        .extracting(ListenerConfig::name)
        .containsExactly("main");
    assertThat(problems("")).isEmpty();
  }

  @Test
  void the_limits_of_a_listener_are_over_those_of_the_server() {
    var config =
        TestServer.config(
            """
            server.limits { body = 1k, pipeline = 3 }
            server.listeners.tcp { listen = "tcp://[::1]:0", limits.body = 2k }
            """);

    var limits = config.listeners().get(1).limits();

    assertThat(limits.body()).isEqualTo(2048);
    assertThat(limits.pipeline()).isEqualTo(3);
    assertThat(config.listeners().get(0).limits().body()).isEqualTo(1024);
  }

  @Test
  void one_address_for_two_is_an_error() {
    assertThat(
            problems(
                """
                server.listen = "http://0.0.0.0:9527"
                server.listeners.admin.listen = "tcp://127.0.0.1:9527"
                """))
        .isEqualTo(
            """
            server.listeners.admin.listen: tcp://127.0.0.1:9527 is taken by the listener main, which listens at http://0.0.0.0:9527
              where: test.conf: 2
              fix:   choose another port (0 takes a free one); main: test.conf: 1\
            """);
  }

  @Test
  void tcp_and_udp_may_have_one_port_and_any_number_port_0() {
    assertThat(
            problems(
                """
                server.listeners {
                  a.listen = "tcp://127.0.0.1:9000", b.listen = "udp://127.0.0.1:9000"
                  c.listen = "tcp://127.0.0.1:0", d.listen = "tcp://127.0.0.1:0"
                }
                """))
        .isEmpty();
  }

  @Test
  void a_second_main_listener_is_an_error() {
    assertThat(problems("server.listeners.main.listen = \"tcp://127.0.0.1:9000\""))
        .contains("server.listeners.main.listen: there are two listeners named main");
  }

  @Test
  void an_option_of_another_scheme_is_an_error() {
    assertThat(
            problems("server.listeners.tcp { listen = \"tcp://127.0.0.1:9000\", websocket = /ws }"))
        .startsWith(
            "server.listeners.tcp.websocket: is no option of tcp, only of http, https, unix");
    assertThat(
            problems("server.listeners.udp { listen = \"udp://127.0.0.1:9\", framing = length }"))
        .startsWith("server.listeners.udp.framing: is no option of udp, only of tcp");
  }

  @Test
  void what_cannot_be_read_is_told_with_its_place() {
    assertThat(problems("server.listeners.x.listen = \"ftp://127.0.0.1:21\""))
        .contains("server.listeners.x.listen: must be an address like", "where: test.conf: 1");
    assertThat(problems("server.listen = \"unix:/tmp/%s.sock\"".formatted("ä".repeat(60))))
        .contains("server.listen: a path of 130 bytes, but a unix socket may have 106: /tmp/ää")
        .endsWith("\n  fix:   name a file with a shorter path");
    assertThat(problems("server.listen = \"unix:/%s/a\"".formatted("d".repeat(96)))).isEmpty();
    assertThat(problems("server.listen = \"unix:/%s/a\"".formatted("d".repeat(97))))
        .contains(
            "server.listen: a directory of 98 bytes, but that of a unix socket may have 97: /d");
    assertThat(problems("server.listeners.x {}")).contains("server.listeners.x.listen: missing");
    assertThat(problems("server.listeners.x { listen = \"tcp://h:1\", port = 1 }"))
        .contains("server.listeners.x.port: unknown key", "did you mean listen?");
    assertThat(problems("server.listeners.x { listen = \"tcp://h:1\", framing = eof }"))
        .contains("server.listeners.x.framing: must be newline or length, is \"eof\"");
    assertThat(problems("server.listeners.main.websocket = \"ws?x\""))
        .contains("server.listeners.main.websocket: must be a path like /ws");
    assertThat(problems("server.listeners.x { listen = \"tcp://h:1\", limits.bodi = 1 }"))
        .contains("server.listeners.x.limits.bodi: unknown key", "did you mean body?");
    assertThat(problems("server.listeners.x { listen = \"tcp://h:1\", limits.json-depth = 9 }"))
        .contains("server.listeners.x.limits.json-depth: is one for all listeners");
    assertThat(problems("server.dispatch = random"))
        .contains("server.dispatch: must be round-robin, least-busy or connection");
  }

  @Test
  void all_listen_or_none_does() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int free = freePort();
      var config =
          """
          server.listen = "http://127.0.0.1:%s"
          server.listeners.udp.listen = "udp://127.0.0.1:%1$s"
          server.listeners.tcp.listen = "tcp://127.0.0.1:%s"
          """
              .formatted(free, taken.getLocalPort());

      assertThatThrownBy(() -> TestServer.of(config, Messaging::routes))
          .isInstanceOfSatisfying(
              ConfigException.class,
              failure ->
                  assertThat(failure.problems())
                      .singleElement()
                      .satisfies(
                          problem -> {
                            assertThat(problem.path()).isEqualTo("server.listeners.tcp.listen");
                            assertThat(problem.what())
                                .startsWith(
                                    "cannot listen at tcp://127.0.0.1:" + taken.getLocalPort());
                          }));

      new ServerSocket(free, 1, InetAddress.getByName("127.0.0.1")).close();
      new DatagramSocket(free, InetAddress.getByName("127.0.0.1")).close();
    }
  }

  /** Returns one that the system gives to nobody who asks for any, so that it stays free. */
  private static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (var tcp = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
          var udp = new DatagramSocket(port, InetAddress.getByName("127.0.0.1"))) {
        assertThat(udp.getLocalPort()).isEqualTo(tcp.getLocalPort());
        return port;
      } catch (BindException e) {
        // Another one.
      }
    }
  }

  @Test
  void a_udp_port_in_use_is_a_problem_too() throws Exception {
    try (var taken = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      var config =
          "server.listeners.udp.listen = \"udp://127.0.0.1:%s\"".formatted(taken.getLocalPort());

      assertThatThrownBy(() -> TestServer.of(config, Messaging::routes))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("cannot listen at udp://127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void every_listener_says_its_port() throws Exception {
    try (var server =
        TestServer.of(
            """
            server.listeners { main.websocket = /ws, tcp.listen = "tcp://127.0.0.1:0" }
            """,
            Messaging::routes)) {
      assertThat(server.server().port("main")).isEqualTo(server.port());
      assertThat(server.server().port("tcp")).isPositive();
      assertThatThrownBy(() -> server.server().port("udp"))
          .hasMessageStartingWith("no listener udp, only [");
    }
    assertThat(
            TestServer.config("server.listeners.main.websocket = /ws")
                .listeners()
                .get(0)
                .urls(4711))
        .containsExactly("http://127.0.0.1:4711", "ws://127.0.0.1:4711/ws");
  }
}
