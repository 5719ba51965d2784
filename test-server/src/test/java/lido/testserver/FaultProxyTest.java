package lido.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The proxy in front of a server that sends every byte back. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FaultProxyTest {

  private static final int A_MOMENT_MILLIS = 100;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private ServerSocket echo;
  private FaultProxy proxy;

  @BeforeEach
  void open() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::serve);
    proxy = FaultProxy.inFrontOf(echo.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    echo.close();
    threads.shutdownNow();
  }

  @Test
  void it_passes_bytes_both_ways_and_counts() throws IOException {
    try (var client = connect()) {
      assertThat(say(client, 7)).isEqualTo(7);

      assertThat(proxy.open()).isEqualTo(1);
      assertThat(proxy.total()).isEqualTo(1);
    }
  }

  @Test
  void a_round_trip_is_what_the_client_says_until_it_is_answered() throws IOException {
    try (var client = connect()) {
      say(client, 1);
      var before = proxy.traffic();

      proxy.delay(Duration.ofMillis(A_MOMENT_MILLIS));
      client.getOutputStream().write(2);
      client.getOutputStream().write(3);
      hear(client);
      hear(client);
      proxy.heal();
      say(client, 4);

      assertThat(proxy.traffic().since(before)).isEqualTo(new Traffic(2, 3, 3));
      assertThat(proxy.traffic().since(before).bytes()).isEqualTo(6);
    }
  }

  @Test
  void a_closed_connection_is_no_longer_open() throws IOException {
    try (var client = connect()) {
      say(client, 7);
      client.shutdownOutput();

      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(proxy.open()).isZero();
    assertThat(proxy.total()).isEqualTo(1);
  }

  @Test
  void a_black_hole_is_silent_and_gives_back_what_it_swallowed() throws IOException {
    try (var client = connect()) {
      say(client, 1);

      proxy.blackhole();
      client.getOutputStream().write(2);
      assertSilent(client);
      try (var newcomer = connect()) {
        newcomer.getOutputStream().write(3);
        assertSilent(newcomer);
        proxy.heal();

        assertThat(hear(client)).isEqualTo(2);
        assertThat(hear(newcomer)).isEqualTo(3);
      }
    }
  }

  @Test
  void a_black_hole_hides_the_death_of_the_server() throws IOException {
    try (var client = connect()) {
      say(client, 1);

      proxy.blackhole();
      client.getOutputStream().write(END);
      assertSilent(client);
      proxy.heal();

      assertThat(hear(client)).isEqualTo(-1);
    }
  }

  @Test
  void a_silent_newcomer_leaves_open_connections_alone() throws IOException {
    try (var client = connect()) {
      say(client, 1);

      proxy.acceptSilently();

      try (var newcomer = connect()) {
        newcomer.getOutputStream().write(2);
        assertSilent(newcomer);
        assertThat(say(client, 3)).isEqualTo(3);
      }
    }
  }

  @Test
  void a_refusing_port_opens_again_on_the_same_number() throws IOException {
    try (var client = connect()) {
      say(client, 1);

      proxy.refuse();

      assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
      assertThat(say(client, 2)).isEqualTo(2);
      proxy.heal();
      try (var newcomer = connect()) {
        assertThat(say(newcomer, 3)).isEqualTo(3);
      }
    }
  }

  @Test
  void a_delay_holds_each_direction_back() throws IOException {
    try (var client = connect()) {
      say(client, 1);

      proxy.delay(Duration.ofMillis(150));
      long begin = System.nanoTime();
      assertThat(say(client, 2)).isEqualTo(2);

      assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(300_000_000L);
    }
  }

  @Test
  void a_reset_ends_open_connections_and_no_new_ones() throws IOException {
    try (var client = connect()) {
      say(client, 1);

      proxy.reset();

      assertThatThrownBy(() -> hear(client)).isInstanceOf(SocketException.class);
      assertThat(proxy.open()).isZero();
      try (var newcomer = connect()) {
        assertThat(say(newcomer, 2)).isEqualTo(2);
      }
    }
  }

  @Test
  void a_cut_lets_just_so_many_bytes_of_the_answer_through() throws IOException {
    try (var client = connect()) {
      say(client, 1);

      proxy.cutAfter(3);
      client.getOutputStream().write(new byte[] {2, 3, 4, 5, 6});

      assertThat(client.getInputStream().readNBytes(3)).containsExactly(2, 3, 4);
      assertThatThrownBy(() -> hear(client)).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void a_dead_server_behind_it_is_a_closed_connection() throws IOException {
    echo.close();

    try (var client = connect()) {
      assertThatThrownBy(() -> hear(client)).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void healing_wakes_everyone_in_a_black_hole() throws Exception {
    proxy.blackhole();
    var answers = new CompletableFuture<?>[20];
    for (int i = 0; i < answers.length; i++) {
      var client = connect();
      client.getOutputStream().write(i);
      answers[i] =
          CompletableFuture.runAsync(
              () -> assertThat(hearAndClose(client)).isNotNegative(), threads);
    }

    proxy.heal();

    CompletableFuture.allOf(answers).get(60, TimeUnit.SECONDS);
    assertThat(proxy.total()).isEqualTo(20);
  }

  private static final int END = 99;

  private void serve() {
    while (!echo.isClosed()) {
      try {
        var client = echo.accept();
        threads.execute(() -> echo(client));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private static void echo(Socket client) {
    try (client) {
      for (int b = client.getInputStream().read(); b >= 0 && b != END; ) {
        client.getOutputStream().write(b);
        b = client.getInputStream().read();
      }
    } catch (IOException e) {
      // The client is gone.
    }
  }

  private Socket connect() throws IOException {
    var client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    client.setSoTimeout(60_000);
    return client;
  }

  private static int say(Socket client, int word) throws IOException {
    client.getOutputStream().write(word);
    return hear(client);
  }

  private static int hear(Socket client) throws IOException {
    return client.getInputStream().read();
  }

  private static int hearAndClose(Socket client) {
    try (client) {
      return hear(client);
    } catch (IOException e) {
      return -1;
    }
  }

  private static void assertSilent(Socket client) throws IOException {
    client.setSoTimeout(A_MOMENT_MILLIS);
    assertThatThrownBy(() -> hear(client)).isInstanceOf(SocketTimeoutException.class);
    client.setSoTimeout(60_000);
  }
}
