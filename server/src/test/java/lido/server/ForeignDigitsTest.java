package lido.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import lido.server.admin.PidFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine reads is written in ASCII digits, also where people write others. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ForeignDigitsTest {

  private final Locale before = Locale.getDefault();

  @BeforeEach
  void speakArabic() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    assertThat("%d".formatted(7)).isEqualTo("٧");
  }

  @AfterEach
  void speakAsBefore() {
    Locale.setDefault(before);
  }

  @Test
  void a_shell_can_read_a_pid_file(@TempDir Path directory) throws Exception {
    var file = directory.resolve("shop.pid");
    try (var claimed = PidFile.claim(file)) {
      assertThat(Files.readAllLines(file))
          .startsWith(Long.toString(ProcessHandle.current().pid()))
          .allSatisfy(line -> assertThat(line).matches("[0-9]+"));
    }
  }

  @Test
  void the_address_in_the_banner_can_be_opened() {
    var listener = TestServer.config("server.listeners.main.websocket = /ws").listeners().get(0);

    assertThat(listener.urls(4711))
        .containsExactly("http://127.0.0.1:4711", "ws://127.0.0.1:4711/ws");
  }

  @Test
  void a_part_of_a_file_says_which_it_is(@TempDir Path directory) throws Exception {
    Files.writeString(directory.resolve("digits.txt"), "0123456789");
    try (var server = TestServer.of(routes -> routes.files("/", directory))) {
      var uri = URI.create("http://127.0.0.1:" + server.port() + "/digits.txt");
      var request = HttpRequest.newBuilder(uri).header("Range", "bytes=7-8").build();

      var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

      assertThat(response.body()).isEqualTo("78");
      assertThat(response.headers().firstValue("content-range")).hasValue("bytes 7-8/10");
    }
  }
}
