package lido.providers;

import com.typesafe.config.Config;
import lido.container.Container;
import lido.container.ServiceProvider;

/** Binds the resolved {@link Config}, of which a class can read its own block. */
public final class ConfigServiceProvider implements ServiceProvider {

  /** For {@code app.providers}. */
  public ConfigServiceProvider() {}

  @Override
  public void register(Container container) {
    container.bind(Config.class).toInstance(container.config());
  }
}
