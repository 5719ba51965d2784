package lido.container;

/**
 * An extension of Lido. A provider is named in {@code app.providers}, and its class then needs an
 * accessible constructor without arguments; or it is passed to {@link Application#register}.
 */
@FunctionalInterface
public interface ServiceProvider {

  /**
   * Binds services and registers hooks. Called once per generation, before any of its workers
   * exists: at the start, and at every {@link Application#reload}. A reload makes new instances of
   * the providers that the configuration names. Must open nothing: I/O begins in the hooks, so a
   * failed start has nothing to undo here.
   */
  void register(Container container);
}
