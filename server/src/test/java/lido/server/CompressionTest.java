package lido.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CompressionTest {

  private static final String TEXT = "All work and no play makes Jack a dull boy. ".repeat(1000);

  private static TestServer server;

  static final class Texts {

    Object text(Request request) {
      return Response.text(TEXT).header("etag", "\"1\"");
    }

    Object json(Request request) {
      return Map.of("text", TEXT);
    }

    Object tiny(Request request) {
      return "tiny";
    }

    Object image(Request request) {
      return Response.bytes("image/png", TEXT.getBytes(StandardCharsets.UTF_8));
    }

    Object ours(Request request) {
      return Response.text(TEXT).header("content-encoding", "br");
    }

    Object stream(Request request) {
      return Response.stream(
          "text/plain; charset=utf-8",
          out -> {
            for (int i = 0; i < 100; i++) {
              out.write(TEXT.getBytes(StandardCharsets.UTF_8));
            }
          });
    }

    Object failing(Request request) {
      return Response.stream(
          "text/plain",
          out -> {
            var random = new Random(1);
            var bytes = new byte[8192];
            for (int i = 0; i < 100; i++) {
              random.nextBytes(bytes);
              out.write(bytes);
            }
            throw new IllegalStateException("the password is hunter2");
          });
    }
  }

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.of("server.listeners.main.compression = true", CompressionTest::routes);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void routes(Routes routes) {
    routes.get("/text", Texts.class, Texts::text);
    routes.get("/json", Texts.class, Texts::json);
    routes.get("/tiny", Texts.class, Texts::tiny);
    routes.get("/image", Texts.class, Texts::image);
    routes.get("/ours", Texts.class, Texts::ours);
    routes.get("/stream", Texts.class, Texts::stream);
    routes.get("/failing", Texts.class, Texts::failing);
  }

  private static HttpResponse<byte[]> get(TestServer from, String path, String accept)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + from.port() + path))
            .header("Accept-Encoding", accept)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
  }

  private static String coding(HttpResponse<?> response) {
    return response.headers().firstValue("content-encoding").orElse("none");
  }

  private static String text(HttpResponse<byte[]> response) throws Exception {
    var bytes = new ByteArrayInputStream(response.body());
    InputStream in =
        switch (coding(response)) {
          case "gzip" -> new GZIPInputStream(bytes);
          case "deflate" -> new InflaterInputStream(bytes);
          default -> bytes;
        };
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip                         | gzip",
        "gzip, deflate, br            | gzip",
        "deflate                      | deflate",
        "br, *                        | gzip",
        "gzip;q=0.5, deflate          | deflate",
        "gzip;q=0, deflate;q=0        | none",
        "gzip;q=0, *                  | deflate",
        "br                           | none",
        "identity                     | none",
        "GZIP ; q=1.0                 | gzip",
        "gzip;q=nonsense              | none",
        "gzip;level=9                 | none",
      })
  void the_client_says_how(String accept, String expected) throws Exception {
    var response = get(server, "/text", accept);

    assertThat(coding(response)).isEqualTo(expected);
    assertThat(text(response)).isEqualTo(TEXT);
    assertThat(response.headers().firstValue("vary")).hasValue("accept-encoding");
  }

  @Test
  void a_compressed_response_is_shorter_and_says_its_length_and_that_its_tag_is_weak()
      throws Exception {
    var response = get(server, "/text", "gzip");

    assertThat(response.body().length).isLessThan(TEXT.length() / 10);
    assertThat(response.headers().firstValueAsLong("content-length"))
        .hasValue(response.body().length);
    assertThat(response.headers().firstValue("etag")).hasValue("W/\"1\"");
    assertThat(coding(get(server, "/json", "gzip"))).isEqualTo("gzip");
  }

  @Test
  void what_is_short_no_text_or_coded_already_is_left_alone() throws Exception {
    assertThat(coding(get(server, "/tiny", "gzip"))).isEqualTo("none");
    assertThat(coding(get(server, "/image", "gzip"))).isEqualTo("none");
    assertThat(coding(get(server, "/ours", "gzip"))).isEqualTo("br");
  }

  @Test
  void a_stream_is_compressed_as_it_goes() throws Exception {
    for (var coding : new String[] {"gzip", "deflate"}) {
      var response = get(server, "/stream", coding);

      assertThat(coding(response)).isEqualTo(coding);
      assertThat(text(response)).hasSize(TEXT.length() * 100).endsWith(TEXT);
    }
  }

  @Test
  void a_compressed_stream_that_fails_has_no_end() throws Exception {
    try (var raw = server.raw()) {
      var answer =
          raw.send("GET /failing HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n").readToEnd();

      assertThat(answer).doesNotEndWith("0\r\n\r\n");
    }
  }

  @Test
  void without_the_option_nothing_is_compressed() throws Exception {
    try (var plain = TestServer.of(CompressionTest::routes)) {
      var response = get(plain, "/text", "gzip");

      assertThat(coding(response)).isEqualTo("none");
      assertThat(response.headers().firstValue("vary")).isEmpty();
    }
  }
}
