package lido.container;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.List;

/**
 * The kernel: reads the configuration, loads the providers, starts the workers, and stops
 * everything in reverse. Thread-safe.
 */
public final class Application implements AutoCloseable {

  private Application() {}

  /** An application whose configuration is this file over every module's reference.conf. */
  public static Application of(Path conf) {
    throw new UnsupportedOperationException();
  }

  /** An application with a configuration given in code, over every module's reference.conf. */
  public static Application of(Config config) {
    throw new UnsupportedOperationException();
  }

  /** Adds providers after those of {@code app.providers}; only before the start. */
  public Application register(ServiceProvider... providers) {
    throw new UnsupportedOperationException();
  }

  /**
   * Starts: configuration, providers, workers with their pools. Blocks until all of it has started.
   *
   * @throws ConfigException with every problem of the configuration
   * @throws StartException when a provider, a worker or a hook failed; everything is undone then
   */
  public void start() throws StartException {
    throw new UnsupportedOperationException();
  }

  /**
   * Stops everything in reverse; blocks at most {@code app.stop-timeout}. The second is a no-op.
   */
  public void stop() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    stop();
  }

  /** Returns the state now. */
  public AppState state() {
    throw new UnsupportedOperationException();
  }

  /** Returns {@code app.name}. */
  public String name() {
    throw new UnsupportedOperationException();
  }

  /** Returns {@code app.version}. */
  public String version() {
    throw new UnsupportedOperationException();
  }

  /** Returns the resolved configuration; only once the start has begun. */
  public Config config() {
    throw new UnsupportedOperationException();
  }

  /** Returns the started workers, in the order of their ids. */
  public List<Worker> workers() {
    throw new UnsupportedOperationException();
  }
}
