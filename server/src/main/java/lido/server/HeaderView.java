package lido.server;

import io.vertx.core.MultiMap;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a request by name, in any case: a view of the listener's own map. Most requests
 * ask for one or two headers, and a copy of all would cost more. Read by one coroutine, after the
 * listener has stopped changing them.
 */
final class HeaderView extends AbstractMap<String, List<String>> {

  private final MultiMap headers;

  HeaderView(MultiMap headers) {
    this.headers = headers;
  }

  @Override
  public @Nullable List<String> get(@Nullable Object name) {
    var values = name instanceof String text ? headers.getAll(text) : List.<String>of();
    return values.isEmpty() ? null : List.copyOf(values);
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return name instanceof String text && headers.contains(text);
  }

  @Override
  public Set<Map.Entry<String, List<String>>> entrySet() {
    var all = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, value) -> all.computeIfAbsent(name, absent -> new ArrayList<>()).add(value));
    return all.entrySet();
  }
}
