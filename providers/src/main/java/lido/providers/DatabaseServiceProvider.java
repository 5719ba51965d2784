package lido.providers;

import com.google.inject.Binder;
import com.google.inject.Key;
import com.google.inject.Singleton;
import com.google.inject.name.Names;
import java.util.List;
import javax.sql.DataSource;
import lido.console.Commands;
import lido.container.Container;
import lido.container.ServiceProvider;
import lido.container.Worker;
import lido.pool.Database;
import lido.pool.DatabaseConfig;
import lido.pool.DatabasePool;
import lido.server.BannerLines;
import lido.server.Check;
import lido.server.ReloadLines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns every row under {@code database} into a pool, which the kernel opens when a worker starts.
 * Binds the {@link DatabasePool}, and for each key a {@code @Named(key)} {@link Database} and
 * {@link DataSource}. Those of {@code default} are also bound without a name.
 */
public final class DatabaseServiceProvider implements ServiceProvider {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseServiceProvider.class);

  /** For {@code app.providers}. */
  public DatabaseServiceProvider() {}

  @Override
  public void register(Container container) {
    var settings = DatabaseSettings.read(container);
    var keys = settings.rows().stream().map(DatabaseConfig::key).toList();
    var opening = new OpeningLine(keys, container.workers());
    container.onStart(application -> opening.begin());
    container.onWorkerStart(worker -> opening.workerStarted());
    container.onStop(application -> opening.end());
    container.install(binder -> bind(binder, settings.rows(), opening));
    container.bind(DatabaseSettings.class).toInstance(settings);
    Commands.withoutWorker(container, PoolsCommand.class);
    Check.add(container, new DatabaseCheck(settings));
    container.onStart(application -> settings.warnings().forEach(LOG::warn));
    BannerLines.add(container, new DatabaseLines(settings.rows()));
    ReloadLines.add(container, new ReloadBudget(settings.rows(), container.workers()));
  }

  private static void bind(Binder binder, List<DatabaseConfig> rows, OpeningLine opening) {
    var worker = binder.getProvider(Worker.class);
    binder
        .bind(DatabasePool.class)
        .toProvider(() -> opening.watched(new DatabasePool(rows, worker.get().name())))
        .in(Singleton.class);

    var pool = binder.getProvider(DatabasePool.class);
    for (DatabaseConfig row : rows) {
      var named = Names.named(row.key());
      // No scope: the pool itself returns one object for each key.
      binder.bind(Key.get(Database.class, named)).toProvider(() -> pool.get().database(row.key()));
      binder.bind(Key.get(DataSource.class, named)).to(Key.get(Database.class, named));
      if (row.key().equals("default")) {
        binder.bind(Database.class).to(Key.get(Database.class, named));
        binder.bind(DataSource.class).to(Key.get(Database.class, named));
      }
    }
  }
}
