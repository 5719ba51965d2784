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

/** Watches the configuration and the class path for changes. Used by one thread. */
final class FileWatch implements AutoCloseable {

  /** The kind of a change. */
  enum Change {
    /** A file of the configuration has changed. */
    CONF,
    /** A jar has changed, or a file below a directory of classes. */
    CLASSES
  }

  private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

  /** An editor or a compiler writes several times. After so long without a change it has ended. */
  private static final Duration QUIET = Duration.ofMillis(300);

  private final WatchService service = FileSystems.getDefault().newWatchService();

  /** The directories and jars of the class path that existed at the start. */
  private final List<Path> classPath;

  /** The directories of the class path, and all below them. */
  private final Map<WatchKey, Path> trees = new HashMap<>();

  /** The directories of the files. */
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

  /** Watches these files of the configuration, too. */
  void watchFiles(Collection<Path> more) {
    for (var file : more) {
      files.put(absolute(file), Change.CONF);
      watch(absolute(file).resolveSibling(""), parents);
    }
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /**
   * Waits for changes, and for the quiet after them. Returns their kinds. It goes on waiting while
   * a part of the class path is missing: a build has deleted it, and will write it again.
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

  /** Watches the directories that have appeared. Returns the changes that they may contain. */
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

  /**
   * Watches a directory. Returns whether it is new: a directory that was deleted and made again is.
   */
  private boolean watch(Path directory, Map<WatchKey, Path> watched) {
    try {
      var key = directory.register(service, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY);
      return watched.put(key, directory) == null;
    } catch (IOException e) {
      LOG.debug("{} is not there", directory, e);
      return false;
    }
  }

  /** Watches each directory before its content is read. So no file can appear unseen. */
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
      LOG.debug("{} came and went", directory, e);
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
