package lido.console;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configuration and the class path, watched for changes. Used by one thread. */
final class FileWatch implements AutoCloseable {

  /** What has changed. */
  enum Change {
    /** One of the files of the configuration. */
    CONF,
    /** One of the jars, or something in one of the directories or below. */
    CLASSES
  }

  private static final Logger LOGGER = LoggerFactory.getLogger(FileWatch.class);

  /** An editor or a compiler writes more than once; it has ended when nothing comes for so long. */
  private static final Duration QUIET = Duration.ofMillis(300);

  private final WatchService service = FileSystems.getDefault().newWatchService();

  /** The directories and jars of the class path that were there at first. */
  private final List<Path> classPath;

  /** The directories of the class path, and all below them. */
  private final Map<WatchKey, Path> trees = new HashMap<>();

  /** The directories that the files are in. */
  private final Map<WatchKey, Path> parents = new HashMap<>();

  private final Map<Path, Change> files = new HashMap<>();

  FileWatch(Collection<Path> classPath) throws IOException {
    this.classPath = classPath.stream().map(FileWatch::absolute).filter(Files::exists).toList();
    for (var entry : this.classPath) {
      if (!Files.isDirectory(entry)) {
        files.put(entry, Change.CLASSES);
      }
    }
    watchWhatIsNew();
  }

  /** From now on these files of the configuration are watched, too. */
  void files(Collection<Path> more) {
    for (var file : more) {
      files.put(absolute(file), Change.CONF);
      watch(absolute(file).resolveSibling(""), parents);
    }
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /**
   * Waits for a change and for the quiet after it, and returns what has changed. While a part of
   * the class path is missing (a build has deleted it, and will write it again) nothing has.
   */
  Set<Change> await() throws InterruptedException {
    var changes = EnumSet.noneOf(Change.class);
    while (true) {
      var key = service.poll(QUIET.toMillis(), MILLISECONDS);
      if (key != null) {
        collect(key, changes);
      } else if (!changes.addAll(watchWhatIsNew())
          && !changes.isEmpty()
          && classPath.stream().allMatch(Files::exists)) {
        return changes;
      }
    }
  }

  /** Watches what was not there before, and returns what it may have brought. */
  private Set<Change> watchWhatIsNew() {
    var changes = EnumSet.noneOf(Change.class);
    for (var entry : classPath) {
      if (Files.isDirectory(entry) && watch(entry, trees)) {
        watchAll(entry);
        changes.add(Change.CLASSES);
      }
    }
    files.forEach(
        (file, change) -> {
          if (watch(file.resolveSibling(""), parents)) {
            changes.add(change);
          }
        });
    return changes;
  }

  /** Returns whether it was not watched: one that was deleted and made again is another one. */
  private boolean watch(Path directory, Map<WatchKey, Path> watched) {
    try {
      var key = directory.register(service, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
      return watched.put(key, directory) == null;
    } catch (IOException e) {
      LOGGER.debug("{} is not there", directory, e);
      return false;
    }
  }

  /** Each before its content is read: what appears in it later is an event. */
  private void watchAll(Path directory) {
    try {
      Files.walkFileTree(
          directory,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
              watch(each, trees);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path each, IOException gone) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      LOGGER.debug("{} came and went", directory, e);
    }
  }

  private void collect(WatchKey key, Set<Change> changes) {
    for (var event : key.pollEvents()) {
      collect(key, event, changes);
    }
    if (!key.reset()) {
      trees.remove(key);
      parents.remove(key);
    }
  }

  private void collect(WatchKey key, WatchEvent<?> event, Set<Change> changes) {
    boolean lost = event.kind() == OVERFLOW;
    var directory = trees.get(key);
    if (directory != null) {
      changes.add(Change.CLASSES);
      var path = event.context() instanceof Path name ? directory.resolve(name) : directory;
      if (Files.isDirectory(path)) {
        watchAll(path);
      }
    }
    var parent = parents.get(key);
    if (parent != null) {
      files.forEach(
          (file, change) -> {
            if (lost
                || (event.context() instanceof Path name && file.equals(parent.resolve(name)))) {
              changes.add(change);
            }
          });
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
