package lido.providers;

import com.google.inject.Binder;
import com.google.inject.Key;
import com.google.inject.Singleton;
import com.google.inject.name.Names;
import lido.container.Container;
import lido.container.ServiceProvider;
import lido.pool.Database;
import org.jdbi.v3.core.Jdbi;

/**
 * Binds a {@code @Named(key)} {@link Jdbi} for each database. That of {@code default} is also bound
 * without a name. Needs the {@link DatabaseServiceProvider}.
 */
public final class JdbiServiceProvider implements ServiceProvider {

  /** For {@code app.providers}. */
  public JdbiServiceProvider() {}

  @Override
  public void register(Container container) {
    var keys = DatabaseSettings.keys(container.config());
    container.install(binder -> keys.forEach(key -> bind(binder, key)));
  }

  private static void bind(Binder binder, String key) {
    var jdbi = Key.get(Jdbi.class, Names.named(key));
    var database = binder.getProvider(Key.get(Database.class, Names.named(key)));
    binder.bind(jdbi).toProvider(() -> Jdbi.create(database.get())).in(Singleton.class);
    if (key.equals("default")) {
      binder.bind(Jdbi.class).to(jdbi);
    }
  }
}
