package lido.server;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A directory whose files are served, on disk or in a jar.
 *
 * @param root absolute, without symbolic links
 */
record FileTree(Path root) {

  /** Takes the place of the route, for the message when the directory is not there. */
  static FileTree of(Path directory, String place) {
    try {
      var root = directory.toRealPath();
      if (Files.isDirectory(root)) {
        return new FileTree(root);
      }
    } catch (IOException e) {
      // Reported below.
    }
    throw missing("the directory " + directory.toAbsolutePath(), place);
  }

  static FileTree of(Class<?> near, String folder, String place) {
    var url = near.getResource(folder);
    if (url == null) {
      throw missing("the folder %s of the class path".formatted(folder), place);
    }
    try {
      return of(path(url.toURI()), place);
    } catch (URISyntaxException | IOException e) {
      throw missing("the folder %s of the class path (%s)".formatted(folder, e), place);
    }
  }

  /**
   * Returns the file or directory of a path without dot segments. Returns null if there is none, if
   * a symbolic link leads out of the tree, or if a name is hidden.
   */
  @Nullable Path find(String relative) {
    try {
      var found = root;
      for (var segment : relative.isEmpty() ? List.<String>of() : List.of(relative.split("/"))) {
        if (segment.startsWith(".")) {
          return null;
        }
        found = found.resolve(segment);
      }
      var real = found.toRealPath();
      return real.startsWith(root) ? real : null;
    } catch (InvalidPathException | IOException e) {
      return null;
    }
  }

  private static Path path(URI uri) throws IOException {
    if ("jar".equals(uri.getScheme())) {
      try {
        // It stays open: it is the class path, and each generation asks for it again.
        FileSystems.newFileSystem(uri, Map.of());
      } catch (FileSystemAlreadyExistsException e) {
        // Opened before.
      }
    }
    return Path.of(uri);
  }

  private static RouteException missing(String what, String place) {
    return new RouteException(
        List.of(
            """
            files: %s is not there
              where: %s
              fix:   make it, or name another\
            """
                .formatted(what, place)));
  }
}
