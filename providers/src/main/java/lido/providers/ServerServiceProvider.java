package lido.providers;

import lido.container.Container;
import lido.container.ServiceProvider;
import lido.server.Server;

/**
 * Serves: the block {@code server}. Named last in {@code app.providers}, so that everything is up
 * when the banner says so.
 */
public final class ServerServiceProvider implements ServiceProvider {

  /** For {@code app.providers}. */
  public ServerServiceProvider() {}

  @Override
  public void register(Container container) {
    Server.register(container);
  }
}
