package lido.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.LinkedBlockingQueue;
import lido.config.ConfigException;
import lido.server.Controllers.Echo;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP at a {@code unix:} address. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SocketFileTest {

  @TempDir private Path dir;

  private TestServer server(String... more) throws InterruptedException {
    var config = "server { listen = \"unix:%s\", %s }".formatted(file(), String.join("\n", more));
    return TestServer.of(config, routes -> routes.get("/", Echo.class, Echo::hello));
  }

  private Path file() {
    return dir.resolve("http.sock");
  }

  private String ask(String request) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(file()))) {
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      var answer = ByteBuffer.allocate(10_000);
      try {
        while (channel.read(answer) >= 0) {
          // Up to its end.
        }
      } catch (IOException e) {
        // A reset is an end, too.
      }
      return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private long filesInDirectory() throws IOException {
    try (var files = Files.list(dir)) {
      return files.count();
    }
  }

  @Test
  void http_is_served_at_a_socket_file_of_its_owner_alone() throws Exception {
    try (var server = server()) {
      var answer = ask("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

      assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("{\"hello\":\"world\"}");
      assertThat(mode(file())).isEqualTo("rw-------");
      assertThat(server.port()).isZero();
      assertThat(filesInDirectory()).isEqualTo(1);
    }
  }

  @Test
  void a_stop_removes_the_file() throws Exception {
    server().close();

    assertThat(filesInDirectory()).isZero();
  }

  @Test
  void a_start_that_fails_at_another_listener_leaves_no_file() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var other = "listeners.tcp.listen = \"tcp://127.0.0.1:%s\"".formatted(taken.getLocalPort());

      assertThatThrownBy(() -> server(other).close()).isInstanceOf(ConfigException.class);

      assertThat(filesInDirectory()).isZero();
    }
  }

  @Test
  void the_permissions_are_an_option() throws Exception {
    try (var server = server("listeners.main.socket-mode = \"660\"")) {
      assertThat(mode(file())).isEqualTo("rw-rw----");
    }
  }

  @Test
  void a_file_that_a_killed_server_left_is_replaced() throws Exception {
    try (var killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      killed.bind(UnixDomainSocketAddress.of(file()));
    }
    assertThat(Files.exists(file(), LinkOption.NOFOLLOW_LINKS)).isTrue();

    try (var server = server()) {
      assertThat(ask("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).contains("world");
    }
  }

  @Test
  void a_file_of_a_running_server_is_one_clear_problem_and_left_alone() throws Exception {
    try (var first = server()) {
      assertThatThrownBy(() -> server().close())
          .isInstanceOfSatisfying(
              ConfigException.class,
              failure ->
                  assertThat(failure.problems().get(0).what())
                      .isEqualTo(
                          "cannot listen at unix:%s: another process listens there"
                              .formatted(file())));

      assertThat(ask("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).contains("world");
      assertThat(filesInDirectory()).isEqualTo(1);
    }
  }

  @Test
  void a_file_that_cannot_be_asked_who_listens_is_never_replaced() throws Exception {
    // Too long to connect to: to whoever may not enter, a socket of another user is no different.
    var far = dir.resolve("x".repeat(120));
    try (var other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      other.bind(UnixDomainSocketAddress.of(file()));
      Files.move(file(), far);

      assertThatThrownBy(
              () -> SocketFile.claim(far, PosixFilePermissions.fromString("rw-------")).remove())
          .isInstanceOf(IOException.class)
          .hasMessage(
              "whether another process listens there is unknown: Unix domain path too long");
      assertThat(filesInDirectory()).isEqualTo(1);
    }
  }

  @Test
  void the_longest_path_can_be_listened_at() throws Exception {
    int room = 106 - dir.toString().length() - 1;
    var longest = dir.resolve("d".repeat(room - "/http.sock".length())).resolve("http.sock");
    assertThat(longest.toString()).hasSize(106);

    try (var server =
            TestServer.of("server.listen = \"unix:%s\"".formatted(longest), routes -> {});
        var client = SocketChannel.open(UnixDomainSocketAddress.of(longest))) {
      assertThat(client.isConnected()).isTrue();
    }
  }

  @Test
  void directories_that_killed_servers_left_are_passed_over() throws Exception {
    Files.createDirectory(dir.resolve(".s0"));
    Files.createFile(dir.resolve(".s1"));

    try (var server = server()) {
      assertThat(ask("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).contains("world");
    }

    assertThat(filesInDirectory()).isEqualTo(2);
  }

  @Test
  void what_is_no_socket_is_never_replaced() throws Exception {
    Files.writeString(file(), "precious");

    assertThatThrownBy(() -> server().close())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("it is no socket");
    assertThat(file()).hasContent("precious");
  }

  /** At a socket file, where the kernel keeps little for a client that does not read. */
  @Test
  void tiny_pushes_count_with_what_they_take_in_memory() throws Exception {
    var channels = new LinkedBlockingQueue<PushChannel>();
    var config =
        "server { listen = \"unix:%s\", listeners.main { websocket = /ws, limits.push-buffer = 400k"
            + " } }";
    try (var server =
            TestServer.of(
                config.formatted(file()),
                routes ->
                    routes.get(
                        "/",
                        Echo.class,
                        (echo, request) -> channels.add(request.channel().orElseThrow())));
        var client = SocketChannel.open(UnixDomainSocketAddress.of(file()))) {
      var subscribe = "{\"method\":\"GET\",\"path\":\"/\"}";
      var upgrade =
          "GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
      client.write(ByteBuffer.wrap(upgrade.getBytes(StandardCharsets.ISO_8859_1)));
      client.read(ByteBuffer.allocate(10_000));
      var frame = "\201" + (char) (0x80 | subscribe.length()) + "\0\0\0\0" + subscribe;
      client.write(ByteBuffer.wrap(frame.getBytes(StandardCharsets.ISO_8859_1)));
      var channel = channels.poll(60, SECONDS);
      assertThat(channel).isNotNull();

      int pushed = 0;
      while (pushed < 400_000 && channel.push(1)) {
        pushed++;
      }

      assertThat(pushed).isLessThan(400_000);
      Await.until(() -> !channel.isOpen());
    }
  }

  @Test
  void slow_and_malformed_clients_are_treated_as_on_any_listener() throws Exception {
    try (var server = server()) {
      assertThat(ask("nonsense\r\n\r\n")).contains(" 400 ");
    }
    try (var server = server("limits.header-timeout = 100ms")) {
      assertThat(ask("GET / HTTP/1.1\r\nHost: x\r\nA: ")).isEmpty();
    }
  }
}
