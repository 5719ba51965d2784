package example;

import lido.container.Container;
import lido.container.ServiceProvider;
import lido.server.Commands;

/** The shop's own commands for bin/console; named in {@code app.providers}. */
public final class ShopCommands implements ServiceProvider {

  @Override
  public void register(Container container) {
    Commands.inWorker(container, OrdersCount.class);
  }
}
