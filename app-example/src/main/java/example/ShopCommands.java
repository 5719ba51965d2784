package example;

import lido.console.Commands;
import lido.container.Container;
import lido.container.ServiceProvider;

/** The shop's own commands for bin/console; named in {@code app.providers}. */
public final class ShopCommands implements ServiceProvider {

  @Override
  public void register(Container container) {
    Commands.inWorker(container, OrdersCount.class);
  }
}
