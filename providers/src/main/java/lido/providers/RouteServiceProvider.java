package lido.providers;

import com.google.inject.ConfigurationException;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.spi.InjectionPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lido.config.ConfigSection;
import lido.container.Container;
import lido.container.ServiceProvider;
import lido.server.RouteSet;

/** Adds the sets of routes that {@code routes.sets} names, in that order. Guice makes them. */
public final class RouteServiceProvider implements ServiceProvider {

  private static final String KEY = "sets";

  /** For {@code app.providers}. */
  public RouteServiceProvider() {}

  @Override
  public void register(Container container) {
    var routes = ConfigSection.of(container.config(), "routes", container::problem);
    routes.rejectUnknownKeys(Set.of(KEY), Map.of());
    List<Class<? extends RouteSet>> sets = new ArrayList<>();
    for (String name : routes.strings(KEY)) {
      load(name, routes).ifPresent(sets::add);
    }
    container.install(
        binder -> {
          var all = Multibinder.newSetBinder(binder, RouteSet.class);
          sets.forEach(set -> all.addBinding().to(set));
        });
  }

  private static Optional<Class<? extends RouteSet>> load(String name, ConfigSection routes) {
    try {
      Class<?> type = Class.forName(name, false, Thread.currentThread().getContextClassLoader());
      if (!RouteSet.class.isAssignableFrom(type)) {
        routes.problem(
            KEY, name + " is not a RouteSet", "let it implement " + RouteSet.class.getName());
        return Optional.empty();
      }
      InjectionPoint.forConstructorOf(type);
      return Optional.of(type.asSubclass(RouteSet.class));
    } catch (ClassNotFoundException | LinkageError e) {
      routes.problem(
          KEY, "no class " + name, "check the name, its package, and that it is on the class path");
    } catch (ConfigurationException e) {
      routes.problem(
          KEY,
          name + " cannot be built",
          "give it a constructor without arguments, or one with @Inject");
    }
    return Optional.empty();
  }
}
