package lido.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FilesTest {

  private static final String SECRET = "the password is hunter2";

  @TempDir private Path dir;
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    var root = Files.createDirectories(dir.resolve("assets"));
    write(root.resolve("app.css"), "body { color: teal }");
    write(root.resolve("page/index.html"), "<h1>Page</h1>");
    write(root.resolve("a b ä.txt"), "blank");
    write(root.resolve("large.bin"), "0123456789".repeat(100_000));
    write(root.resolve("empty.txt"), "");
    write(root.resolve(".env"), SECRET);
    write(root.resolve("page/.git/config"), SECRET);
    write(dir.resolve("secret.txt"), SECRET);
    write(dir.resolve("assets-too/secret.txt"), SECRET);
    Files.createSymbolicLink(root.resolve("out.txt"), dir.resolve("secret.txt"));
    Files.createSymbolicLink(root.resolve("outside"), dir);
    Files.createSymbolicLink(root.resolve("inside.css"), root.resolve("app.css"));
    Files.setLastModifiedTime(
        root.resolve("app.css"), FileTime.from(Instant.parse("2026-01-02T03:04:05.678Z")));
    server =
        TestServer.of(
            routes -> {
              routes.files("/assets", root);
              routes.resources("/near", FilesTest.class, "files");
            });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static void write(Path file, String text) throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, UTF_8);
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("none");
  }

  @Test
  void a_file_is_served_with_its_type_length_tag_and_date() throws Exception {
    var response = get("/assets/app.css");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("body { color: teal }");
    assertThat(header(response, "content-type")).isEqualTo("text/css; charset=utf-8");
    assertThat(header(response, "content-length")).isEqualTo("20");
    assertThat(header(response, "last-modified")).isEqualTo("Fri, 2 Jan 2026 03:04:05 GMT");
    assertThat(header(response, "etag")).matches("\"[0-9a-f]+-14\"");
    assertThat(header(response, "cache-control")).isEqualTo("no-cache");
    assertThat(header(response, "x-content-type-options")).isEqualTo("nosniff");
  }

  @ParameterizedTest
  @CsvSource({
    "/assets/a%20b%20%C3%A4.txt, blank",
    "/assets/inside.css, teal",
    "/assets/page/, <h1>Page</h1>",
    "/assets/page/index.html, <h1>Page</h1>",
    "/near/, near the class",
    "/near/index.html, near the class",
  })
  void names_links_inside_and_directories_are_found(String path, String expected) throws Exception {
    var response = get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains(expected);
  }

  @Test
  void a_directory_without_its_slash_is_sent_there() throws Exception {
    var response = get("/assets/page");

    assertThat(response.statusCode()).isEqualTo(308);
    assertThat(header(response, "location")).isEqualTo("/assets/page/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/nothing.txt",
        "/assets/",
        "/assets/app.css/x",
        "/assets/../secret.txt",
        "/assets/page/../../secret.txt",
        "/assets/%2e%2e/secret.txt",
        "/assets/%2E%2E/assets/app.css",
        "/assets/.%2e/secret.txt",
        "/assets/..%2fsecret.txt",
        "/assets/page%2findex.html",
        "/assets/..%5csecret.txt",
        "/assets/page%5c..%5c..%5csecret.txt",
        "/assets/%2fetc/passwd",
        "/assets//etc/passwd",
        "/assets/app.css%00.png",
        "/assets/app.css%00",
        "/assets/%00",
        "/assets/out.txt",
        "/assets/outside/secret.txt",
        "/assets/outside",
        "/assets/.env",
        "/assets/page/.git/config",
        "/assets/./app.css",
        "/assets/....//secret.txt",
        "/assets-too/secret.txt",
        "/near/../FilesTest.class",
        "/near/%2e%2e/FilesTest.class",
      })
  void no_path_leads_out_of_the_directory_or_to_a_hidden_name(String path) throws Exception {
    try (var raw = server.raw()) {
      var answer =
          raw.send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").readToEnd();

      assertThat(answer).startsWith("HTTP/1.1 404 ").contains("application/problem+json");
      assertThat(answer).doesNotContain("hunter2", dir.toString(), "Exception", "root:");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/assets/%ff", "/assets/%c0%ae%c0%ae/secret.txt", "/assets/%"})
  void a_path_that_cannot_be_decoded_is_a_400(String path) throws Exception {
    try (var raw = server.raw()) {
      var answer = raw.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").readToEnd();

      assertThat(answer).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void what_the_client_has_already_is_a_304() throws Exception {
    var first = get("/assets/app.css");
    var tag = header(first, "etag");

    assertThat(get("/assets/app.css", "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(get("/assets/app.css", "If-None-Match", "\"x\", W/" + tag).statusCode())
        .isEqualTo(304);
    assertThat(get("/assets/app.css", "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
    assertThat(
            get("/assets/app.css", "If-Modified-Since", header(first, "last-modified"))
                .statusCode())
        .isEqualTo(304);
    assertThat(
            get("/assets/app.css", "If-Modified-Since", "Thu, 01 Jan 2026 00:00:00 GMT")
                .statusCode())
        .isEqualTo(200);
    assertThat(get("/assets/app.css", "If-Modified-Since", "yesterday").statusCode())
        .isEqualTo(200);
  }

  @Test
  void head_has_the_headers_of_get() throws Exception {
    try (var raw = server.raw()) {
      var answer =
          raw.send("HEAD /assets/large.bin HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
              .readToEnd();

      assertThat(answer).startsWith("HTTP/1.1 200 ").contains("content-length: 1000000\r\n");
      assertThat(answer).contains("application/octet-stream").endsWith("\r\n\r\n");
    }
  }

  @Test
  void a_large_file_comes_whole_and_an_empty_one_is_empty() throws Exception {
    assertThat(get("/assets/large.bin").body()).isEqualTo("0123456789".repeat(100_000));
    assertThat(header(get("/assets/empty.txt"), "content-length")).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-3       | 206 | 0123 | bytes 0-3/1000000",
        "bytes=999998-   | 206 | 89   | bytes 999998-999999/1000000",
        "bytes=-3        | 206 | 789  | bytes 999997-999999/1000000",
        "bytes=999999-9999999 | 206 | 9 | bytes 999999-999999/1000000",
        "bytes=1000000-  | 416 | the file has 1000000 bytes | bytes */1000000",
        "bytes=-0        | 416 | the file has 1000000 bytes | bytes */1000000",
      })
  void a_part_can_be_asked_for(String range, int status, String body, String contentRange)
      throws Exception {
    var response = get("/assets/large.bin", "Range", range);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains(body);
    assertThat(header(response, "content-length"))
        .isEqualTo(String.valueOf(response.body().length()));
    assertThat(header(response, "content-range")).isEqualTo(contentRange);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=5-1", "bytes=a-b", "bytes=-", "lines=1-2", "bytes=0-1,3-4"})
  void a_range_that_is_none_is_ignored(String range) throws Exception {
    assertThat(get("/assets/large.bin", "Range", range).statusCode()).isEqualTo(200);
  }

  @Test
  void a_part_of_another_version_is_not_given() throws Exception {
    var tag = header(get("/assets/app.css"), "etag");

    var same = get("/assets/app.css", "Range", "bytes=0-3", "If-Range", tag);
    var other = get("/assets/app.css", "Range", "bytes=0-3", "If-Range", "\"other\"");

    assertThat(same.statusCode()).isEqualTo(206);
    assertThat(other.statusCode()).isEqualTo(200);
  }

  @Test
  void another_method_is_a_405() throws Exception {
    var response = server.send("DELETE", "/assets/app.css", "", "");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(header(response, "allow")).isEqualTo("GET, HEAD, OPTIONS");
  }

  @Test
  void resources_of_a_jar_are_served_like_files() throws Exception {
    var jar = dir.resolve("page.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (var directory : new String[] {"web/", "web/page/"}) {
        out.putNextEntry(new JarEntry(directory));
      }
      out.putNextEntry(new JarEntry("web/page/index.html"));
      out.write("<h1>In a jar</h1>".getBytes(UTF_8));
      out.putNextEntry(new JarEntry("secret.txt"));
      out.write(SECRET.getBytes(UTF_8));
    }
    try (var files = java.nio.file.FileSystems.newFileSystem(jar)) {
      var tree = FileTree.of(files.getPath("web"), "here");
      var served = TestServer.of(routes -> routes.files("/", files.getPath("web")));
      try (served) {
        assertThat(served.get("/page/").body()).isEqualTo("<h1>In a jar</h1>");
        assertThat(served.get("/%2e%2e/secret.txt").statusCode()).isEqualTo(404);
        assertThat(tree.find("page/index.html")).isNotNull();
      }
    }
  }

  @Test
  void a_directory_that_is_not_there_fails_the_start() {
    assertThatThrownBy(() -> TestServer.of(routes -> routes.files("/x", dir.resolve("none"))))
        .isInstanceOf(RouteException.class)
        .hasMessageContaining("files: the directory " + dir.resolve("none") + " is not there")
        .hasMessageContaining("FilesTest.java:")
        .hasMessageContaining("make it, or name another");
    assertThatThrownBy(
            () -> TestServer.of(routes -> routes.resources("/x", FilesTest.class, "none")))
        .isInstanceOf(RouteException.class)
        .hasMessageContaining("files: the folder none of the class path is not there");
  }
}
