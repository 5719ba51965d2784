package lido.server.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import lido.config.ConfigException;
import lido.config.ConfigProblem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
@DisplayNameGeneration(ReplaceUnderscores.class)
class AdminSocketTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  private final CountDownLatch gate = new CountDownLatch(1);
  private final Semaphore waiting = new Semaphore(0);
  private final List<String> notes = new ArrayList<>();
  private Path path;
  private AdminSocket socket;

  private record Echo(String command, int length) {}

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    path = AdminSocket.beside(directory.resolve("shop.pid"));
    socket = AdminSocket.open(path, this::run);
  }

  @AfterEach
  void close() {
    gate.countDown();
    socket.close();
  }

  private AdminSocket open(Path at, BiConsumer<String, Runnable> starter, Duration patience)
      throws IOException {
    return AdminSocket.open(at, this::run, starter, patience);
  }

  private static void start(String name, Runnable work) {
    new Thread(work, name).start();
  }

  private String askOther(Path socket) throws IOException {
    return AdminClient.ask(socket, "ls", SOON, notes::add).result(Echo.class).command();
  }

  /** Asks again where a busy machine let the patience of the server pass. */
  private String askUntilAnswered(Path socket) throws IOException {
    long until = System.nanoTime() + SOON.toNanos();
    while (true) {
      try {
        return askOther(socket);
      } catch (EOFException e) {
        if (System.nanoTime() - until > 0) {
          throw e;
        }
      }
    }
  }

  private Object run(String command, Consumer<String> told) throws Exception {
    switch (command) {
      case "wait" -> {
        waiting.release();
        gate.await();
      }
      case "tell" -> {
        told.accept("one");
        told.accept("two");
      }
      case "refuse" ->
          throw new ConfigException(
              List.of(new ConfigProblem("shop.size", "shop.conf: 3", "is too small", "grow")));
      case "fail" -> throw new IOException("disk full");
      default -> {}
    }
    return new Echo(command, command.length());
  }

  private AdminClient.Answer ask(String command) throws IOException {
    return AdminClient.ask(path, command, SOON, notes::add);
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(path));
  }

  private static String readToEnd(SocketChannel client) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var buffer = ByteBuffer.allocate(4096);
    while (client.read(buffer) >= 0) {
      bytes.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    return bytes.toString(UTF_8);
  }

  @Test
  void a_command_is_answered_with_its_notes_and_its_result() throws Exception {
    var answer = ask("tell");

    assertThat(answer.result(Echo.class)).isEqualTo(new Echo("tell", 4));
    assertThat(answer.problem()).isNull();
    assertThat(notes).containsExactly("one", "two");
  }

  @Test
  void a_line_of_json_is_answered_by_a_line_of_json() throws Exception {
    try (var client = connect()) {
      client.write(ByteBuffer.wrap("{\"version\":1,\"command\":\"ls\"}\n".getBytes(UTF_8)));

      assertThat(readToEnd(client)).isEqualTo("{\"result\":{\"command\":\"ls\",\"length\":2}}\n");
    }
  }

  @Test
  void a_failure_is_told_as_a_start_would_print_it() throws Exception {
    assertThat(ask("refuse").problem())
        .isEqualTo(
            """
            shop.size: is too small
              where: shop.conf: 3
              fix:   grow\
            """);
    assertThat(ask("fail").problem()).contains("disk full");
  }

  @Test
  void only_the_owner_may_open_it() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    try (var files = Files.list(path.getParent())) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void what_a_killed_server_left_is_replaced_and_nothing_stays_after_the_end() throws Exception {
    var left = path.resolveSibling("left.sock");
    Files.createFile(left);
    var hidden = path.resolveSibling("." + Long.toString(ProcessHandle.current().pid(), 36));
    Files.createDirectory(hidden);
    Files.createFile(hidden.resolve("s"));

    try (var other = AdminSocket.open(left, this::run)) {
      assertThat(AdminClient.ask(left, "ls", SOON, notes::add).result(Echo.class).command())
          .isEqualTo("ls");
    }
    socket.close();

    try (var files = Files.list(path.getParent())) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void a_path_that_is_too_long_is_one_clear_problem() {
    var deep = path.resolveSibling("x".repeat(100));

    assertThatThrownBy(() -> AdminSocket.open(deep.resolve("shop.sock"), this::run))
        .isInstanceOf(IOException.class)
        .hasMessageMatching("a path of \\d+ bytes, but a unix socket may have 106: /.*/shop.sock");
  }

  @Test
  void the_longest_path_can_be_asked() throws Exception {
    int room = 106 - path.getParent().toString().length() - "/".length() - "/shop.sock".length();
    var deep = Files.createDirectory(path.resolveSibling("d".repeat(room))).resolve("shop.sock");
    assertThat(deep.toString()).hasSize(106);

    try (var other = AdminSocket.open(deep, this::run)) {
      assertThat(AdminClient.ask(deep, "ls", SOON, notes::add).problem()).isNull();
    }
  }

  @Test
  void a_command_that_waits_does_not_keep_others_waiting() throws Exception {
    try (var waiting = connect()) {
      waiting.write(ByteBuffer.wrap("{\"version\":1,\"command\":\"wait\"}\n".getBytes(UTF_8)));

      assertThat(ask("ls").result(Echo.class).command()).isEqualTo("ls");

      gate.countDown();
      assertThat(readToEnd(waiting)).contains("\"wait\"");
    }
  }

  @Test
  void who_sends_too_much_or_nonsense_is_cut_off() throws Exception {
    for (var bad : List.of("x".repeat(100_000), "no json\n", "[1]\n", "null\n", "{\n")) {
      try (var client = connect()) {
        try {
          var bytes = ByteBuffer.wrap(bad.getBytes(UTF_8));
          while (bytes.hasRemaining()) {
            client.write(bytes);
          }
          assertThat(readToEnd(client)).isEmpty();
        } catch (IOException e) {
          // Cut off while it was still sending: as good.
        }
      }
    }

    assertThat(ask("ls").result(Echo.class).command()).isEqualTo("ls");
  }

  @Test
  void who_sends_nothing_is_cut_off_and_makes_room() throws Exception {
    var other = path.resolveSibling("other.sock");
    try (var impatient = open(other, AdminSocketTest::start, Duration.ofMillis(200))) {
      var silent = new ArrayList<SocketChannel>();
      for (int i = 0; i < 8; i++) {
        silent.add(SocketChannel.open(UnixDomainSocketAddress.of(other)));
      }

      assertThat(askUntilAnswered(other)).isEqualTo("ls");
      for (var client : silent) {
        assertThat(readToEnd(client)).isEmpty();
        client.close();
      }
    }
  }

  @Test
  void a_client_beyond_the_eight_waits_for_its_turn_and_is_not_sent_away() throws Exception {
    var eight = new ArrayList<SocketChannel>();
    for (int i = 0; i < 8; i++) {
      var client = connect();
      client.write(ByteBuffer.wrap("{\"version\":1,\"command\":\"wait\"}\n".getBytes(UTF_8)));
      eight.add(client);
    }
    var ninth = new FutureTask<>(() -> ask("ls").result(Echo.class).command());
    start("ninth", ninth);
    assertThat(waiting.tryAcquire(8, 60, SECONDS)).isTrue();
    assertThat(ninth).isNotDone();

    gate.countDown();

    assertThat(ninth.get(60, SECONDS)).isEqualTo("ls");
    for (var client : eight) {
      assertThat(readToEnd(client)).contains("\"wait\"");
      client.close();
    }
  }

  /** It took the client for a silent one, which a slow one looks like. */
  @Test
  void a_server_that_closes_before_it_has_read_the_command_is_asked_again() throws Exception {
    var other = path.resolveSibling("other.sock");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(other));
      var asked = new FutureTask<>(() -> askOther(other));
      start("client", asked);

      for (int i = 0; i < 20; i++) {
        server.accept().close();
      }
      try (var lines = new AdminLine.Channel(server.accept())) {
        assertThat(lines.read(AdminLine.Request.class, SOON).command()).isEqualTo("ls");
        lines.write(AdminLine.bytes(AdminLine.result(new Echo("ls", 2))), SOON);
      }

      assertThat(asked.get(60, SECONDS)).isEqualTo("ls");
    }
  }

  @Test
  void a_command_that_was_read_is_not_asked_again() throws Exception {
    var other = path.resolveSibling("other.sock");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(other));
      var asked = new FutureTask<>(() -> askOther(other));
      start("client", asked);

      try (var lines = new AdminLine.Channel(server.accept())) {
        lines.read(AdminLine.Request.class, SOON);
      }

      assertThatThrownBy(() -> asked.get(60, SECONDS))
          .hasRootCauseMessage("the other side has closed the connection");
    }
  }

  @Test
  void a_moment_without_memory_for_a_thread_costs_neither_the_socket_nor_the_client()
      throws Exception {
    var isFirst = new AtomicBoolean(true);
    BiConsumer<String, Runnable> starter =
        (name, work) -> {
          if (name.equals("admin-client") && isFirst.getAndSet(false)) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          start(name, work);
        };
    var other = path.resolveSibling("other.sock");
    try (var ignored = open(other, starter, SOON)) {
      assertThat(askOther(other)).isEqualTo("ls");
      assertThat(isFirst).isFalse();
    }
  }

  @Test
  void another_version_of_the_protocol_is_told_so() throws Exception {
    try (var client = connect()) {
      client.write(ByteBuffer.wrap("{\"version\":9,\"command\":\"ls\"}\n".getBytes(UTF_8)));

      assertThat(readToEnd(client))
          .contains("the running server speaks version 1 of the admin protocol, this is version 9");
    }
  }

  @Test
  void a_client_whose_server_is_gone_hears_of_it() {
    socket.close();

    assertThatThrownBy(() -> ask("ls")).isInstanceOf(IOException.class);
  }
}
