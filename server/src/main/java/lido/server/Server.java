package lido.server;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lido.config.ConfigException;
import lido.config.ConfigProblem;
import lido.config.ConfigSection;
import lido.container.AppState;
import lido.container.Application;
import lido.container.Container;
import lido.container.FailureText;
import lido.container.Worker;
import lido.server.admin.AdminSocket;
import lido.server.admin.PidFile;
import lido.server.admin.Status;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The master: owns the listening sockets and dispatches requests to the workers. Thread-safe.
 *
 * <p>{@link #register} is all that a provider needs to call.
 */
public final class Server {

  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  /** The time for closing after the drain. Nothing of it waits for a client. */
  private static final Duration CLOSING = Duration.ofSeconds(2);

  /** The time for the last answers on their way to the clients. */
  private static final Duration ANSWERING = Duration.ofMillis(500);

  /** The time for new certificates: far more than the listeners of a busy machine need. */
  private static final Duration RENEWING = Duration.ofSeconds(60);

  private final ServerConfig config;
  private final Consumer<List<String>> banner;

  private final Traffic traffic = new Traffic();

  /** Held for a whole start, and for a whole stop. */
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private @Nullable PidFile pidFile;

  @GuardedBy("lock")
  private @Nullable AdminSocket adminSocket;

  @GuardedBy("lock")
  private @Nullable Vertx vertx;

  @GuardedBy("lock")
  private @Nullable Supplier<List<Worker>> workers;

  /** Written with the lock held. Read without it: a stop has the lock until it ends. */
  private volatile @Nullable Listeners listeners;

  /** Done when a stop begins. Asked without the lock. */
  private final CompletableFuture<Void> stopping = new CompletableFuture<>();

  /** By the listener's name. Written once, when all listen. */
  private volatile Map<String, Integer> ports = Map.of();

  Server(ServerConfig config, Consumer<List<String>> banner) {
    this.config = config;
    this.banner = banner;
  }

  /**
   * Reads the block {@code server}, binds the server, and adds its hooks. They write the PID file
   * before the workers start, build the controllers in each worker, listen after all have started,
   * and drain before they stop. The last provider calls this: so everything is up when the banner
   * is printed. All generations of the application have one server. A reload gives it another
   * routing table.
   */
  public static Server register(Container container) {
    var section = ConfigSection.of(container.config(), "server", container::problem);
    var config = ServerConfig.read(section);
    var server = container.once(Server.class, () -> new Server(config, Banner::print));
    container.needsRestart(
        "server.listen",
        "server.listeners",
        "server.listener-defaults",
        "server.dispatch",
        "server.limits",
        "server.pid-file");
    container.bind(Server.class).toInstance(server);
    container.bind(Routing.OfWorker.class);
    container.install(
        binder -> {
          Multibinder.newSetBinder(binder, RouteSet.class);
          Multibinder.newSetBinder(binder, BannerLines.class);
          Multibinder.newSetBinder(binder, Check.class).addBinding().to(RoutesCheck.class);
        });
    Check.add(container, new ServerCheck(config));
    container.onWorkerStart(new Routing()::open);
    var journal = container.once(ReloadJournal.class, ReloadJournal::new);
    container.onClaim(application -> server.claim(application, journal));
    container.onStarted(server::start);
    container.onReloaded(application -> server.renew(config));
    // Of the generation that serves: a reload may have changed it.
    container.onStop(application -> server.stop(application.drainTimeout()));
    container.onRelease(application -> server.release());
    return server;
  }

  /**
   * Listens, and prints the banner. All workers must have started.
   *
   * @throws ConfigException when the address cannot be listened at
   * @throws Exception when a line of the banner cannot be had
   */
  public void start(Application application) throws Exception {
    listen(
        application::workers,
        new DrainPolicy(() -> application.state() == AppState.STOPPING, DrainPolicy.LINGER));
    var workers = application.workers();
    var more = new ArrayList<String>();
    var injector = workers.get(0).injector();
    for (var lines : injector.getInstance(Key.get(new TypeLiteral<Set<BannerLines>>() {}))) {
      more.addAll(lines.lines(application));
    }
    banner.accept(
        Banner.lines(
            application.name(),
            application.version(),
            config.pidFile(),
            urls(),
            workers.stream().map(Worker::id).toList(),
            application.taskWorkers().stream().map(Worker::id).toList(),
            more));
  }

  /**
   * Takes the certificates of another generation. Open connections keep the old ones. Takes no
   * lock: a stop has it for the whole drain.
   *
   * @throws IllegalStateException when the old ones stay, or nobody knows whether they do
   */
  void renew(ServerConfig next) throws InterruptedException {
    var open = listeners;
    if (open != null) {
      awaitRenewal(open.renew(next.listeners()), stopping, RENEWING);
    }
  }

  /** Waits until the listeners have taken new certificates. A stop ends the waiting. */
  static void awaitRenewal(Future<Void> renewal, CompletableFuture<Void> stopping, Duration within)
      throws InterruptedException {
    var taken = renewal.toCompletionStage().toCompletableFuture();
    try {
      CompletableFuture.anyOf(stopping, taken).get(within.toMillis(), MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the listeners have not taken the new certificates within "
              + within.toSeconds()
              + "s, and may still do; until then clients see the old ones",
          e);
    } catch (ExecutionException e) {
      if (stopping.isDone()) {
        return;
      }
      var cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(
          "the listeners do not take the new certificates, and keep the old ones: " + cause, cause);
    }
  }

  /** Stops accepting, finishes what runs within {@code server.drain-timeout}, and closes. */
  public void stop() {
    stop(config.drainTimeout());
  }

  private void stop(Duration drainTimeout) {
    stopping.complete(null);
    lock.lock();
    try {
      if (listeners != null) {
        drain(listeners, drainTimeout);
        listeners = null;
      }
      if (vertx != null) {
        finish(vertx.close(), CLOSING);
        vertx = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Closes the admin socket and the PID file, after all else: then another server may start. */
  private void release() {
    lock.lock();
    try {
      if (adminSocket != null) {
        adminSocket.close();
        adminSocket = null;
      }
      if (pidFile != null) {
        pidFile.close();
        pidFile = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the port of {@code server.listen}. If the configured port is 0, it is the free port
   * that was found.
   *
   * @throws IllegalStateException before the start
   */
  public int port() {
    return port(ListenerConfig.MAIN);
  }

  /**
   * Returns the port of a listener, or 0 for a socket file.
   *
   * @param listener its name, such as {@code main}
   * @throws IllegalStateException before the start, or when there is no such listener
   */
  public int port(String listener) {
    var port = ports.get(listener);
    if (port == null) {
      throw new IllegalStateException(
          ports.isEmpty()
              ? "the server does not listen yet"
              : "no listener %s, only %s".formatted(listener, ports.keySet()));
    }
    return port;
  }

  /** The address of every listener, as bound. */
  private List<String> urls() {
    return config.listeners().stream()
        .flatMap(each -> each.urls(port(each.name())).stream())
        .toList();
  }

  /** Returns how many connections are open. */
  int connections() {
    var open = listeners;
    return open == null ? 0 : open.connections();
  }

  /** Takes the PID file, and then opens the admin socket beside it. */
  private void claim(Application application, ReloadJournal journal) {
    lock.lock();
    try {
      pidFile = PidFile.claim(config.pidFile());
      adminSocket =
          AdminSocket.open(
              AdminSocket.beside(config.pidFile()),
              new AdminCommands(application, traffic, journal, this::listening));
    } catch (PidFile.AlreadyRunningException e) {
      throw problem(
          "server.pid-file",
          config.pidFileOrigin(),
          String.valueOf(e.getMessage()),
          "stop it with bin/server stop, or give this one another server.pid-file");
    } catch (IOException e) {
      throw problem(
          "server.pid-file",
          config.pidFileOrigin(),
          pidFile == null
              ? "cannot be written: " + FailureText.unwritable(e)
              : "the admin socket beside it cannot be opened: " + e.getMessage(),
          "let this user write there, or name another file");
    } finally {
      lock.unlock();
    }
  }

  private Status.Listening listening() {
    return new Status.Listening(ports.isEmpty() ? List.of() : urls(), connections());
  }

  /**
   * Binds all sockets, or none. From then on the workers serve.
   *
   * @param serving the workers of the moment, all with their routes
   */
  void listen(Supplier<List<Worker>> serving, DrainPolicy drainPolicy) throws InterruptedException {
    lock.lock();
    try {
      workers = serving;
      var json = new Json(config.limits().jsonDepth());
      var dispatcher = new Dispatcher(config.dispatch(), serving);
      var stages = RequestStages.of(dispatcher, json, traffic);
      var opened = openVertx(config.listeners());
      vertx = opened;
      listeners = Listeners.open(opened, config.listeners(), stages, drainPolicy);
      ports = listeners.ports();
    } finally {
      lock.unlock();
    }
  }

  /** Sockets and event loops only: no cache directory, no files. */
  private static Vertx openVertx(List<ListenerConfig> listeners) {
    int most = listeners.stream().mapToInt(each -> each.http().eventLoops()).max().orElse(1);
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(Math.max(most, VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE))
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false)));
  }

  @GuardedBy("lock")
  private void drain(Listeners open, Duration timeout) {
    var drained = open.drain(timeout.plus(ANSWERING));
    if (finish(drained, timeout)) {
      return;
    }
    if (workers != null) {
      // A request that waits for a thread gets none any more: its client hears so while it can.
      workers.get().forEach(Worker::dropWaiting);
    }
    if (!finish(drained, ANSWERING.plus(CLOSING))) {
      LOG.warn("connections were still open {} after the stop", timeout);
    }
  }

  /** Returns whether it finished in time. */
  private static boolean finish(Future<Void> closing, Duration within) {
    try {
      closing.toCompletionStage().toCompletableFuture().get(within.toMillis(), MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  private static ConfigException problem(String path, String origin, String what, String fix) {
    return new ConfigException(List.of(new ConfigProblem(path, origin, what, fix)));
  }
}
