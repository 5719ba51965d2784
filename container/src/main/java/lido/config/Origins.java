package lido.config;

import com.typesafe.config.ConfigOrigin;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Words the place of a config value for a person: {@code conf/application.conf: 14}. */
public final class Origins {

  private static final String MERGED = "merge of ";
  private static final Pattern FILE_AND_LINE = Pattern.compile("(.*: \\d+)(-\\d+)?");
  private static final Pattern RESOURCE = Pattern.compile("(\\S+) @ .*?(: \\d+)?(-\\d+)?");

  private Origins() {}

  public static String of(ConfigOrigin origin) {
    var description = origin.description();
    if (description.startsWith(MERGED)) {
      description = mostTelling(description.substring(MERGED.length()).split(",", -1));
    }
    return shorten(description);
  }

  /** Returns the place in a file of the user, for a block that stands in several places. */
  private static String mostTelling(String[] parts) {
    return List.of(parts).stream()
        .filter(part -> FILE_AND_LINE.matcher(part).matches())
        .findFirst()
        .orElse(parts[0]);
  }

  private static String shorten(String description) {
    var resource = RESOURCE.matcher(description);
    if (resource.matches()) {
      return resource.group(1) + (resource.group(2) == null ? "" : resource.group(2));
    }
    var file = FILE_AND_LINE.matcher(description);
    var text = file.matches() ? file.group(1) : description;
    var here = Path.of("").toAbsolutePath() + "/";
    return text.startsWith(here) ? text.substring(here.length()) : text;
  }
}
