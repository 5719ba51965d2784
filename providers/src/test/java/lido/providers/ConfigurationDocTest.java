package lido.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
final class ConfigurationDocTest {

  private static final Path DOC = Path.of("..", "docs", "configuration.md");

  /** A row of a table with a key, a default and a meaning. */
  private static final Pattern ROW =
      Pattern.compile("^\\| `([^`]+)` \\| (?:`([^`]*)`)? ?\\| [^|]+ \\|$", Pattern.MULTILINE);

  @Test
  void every_key_of_reference_conf_is_in_the_document_with_its_default() throws IOException {
    assertThat(documented()).isEqualTo(references());
  }

  private static Map<String, String> documented() throws IOException {
    var rows = new TreeMap<String, String>();
    var row = ROW.matcher(Files.readString(DOC));
    while (row.find()) {
      rows.put(row.group(1), row.group(2) == null ? "" : row.group(2));
    }
    return rows;
  }

  private static Map<String, String> references() {
    var keys = new TreeMap<String, String>();
    // The file has the same name in every module; this merges them all.
    ConfigFactory.parseResources("reference.conf")
        .root()
        .forEach((block, value) -> add(block, value, keys));
    return keys;
  }

  private static void add(String path, ConfigValue value, Map<String, String> keys) {
    if (value instanceof ConfigObject object && !object.isEmpty()) {
      object.forEach((key, inner) -> add(path + "." + ConfigUtil.joinPath(key), inner, keys));
    } else if (value instanceof ConfigObject) {
      keys.put(path, "{}");
    } else if (value instanceof ConfigList list && list.isEmpty()) {
      keys.put(path, "[]");
    } else {
      keys.put(path, text(value));
    }
  }

  private static String text(ConfigValue value) {
    var options = ConfigRenderOptions.concise();
    return value.render(options).replace("\"", "");
  }
}
