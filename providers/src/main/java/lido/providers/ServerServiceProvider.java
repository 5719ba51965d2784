package lido.providers;

import lido.container.Container;
import lido.container.ServiceProvider;
import lido.server.Server;

/**
 * Adds the server of the block {@code server}. It is named last in {@code app.providers}: its
 * banner says that everything is up.
 */
public final class ServerServiceProvider implements ServiceProvider {

  /** For {@code app.providers}. */
  public ServerServiceProvider() {}

  @Override
  public void register(Container container) {
    Server.register(container);
  }
}
