package lido.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a request, in a tree of segments. Text comes before a parameter, and a
 * parameter before one that takes the rest of the path. Immutable once built. A match belongs to
 * its request.
 */
final class RoutingTable {

  private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");
  private static final Pattern REST = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)\\*}");
  private static final Pattern NOT_TEXT = Pattern.compile("[{}*?#%\\s]");

  private final List<Route> routes;
  private final Node root = new Node();

  private RoutingTable(List<Route> routes) {
    this.routes = routes;
  }

  /**
   * Asks every set for its routes, and builds the table.
   *
   * @throws RouteException with every pattern that cannot be read and every conflict
   */
  static RoutingTable of(Iterable<RouteSet> sets) {
    var defined = new ArrayList<Route>();
    sets.forEach(set -> set.define(Routes.into(defined)));
    return of(List.copyOf(defined));
  }

  private static RoutingTable of(List<Route> routes) {
    var table = new RoutingTable(routes);
    var problems = new ArrayList<String>();
    for (int index = 0; index < routes.size(); index++) {
      table.add(index, problems);
    }
    if (!problems.isEmpty()) {
      throw new RouteException(problems);
    }
    return table;
  }

  List<Route> routes() {
    return routes;
  }

  /** A route of a table, by its index, and the values of its parameters. */
  record Found(RoutingTable table, int index, Route route, Map<String, String> parameters) {}

  /** Returns the route for a method, or null. */
  @Nullable Found match(String method, List<String> segments) {
    return find(root, method, segments, new ArrayList<>());
  }

  /** Returns the methods that have a route here, or none. */
  SortedSet<String> allowed(List<String> segments) {
    var allowed = new TreeSet<String>();
    collect(root, segments, allowed);
    return allowed;
  }

  /**
   * Tries text first, then the parameter. {@code values} holds the parameters on the way to this
   * node.
   */
  private @Nullable Found find(
      Node node, String method, List<String> segments, List<String> values) {
    if (segments.isEmpty()) {
      return found(node.byMethod, method, values);
    }
    var segment = segments.get(0);
    var rest = segments.subList(1, segments.size());
    var text = node.texts.get(segment);
    var found = text == null ? null : find(text, method, rest, values);
    if (found == null && node.parameter != null && !segment.isEmpty()) {
      values.add(segment);
      found = find(node.parameter, method, rest, values);
      values.remove(values.size() - 1);
    }
    if (found == null && node.rest != null && isRest(segments)) {
      values.add(String.join("/", segments));
      found = found(node.rest.byMethod, method, values);
      values.remove(values.size() - 1);
    }
    return found;
  }

  /**
   * The action may resolve the rest of a path as a file: no segment of it leads out of a directory.
   */
  private static boolean isRest(List<String> segments) {
    return segments.stream()
        .noneMatch(
            segment ->
                segment.isEmpty()
                    || segment.equals(".")
                    || segment.equals("..")
                    || segment.indexOf('/') >= 0
                    || segment.indexOf('\\') >= 0
                    || segment.indexOf('\0') >= 0);
  }

  private @Nullable Found found(Map<String, Entry> byMethod, String method, List<String> values) {
    var entry = byMethod.get(method);
    if (entry == null && method.equals("HEAD")) {
      entry = byMethod.get("GET");
    }
    if (entry == null) {
      return null;
    }
    var parameters = new LinkedHashMap<String, String>();
    for (int i = 0; i < values.size(); i++) {
      parameters.put(entry.names.get(i), values.get(i));
    }
    return new Found(this, entry.index, routes.get(entry.index), parameters);
  }

  private static void collect(Node node, List<String> segments, SortedSet<String> allowed) {
    if (segments.isEmpty()) {
      node.allow(allowed);
      return;
    }
    var segment = segments.get(0);
    var rest = segments.subList(1, segments.size());
    var text = node.texts.get(segment);
    if (text != null) {
      collect(text, rest, allowed);
    }
    if (node.parameter != null && !segment.isEmpty()) {
      collect(node.parameter, rest, allowed);
    }
    if (node.rest != null && isRest(segments)) {
      node.rest.allow(allowed);
    }
  }

  private void add(int index, List<String> problems) {
    var route = routes.get(index);
    var names = new ArrayList<String>();
    var node = root;
    var why = route.pattern().startsWith("/") ? "" : "must begin with a slash";
    var segments = segments(route.pattern());
    for (int i = 0; i < segments.size(); i++) {
      var segment = segments.get(i);
      var parameter = PARAMETER.matcher(segment);
      var rest = REST.matcher(segment);
      if (rest.matches() && i == segments.size() - 1) {
        names.add(rest.group(1));
        node = node.rest();
      } else if (parameter.matches()) {
        names.add(parameter.group(1));
        node = node.parameter();
      } else if (segment.isEmpty() || NOT_TEXT.matcher(segment).find()) {
        why = "has the segment \"%s\", which is neither text nor {name}".formatted(segment);
      } else {
        node = node.texts.computeIfAbsent(segment, text -> new Node());
      }
    }
    if (new HashSet<>(names).size() < names.size()) {
      why = "has two parameters of one name";
    }
    if (!why.isEmpty()) {
      problems.add(problem(route, why, "write it like /users/{id}/orders"));
      return;
    }
    var other = node.byMethod.putIfAbsent(route.method(), new Entry(index, List.copyOf(names)));
    if (other != null) {
      problems.add(conflict(routes.get(other.index), route));
    }
  }

  private static List<String> segments(String pattern) {
    var path =
        pattern.length() > 1 && pattern.endsWith("/")
            ? pattern.substring(0, pattern.length() - 1)
            : pattern;
    return path.length() <= 1 ? List.of() : List.of(path.substring(1).split("/", -1));
  }

  private static String problem(Route route, String why, String fix) {
    return """
    route %s: the pattern %s
      where: %s
      fix:   %s\
    """
        .formatted(route.name(), why, route.place(), fix);
  }

  private static String conflict(Route first, Route second) {
    return """
    route %s: the same requests go to %s
      where: %s
        and: %s
      fix:   delete one, or change its pattern\
    """
        .formatted(second.name(), first.name(), first.place(), second.place());
  }

  private record Entry(int index, List<String> names) {}

  /** Changed only while the table is built. */
  private static final class Node {

    private final Map<String, Node> texts = new HashMap<>();
    private final Map<String, Entry> byMethod = new HashMap<>();
    private @Nullable Node parameter;

    private @Nullable Node rest;

    private Node rest() {
      if (rest == null) {
        rest = new Node();
      }
      return rest;
    }

    private Node parameter() {
      if (parameter == null) {
        parameter = new Node();
      }
      return parameter;
    }

    private void allow(SortedSet<String> allowed) {
      if (byMethod.isEmpty()) {
        return;
      }
      allowed.addAll(byMethod.keySet());
      allowed.add("OPTIONS");
      if (byMethod.containsKey("GET")) {
        allowed.add("HEAD");
      }
    }
  }
}
