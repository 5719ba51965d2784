package lido.server;

import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import lido.container.StartException;

/**
 * One line of the routing table, for those who look at it and run nothing.
 *
 * @param path with its parameters, such as {@code /users/{id}}
 * @param middleware from the outermost to the innermost
 * @param place the class, file and line that defined it
 */
public record ListedRoute(
    String method,
    String path,
    Class<?> controller,
    List<Class<? extends Middleware>> middleware,
    String place) {

  private static final Comparator<String> AS_MATCHED =
      Comparator.comparingInt(ListedRoute::rank)
          .thenComparing(segment -> rank(segment) == 0 ? segment : "");

  /**
   * Returns the routes that a worker with this injector has, in the order in which requests are
   * matched; none where no provider adds any.
   *
   * @throws StartException when routes conflict, or a pattern cannot be read
   */
  public static List<ListedRoute> of(Injector injector) throws StartException {
    try {
      return table(injector).routes().stream()
          .map(ListedRoute::of)
          .sorted(
              Comparator.comparing(ListedRoute::segments, ListedRoute::compare)
                  .thenComparing(ListedRoute::method))
          .toList();
    } catch (RouteException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Returns the table that a worker with this injector has.
   *
   * @throws RouteException when routes conflict, or a pattern cannot be read
   */
  static RoutingTable table(Injector injector) {
    var sets = injector.getExistingBinding(Key.get(new TypeLiteral<Set<RouteSet>>() {}));
    return RoutingTable.of(sets == null ? Set.of() : sets.getProvider().get());
  }

  private static ListedRoute of(Route route) {
    return new ListedRoute(
        route.method(), route.pattern(), route.controller(), route.middleware(), route.place());
  }

  private List<String> segments() {
    return List.of(path.replaceFirst("/$", "").split("/"));
  }

  /** Text before one parameter, and that before the rest of the path: as the table tries them. */
  private static int rank(String segment) {
    if (!segment.startsWith("{")) {
      return 0;
    }
    return segment.endsWith("*}") ? 2 : 1;
  }

  /** From left to right. */
  private static int compare(List<String> a, List<String> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = AS_MATCHED.compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
