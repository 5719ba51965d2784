package lido.pool;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings that a driver's connection has beside JDBC's, such as pgjdbc's prepare threshold, as
 * they are after the login: every pair of a getter and a setter of the driver's own interfaces. A
 * borrower changes them on the driver's own object. Immutable.
 */
final class DriverSettings {

  /** Of a driver that has none. */
  static final DriverSettings NONE = new DriverSettings(List.of());

  private record Setting(Method getter, Method setter, @Nullable Object value) {}

  private final List<Setting> settings;

  private DriverSettings(List<Setting> settings) {
    this.settings = settings;
  }

  static DriverSettings of(Connection raw) {
    var settings = new ArrayList<Setting>();
    for (Class<?> type : interfaces(raw.getClass(), new LinkedHashSet<>())) {
      for (Method setter : type.getMethods()) {
        if (isSetter(setter)) {
          Method getter = getter(type, setter);
          if (getter != null) {
            add(settings, raw, getter, setter);
          }
        }
      }
    }
    return settings.isEmpty() ? NONE : new DriverSettings(List.copyOf(settings));
  }

  private static void add(List<Setting> settings, Connection raw, Method getter, Method setter) {
    try {
      settings.add(new Setting(getter, setter, DriverObject.call(getter, raw)));
    } catch (SQLException | RuntimeException e) {
      // Nobody can read it, so nobody sees it either.
    }
  }

  /** All that are not JDBC's own. */
  private static Set<Class<?>> interfaces(@Nullable Class<?> type, Set<Class<?>> found) {
    if (type == null) {
      return found;
    }
    for (Class<?> each : type.getInterfaces()) {
      if (!each.getName().startsWith("java.")
          && Modifier.isPublic(each.getModifiers())
          && found.add(each)) {
        interfaces(each, found);
      }
    }
    return interfaces(type.getSuperclass(), found);
  }

  private static boolean isSetter(Method method) {
    return method.getName().startsWith("set")
        && method.getParameterCount() == 1
        && !method.getDeclaringClass().getName().startsWith("java.")
        && isValue(method.getParameterTypes()[0]);
  }

  private static boolean isValue(Class<?> type) {
    return type.isPrimitive() || type == String.class || type.isEnum();
  }

  private static @Nullable Method getter(Class<?> type, Method setter) {
    String name = setter.getName().substring("set".length());
    for (String prefix : List.of("get", "is")) {
      try {
        Method getter = type.getMethod(prefix + name);
        if (getter.getReturnType() == setter.getParameterTypes()[0]) {
          return getter;
        }
      } catch (NoSuchMethodException e) {
        // Then by the other prefix.
      }
    }
    return null;
  }

  /** Puts back what differs. */
  void restore(Connection raw) throws SQLException {
    for (Setting setting : settings) {
      if (!Objects.equals(setting.value(), DriverObject.call(setting.getter(), raw))) {
        DriverObject.call(setting.setter(), raw, setting.value());
      }
    }
  }
}
