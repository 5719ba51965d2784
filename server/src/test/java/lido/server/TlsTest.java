package lido.server;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import lido.config.ConfigException;
import lido.config.ConfigProblem;
import lido.config.ConfigSection;
import lido.container.Application;
import lido.server.Controllers.Echo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TlsTest {

  @TempDir private static Path dir;

  private static Path cert;
  private static Path key;
  private static Path otherCert;
  private static Path otherKey;

  @BeforeAll
  static void certificates() throws Exception {
    cert = dir.resolve("cert.pem");
    key = dir.resolve("key.pem");
    otherCert = dir.resolve("other-cert.pem");
    otherKey = dir.resolve("other.pem");
    selfSigned(cert, key);
    selfSigned(otherCert, otherKey);
  }

  /** With the JDK's own tool, which cannot write PEM. */
  private static void selfSigned(Path cert, Path key, String... more) throws Exception {
    var store = dir.resolve(key.getFileName() + ".p12");
    var keytool =
        new ProcessBuilder(
                (Path.of(System.getProperty("java.home"), "bin", "keytool")
                        + " -genkeypair -alias own -keyalg EC -dname CN=localhost -ext"
                        + " SAN=dns:localhost -storetype PKCS12 -storepass changeit -keystore "
                        + store
                        + (more.length == 0 ? "" : " " + String.join(" ", more)))
                    .split(" "))
            .redirectErrorStream(true)
            .start();
    assertThat(new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .doesNotContain("error");
    assertThat(keytool.waitFor()).isZero();
    var password = "changeit".toCharArray();
    var loaded = KeyStore.getInstance(store.toFile(), password);
    pem(cert, "CERTIFICATE", loaded.getCertificate("own").getEncoded());
    pem(key, "PRIVATE KEY", loaded.getKey("own", password).getEncoded());
  }

  private static void pem(Path file, String type, byte[] bytes) throws IOException {
    var text = Base64.getMimeEncoder().encodeToString(bytes);
    Files.writeString(
        file, "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(type, text));
  }

  private static TestServer server(String more) throws InterruptedException {
    return TestServer.of(
        config(cert, key) + more,
        routes -> {
          routes.get("/", Echo.class, Echo::hello);
          routes.post("/body", Echo.class, Echo::body);
        });
  }

  private static String config(Path cert, Path key) {
    return """
    server.listen = "https://127.0.0.1:0"
    server.listeners.main.tls {
      cert = "%s"
      key = "%s"
    }
    """
        .formatted(cert, key);
  }

  private static HttpClient client(HttpClient.Version version) throws Exception {
    return HttpClient.newBuilder().version(version).sslContext(trusting()).build();
  }

  private static SSLContext trusting() throws Exception {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("own", certificate(cert));
    store.setCertificateEntry("other", certificate(otherCert));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static HttpResponse<String> get(HttpClient client, TestServer server) throws Exception {
    return get(client, server.port());
  }

  private static HttpResponse<String> get(HttpClient client, int port) throws Exception {
    var uri = URI.create("https://localhost:" + port + "/");
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  @Test
  void a_client_may_choose_http_2_or_http_1_1() throws Exception {
    try (var server = server("")) {
      var two = get(client(HttpClient.Version.HTTP_2), server);
      var one = get(client(HttpClient.Version.HTTP_1_1), server);

      assertThat(two.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(two.body()).isEqualTo("{\"hello\":\"world\"}");
      assertThat(one.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
      assertThat(one.body()).isEqualTo("{\"hello\":\"world\"}");
    }
  }

  @Test
  void requests_of_doubtful_length_are_refused_with_tls_too() throws Exception {
    try (var server = server("");
        var socket = trusting().getSocketFactory().createSocket("127.0.0.1", server.port())) {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write(
              ("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
                      + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));

      assertThat(readToEnd(socket.getInputStream())).contains(" 400 ").doesNotContain(" 200 ");
    }
  }

  @Test
  void who_does_not_speak_tls_gets_no_answer_and_hurts_nobody() throws Exception {
    try (var server = server("");
        var silent = new Socket("127.0.0.1", server.port());
        var plain = new Socket("127.0.0.1", server.port())) {
      plain.setSoTimeout(60_000);
      plain
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      assertThat(readToEnd(plain.getInputStream())).doesNotContain("HTTP/1.1", "Exception");
      assertThat(get(client(HttpClient.Version.HTTP_2), server).statusCode()).isEqualTo(200);
      assertThat(silent.isConnected()).isTrue();
    }
  }

  @Test
  void a_handshake_has_the_time_of_the_headers() throws Exception {
    try (var server = server("server.limits.header-timeout = 200ms");
        var silent = new Socket("127.0.0.1", server.port())) {
      silent.setSoTimeout(60_000);

      assertThat(readToEnd(silent.getInputStream())).isEmpty();
    }
  }

  private static String readToEnd(InputStream in) {
    var bytes = new ByteArrayOutputStream();
    try {
      in.transferTo(bytes);
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("the server did not close", e);
    } catch (IOException e) {
      // A reset is an end, too.
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static List<ConfigProblem> problems(Path cert, Path key) {
    var problems = new ArrayList<ConfigProblem>();
    var config =
        ConfigFactory.parseString(
                config(cert, key),
                ConfigParseOptions.defaults().setOriginDescription("application.conf"))
            .withFallback(ConfigFactory.parseString("app.name = test"))
            .withFallback(ConfigFactory.parseResources("reference.conf"))
            .resolve();
    ServerConfig.read(ConfigSection.of(config, "server", problems::add));
    return problems;
  }

  private static void assertProblem(Path cert, Path key, String name, int line, String what) {
    assertThat(problems(cert, key))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("server.listeners.main.tls." + name);
              assertThat(problem.origin()).isEqualTo("application.conf: " + line);
              assertThat(problem.what()).contains(what);
              assertThat(problem.toString()).doesNotContain("MII", "PRIVATE KEY-----");
            });
  }

  @Test
  void a_file_that_is_missing_or_wrong_is_a_problem_with_its_line() throws Exception {
    var text = Files.writeString(dir.resolve("text.pem"), "hunter2");
    var broken =
        Files.writeString(
            dir.resolve("broken.pem"),
            Files.readString(key).replaceAll("(?m)^([A-Za-z0-9+/]{20})", "AAAA"));

    assertProblem(dir.resolve("none"), key, "cert", 3, "must be a PEM file that this user can");
    assertProblem(cert, dir.resolve("none"), "key", 4, "must be a PEM file that this user can");
    assertProblem(text, key, "cert", 3, "holds no certificate");
    assertProblem(key, key, "cert", 3, "holds no certificate");
    assertProblem(cert, text, "key", 4, "holds no RSA or EC key");
    assertProblem(cert, cert, "key", 4, "holds no RSA or EC key");
    assertProblem(cert, broken, "key", 4, "holds no RSA or EC key");
  }

  @Test
  void a_key_of_another_certificate_is_a_problem() {
    assertProblem(cert, otherKey, "key", 4, "is not the key of the certificate in");
    assertThat(problems(cert, key)).isEmpty();
  }

  @Test
  void a_certificate_that_is_not_valid_today_is_a_problem() throws Exception {
    var expired = dir.resolve("expired.pem");
    var early = dir.resolve("early.pem");
    var keyOfExpired = dir.resolve("expired-key.pem");
    var keyOfEarly = dir.resolve("early-key.pem");
    selfSigned(expired, keyOfExpired, "-startdate", "-2d", "-validity", "1");
    selfSigned(early, keyOfEarly, "-startdate", "+2d", "-validity", "1");

    assertProblem(expired, keyOfExpired, "cert", 3, "is not valid today: NotAfter");
    assertProblem(early, keyOfEarly, "cert", 3, "is not valid today: NotBefore");
  }

  @Test
  void a_reload_takes_a_changed_certificate_and_keeps_open_connections() throws Exception {
    var live = Files.copy(cert, dir.resolve("live-cert.pem"));
    var liveKey = Files.copy(key, dir.resolve("live-key.pem"));
    var more = "app.name = test\nserver.pid-file = \"%s\"".formatted(dir.resolve("live.pid"));
    var server = new AtomicReference<Server>();
    var application = Application.of(ConfigFactory.parseString(config(live, liveKey) + more));
    application.register(container -> server.set(Server.register(container))).start();
    int port = server.get().port();
    try (var open = handshake(port)) {
      assertThat(certificate(open)).isEqualTo(certificate(cert));

      Files.writeString(live, "spoilt");
      assertThatThrownBy(application::reload)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("server.listeners.main.tls.cert: holds no certificate");
      assertThat(certificateAt(port)).isEqualTo(certificate(cert));

      Files.copy(otherCert, live, REPLACE_EXISTING);
      Files.copy(otherKey, liveKey, REPLACE_EXISTING);
      application.reload();
      assertThat(certificateAt(port)).isEqualTo(certificate(otherCert));
      assertThat(get(client(HttpClient.Version.HTTP_2), port).version())
          .isEqualTo(HttpClient.Version.HTTP_2);
      open.getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(open.getInputStream().read()).isEqualTo('H');
    } finally {
      application.stop();
    }
  }

  private static SSLSocket handshake(int port) throws Exception {
    var socket = (SSLSocket) trusting().getSocketFactory().createSocket("127.0.0.1", port);
    socket.setSoTimeout(60_000);
    socket.startHandshake();
    return socket;
  }

  private static Certificate certificateAt(int port) throws Exception {
    try (var socket = handshake(port)) {
      return certificate(socket);
    }
  }

  private static Certificate certificate(SSLSocket socket) throws IOException {
    return socket.getSession().getPeerCertificates()[0];
  }

  private static Certificate certificate(Path pem) throws Exception {
    try (var in = Files.newInputStream(pem)) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  @Test
  void nothing_of_the_key_is_printed() throws Exception {
    var listener = TestServer.config(config(cert, key)).listeners().get(0);

    assertThat(listener.toString())
        .contains("key hidden")
        .doesNotContain(Files.readAllLines(key).get(1));
  }
}
