package lido.providers;

import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lido.container.Application;
import lido.container.ServiceProvider;
import lido.server.BannerLines;

/** A started application without a server: configuration, providers, workers, pools. */
final class Started implements AutoCloseable {

  private final Application application;

  private Started(Application application) {
    this.application = application;
  }

  static Started with(String conf, ServiceProvider... providers) throws Exception {
    var application = Application.of(Conf.patient("app.name = test\n" + conf)).register(providers);
    application.start();
    return new Started(application);
  }

  <T> T get(int worker, Key<T> key) {
    return application.workers().get(worker).injector().getInstance(key);
  }

  <T> T get(int worker, Class<T> type) {
    return get(worker, Key.get(type));
  }

  List<String> banner() throws Exception {
    var lines = new ArrayList<String>();
    for (BannerLines more : get(0, Key.get(new TypeLiteral<Set<BannerLines>>() {}))) {
      lines.addAll(more.lines(application));
    }
    return lines;
  }

  @Override
  public void close() {
    application.stop();
  }
}
