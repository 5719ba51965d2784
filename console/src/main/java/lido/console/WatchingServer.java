package lido.console;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import lido.config.ConfigException;
import lido.container.Application;
import lido.container.FailureText;
import lido.server.admin.AdminSocket;
import org.jspecify.annotations.Nullable;

/**
 * {@code start --watch}, for development. Runs the server as a child process. A change of the
 * configuration reloads it. A change of its classes starts it anew, because a JVM loads a class
 * once. A server that does not start is started again at the next change. SIGTERM and SIGINT are
 * passed on to it.
 */
final class WatchingServer {

  private final Path conf;
  private final Supplier<RunningServer> target;
  private final ServerProcess.Program program;
  private final Consumer<String> say;

  /** Changes of the files, and ends of the child, in order. An end is an empty set. */
  private final BlockingQueue<Set<FileWatch.Change>> events = new LinkedBlockingQueue<>();

  /** Set by the first SIGTERM or SIGINT. */
  private final AtomicBoolean told = new AtomicBoolean();

  /** The running child, for the shutdown hook. Null before the first start. */
  private volatile @Nullable ServerProcess child;

  WatchingServer(
      Path conf,
      Supplier<RunningServer> target,
      ServerProcess.Program program,
      Consumer<String> say) {
    this.conf = conf;
    this.target = target;
    this.program = program;
    this.say = say;
  }

  /** Blocks until the server is stopped. Returns its exit code. */
  int run() throws IOException, InterruptedException {
    var classPath = classPath();
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopChild, "stop-child"));
    Signals.on("TERM", this::end);
    Signals.on("INT", this::end);
    try (var watched = new FileWatch(classPath)) {
      watched.watchFiles(Application.files(conf));
      var watcher = new Thread(() -> watch(watched), "watch");
      watcher.setDaemon(true);
      watcher.start();
      say.accept("watching " + conf + " and what it includes" + and(classPath));
      return run(classPath);
    }
  }

  private static String and(List<Path> classPath) {
    var text = new StringBuilder();
    classPath.stream()
        .filter(Files::isDirectory)
        .forEach(directory -> text.append(", ").append(directory));
    long jars = classPath.stream().filter(Files::isRegularFile).count();
    return text.append(" and ").append(jars).append(" jars").toString();
  }

  private int run(List<Path> classPath) throws IOException, InterruptedException {
    var current = startChild(classPath);
    while (true) {
      var changes = events.take();
      if (changes.isEmpty()) {
        if (current.isAlive()) {
          // This was the end of a child that has been replaced.
          continue;
        }
        if (current.exitCode() != ExitCodes.FAILED || current.hasServed()) {
          return current.exitCode();
        }
        say.accept("it did not start; waiting for a change");
      } else if (current.hasServed() && !changes.contains(FileWatch.Change.CLASSES)) {
        say.accept("the configuration has changed: reloading");
        reload();
      } else {
        say.accept("something has changed: starting anew");
        current.stop();
        current = startChild(classPath);
      }
    }
  }

  private void reload() {
    try {
      target.get().reload();
    } catch (IOException | RuntimeException e) {
      say.accept(FailureText.of(e));
    }
  }

  private void watch(FileWatch watched) {
    try {
      while (true) {
        var changes = watched.await();
        watched.watchFiles(Application.files(conf));
        events.add(changes);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ServerProcess startChild(List<Path> classPath) throws IOException {
    var self = "-D" + ServerProcess.PARENT + "=" + ProcessHandle.current().pid();
    var started =
        ServerProcess.start(List.of(self), classPath, program, ProcessBuilder.Redirect.INHERIT);
    child = started;
    var waiter = new Thread(() -> awaitServing(started), "await-serving");
    waiter.setDaemon(true);
    waiter.start();
    started.onExit(() -> events.add(Set.of()));
    return started;
  }

  private void awaitServing(ServerProcess started) {
    try {
      started.awaitServing(AdminSocket.beside(target.get().pidFile()));
    } catch (ConfigException e) {
      // The child reports the same, and ends.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The first signal ends both processes. A second signal goes to the child, which then ends at
   * once.
   */
  private void end() {
    if (told.compareAndSet(false, true)) {
      System.exit(ExitCodes.FAILED);
    }
    var running = child;
    if (running != null) {
      running.handle().destroy();
    }
  }

  /**
   * The shutdown hook. It stops the child, and ends this process with the exit code of the child.
   */
  private void stopChild() {
    var running = child;
    if (running != null) {
      try {
        running.stop();
        Runtime.getRuntime().halt(running.exitCode());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Returns our class path, with the directories of classes in the place of the jars that a build
   * makes of them. So a change shows before a jar is packed.
   */
  private static List<Path> classPath() throws IOException {
    var path = new ArrayList<Path>();
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      var file = Path.of(entry);
      var classes = file.resolveSibling("classes");
      if (entry.endsWith(".jar") && Files.isDirectory(classes)) {
        path.add(classes);
        needed(file).forEach(path::add);
      } else {
        path.add(file);
      }
    }
    return path;
  }

  private static Stream<Path> needed(Path jar) throws IOException {
    try (var opened = new JarFile(jar.toFile())) {
      var manifest = opened.getManifest();
      var names =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return names == null
          ? Stream.empty()
          : Arrays.stream(names.split(" ", -1)).map(name -> jar.resolveSibling(name));
    }
  }
}
