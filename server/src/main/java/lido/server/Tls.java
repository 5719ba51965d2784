package lido.server;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import lido.config.ConfigSection;

/**
 * A certificate with its chain, and the key that fits it: the contents of two PEM files, which are
 * read and tried when the configuration is checked. No message shows anything of the key.
 */
record Tls(List<X509Certificate> chain, Buffer cert, Buffer key) {

  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  /** Reads the block {@code tls}, and reports the problems of its files to the section. */
  static Optional<Tls> read(ConfigSection section) {
    section.rejectUnknownKeys(
        Set.of("cert", "key"), Map.of("ssl_cert_file", "cert", "ssl_key_file", "key"));
    var cert = file(section, "cert");
    var key = file(section, "key");
    if (cert.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    var chain = chain(section, cert.get());
    var privateKey = privateKey(section, key.get());
    if (chain.isEmpty() || privateKey.isEmpty()) {
      return Optional.empty();
    }
    if (!checkDates(section, chain)) {
      return Optional.empty();
    }
    if (!fit(chain.get(0).getPublicKey(), privateKey.get())) {
      section.problem(
          "key",
          "is not the key of the certificate in " + section.shown("cert"),
          "name the key that the certificate was made for; the first certificate of the file"
              + " counts");
      return Optional.empty();
    }
    return Optional.of(new Tls(chain, cert.get(), key.get()));
  }

  /** Returns certificate and key as Vert.x takes them. */
  PemKeyCertOptions options() {
    return new PemKeyCertOptions().addCertValue(cert).addKeyValue(key);
  }

  @Override
  public String toString() {
    return "Tls[certificates " + chain.size() + ", key hidden]";
  }

  private static Optional<Buffer> file(ConfigSection section, String name) {
    var text = section.string(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Buffer.buffer(Files.readAllBytes(Path.of(text))));
    } catch (IOException | InvalidPathException e) {
      section.problem(
          name,
          "must be a PEM file that this user can read, is %s: %s"
              .formatted(section.shown(name), e.getClass().getSimpleName()),
          "write its path, from where the server is started, and let this user read it");
      return Optional.empty();
    }
  }

  private static List<X509Certificate> chain(ConfigSection section, Buffer pem) {
    try {
      var chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getBytes()))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!chain.isEmpty()) {
        return chain;
      }
    } catch (GeneralSecurityException e) {
      // Reported below.
    }
    section.problem(
        "cert",
        "holds no certificate: " + section.shown("cert"),
        "name a PEM file with BEGIN CERTIFICATE, the server's own first, then its chain");
    return List.of();
  }

  /** Reports a certificate that is not valid today: careful clients refuse it. */
  private static boolean checkDates(ConfigSection section, List<X509Certificate> chain) {
    try {
      for (var certificate : chain) {
        certificate.checkValidity();
      }
      return true;
    } catch (CertificateException e) {
      section.problem(
          "cert",
          "a certificate in %s is not valid today: %s"
              .formatted(section.shown("cert"), e.getMessage()),
          "have it renewed, or set the clock of this machine right");
      return false;
    }
  }

  private static Optional<PrivateKey> privateKey(ConfigSection section, Buffer pem) {
    var found = PKCS8.matcher(pem.toString(StandardCharsets.US_ASCII));
    if (found.find()) {
      try {
        var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1)));
        for (var algorithm : new String[] {"RSA", "EC"}) {
          try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(spec));
          } catch (GeneralSecurityException e) {
            // It may be of the other kind.
          }
        }
      } catch (IllegalArgumentException e) {
        // Reported below, without the decoder's words: they quote the key.
      }
    }
    section.problem(
        "key",
        "holds no RSA or EC key in PKCS #8, not encrypted: " + section.shown("key"),
        "name a PEM file with BEGIN PRIVATE KEY; openssl pkcs8 -topk8 -nodes -in OLD makes one");
    return Optional.empty();
  }

  /** Returns whether the public key verifies the signature of the private key. */
  private static boolean fit(PublicKey publicKey, PrivateKey privateKey) {
    try {
      var algorithm = privateKey.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
      var text = "lido".getBytes(StandardCharsets.US_ASCII);
      var signing = Signature.getInstance(algorithm);
      signing.initSign(privateKey);
      signing.update(text);
      var verifying = Signature.getInstance(algorithm);
      verifying.initVerify(publicKey);
      verifying.update(text);
      return verifying.verify(signing.sign());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
