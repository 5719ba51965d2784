package lido.providers;

import com.google.inject.multibindings.Multibinder;
import com.typesafe.config.ConfigUtil;
import lido.container.ConfigSection;
import lido.container.Container;
import lido.container.ServiceProvider;
import lido.server.RouteSet;

/**
 * Adds the parts of the routing table that {@code routes} names, in that order; Guice builds them.
 */
public final class RouteServiceProvider implements ServiceProvider {

  /** For {@code app.providers}. */
  public RouteServiceProvider() {}

  @Override
  public void register(Container container) {
    var root = ConfigSection.of(container.config(), "", container::problem);
  }
}
