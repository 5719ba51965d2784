package lido.container;

/**
 * The one method that an extension of Lido has. A provider is named in {@code app.providers} (its
 * class needs an accessible constructor without arguments) or passed to {@link
 * Application#register}.
 */
@FunctionalInterface
public interface ServiceProvider {

  /**
   * Binds services and leaves hooks. Called once per generation, in order, before any worker of it
   * exists: at the start, and at every {@link Application#reload}, then on a new instance if the
   * class is named in the configuration. Opens nothing: I/O begins in the hooks, so that a failed
   * start has nothing to undo here.
   */
  void register(Container container);
}
