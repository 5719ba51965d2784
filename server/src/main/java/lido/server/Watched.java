package lido.server;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files and directories that are watched for changes. Used by one thread. */
final class Watched implements AutoCloseable {

  /** What has changed. */
  enum Change {
    /** One of the files. */
    CONF,
    /** Something in one of the directories, or below. */
    CLASSES
  }

  private static final Logger LOGGER = LoggerFactory.getLogger(Watched.class);

  /** An editor or a compiler writes more than once; it has ended when nothing comes for so long. */
  private static final Duration QUIET = Duration.ofMillis(300);

  private final WatchService service = FileSystems.getDefault().newWatchService();

  /** The directories for classes; those that appear below are added. */
  private final Map<WatchKey, Path> classes = new HashMap<>();

  /** The directories that the files are in. */
  private final Map<WatchKey, Path> parents = new HashMap<>();

  private final Set<Path> files = new HashSet<>();

  Watched(Collection<Path> directories) throws IOException {
    for (var directory : directories) {
      watchAll(directory);
    }
  }

  /** From now on these files are watched, and no others. */
  void files(Collection<Path> now) throws IOException {
    files.clear();
    files.addAll(now);
    for (var file : now) {
      var parent = file.toAbsolutePath().getParent();
      if (parent != null && Files.isDirectory(parent)) {
        // The key of a directory that is watched already is the same one.
        parents.put(register(parent), parent);
      }
    }
  }

  private WatchKey register(Path directory) throws IOException {
    return directory.register(service, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
  }

  private void watchAll(Path directory) throws IOException {
    try (var all = Files.walk(directory)) {
      for (var each : all.filter(Files::isDirectory).toList()) {
        classes.put(register(each), each);
      }
    }
  }

  /** Waits for a change and for the quiet after it, and returns what has changed. */
  Set<Change> await() throws InterruptedException {
    var changes = EnumSet.noneOf(Change.class);
    while (changes.isEmpty()) {
      collect(service.take(), changes);
    }
    while (true) {
      var more = service.poll(QUIET.toMillis(), MILLISECONDS);
      if (more == null) {
        return changes;
      }
      collect(more, changes);
    }
  }

  private void collect(WatchKey key, Set<Change> changes) {
    for (var event : key.pollEvents()) {
      collect(key, event, changes);
    }
    if (!key.reset()) {
      classes.remove(key);
      parents.remove(key);
    }
  }

  private void collect(WatchKey key, WatchEvent<?> event, Set<Change> changes) {
    boolean lost = event.kind() == OVERFLOW;
    var directory = classes.get(key);
    if (directory != null) {
      changes.add(Change.CLASSES);
      if (event.context() instanceof Path name) {
        watchNew(directory.resolve(name));
      }
    }
    var parent = parents.get(key);
    if (parent != null
        && (lost
            || (event.context() instanceof Path name && files.contains(parent.resolve(name))))) {
      changes.add(Change.CONF);
    }
  }

  private void watchNew(Path path) {
    if (Files.isDirectory(path)) {
      try {
        watchAll(path);
      } catch (IOException e) {
        LOGGER.debug("{} came and went", path, e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
