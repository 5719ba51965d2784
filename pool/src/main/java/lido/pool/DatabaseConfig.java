package lido.pool;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One checked row of the configuration: a database and the pool in front of it.
 *
 * @param key the row's name, such as {@code orders}
 * @param path where the row stands in the configuration, such as {@code database.orders}
 * @param origin file and line of the row, such as {@code conf/application.conf: 12}; may be empty
 * @param url a raw JDBC URL, or null to build one from the other components
 * @param port 0 for the adapter's default
 */
public record DatabaseConfig(
    String key,
    String path,
    String origin,
    Adapter adapter,
    @Nullable String url,
    String host,
    int port,
    String name,
    String user,
    String pass,
    String charset,
    String prefix,
    Map<String, String> options,
    List<String> commands,
    boolean required,
    PoolConfig pool) {}
