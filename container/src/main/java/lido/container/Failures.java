package lido.container;

import static java.util.stream.Collectors.joining;

import com.google.inject.ConfigurationException;
import com.google.inject.CreationException;
import com.google.inject.Key;
import com.google.inject.ProvisionException;
import com.google.inject.spi.Dependency;
import com.google.inject.spi.ElementSource;
import com.google.inject.spi.Message;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words failures for the person who starts the application. */
final class Failures {

  /** A message of Guice begins with its id. */
  private static final Pattern GUICE_ID = Pattern.compile("^\\[Guice/\\w+]: ");

  private Failures() {}

  /** Returns a failure with the message of {@link #text}; one that is our own is returned as is. */
  static StartException start(String what, Throwable cause) {
    return cause instanceof StartException ours
        ? ours
        : new StartException(text(what, cause), cause);
  }

  /** Returns what failed and why. An exception of Lido's own has words for both. */
  static String text(String what, Throwable cause) {
    var messages = messages(cause);
    if (!messages.isEmpty()) {
      return messages.stream().map(Failures::describe).distinct().collect(joining("\n\n"));
    }
    var ours = ours(cause);
    return ours == null ? what + ": " + describe(cause) : String.valueOf(ours.getMessage());
  }

  /** Returns the first of some failures, with the others suppressed; null if there are none. */
  static @Nullable Throwable merge(List<Throwable> failures) {
    if (failures.isEmpty()) {
      return null;
    }
    suppress(failures.get(0), failures);
    return failures.get(0);
  }

  /** Suppresses failures in the one that is thrown, which may be among them. */
  static void suppress(Throwable thrown, Collection<? extends Throwable> others) {
    others.stream().filter(other -> other != thrown).forEach(thrown::addSuppressed);
  }

  /** Returns the cause of an exception that only carries it. */
  static Throwable causeOf(Exception carrier) {
    var cause = carrier.getCause();
    return cause == null ? carrier : cause;
  }

  static String name(Key<?> key) {
    var annotation = key.getAnnotation();
    var type = key.getTypeLiteral().toString();
    return annotation == null
        ? type
        : annotation.toString().replaceFirst("^@.*\\.", "@") + " " + type;
  }

  /** Returns the place in the code where a type is bound or needed. */
  static String place(Object source) {
    if (source instanceof ElementSource element) {
      return place(element.getDeclaringSource());
    }
    return source instanceof Dependency<?> dependency && dependency.getInjectionPoint() != null
        ? dependency.getInjectionPoint().toString()
        : String.valueOf(source);
  }

  /** Returns the first exception of Lido's own in the chain of causes. */
  private static @Nullable Throwable ours(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getClass().getPackageName().startsWith("lido.")) {
        return cause;
      }
    }
    return null;
  }

  private static Collection<Message> messages(Throwable failure) {
    if (failure instanceof CreationException creation) {
      return creation.getErrorMessages();
    }
    if (failure instanceof ProvisionException provision) {
      return provision.getErrorMessages();
    }
    return failure instanceof ConfigurationException configuration
        ? configuration.getErrorMessages()
        : List.of();
  }

  private static String describe(Message message) {
    var sources = message.getSources();
    var where = sources.isEmpty() ? "" : "\n  where: " + place(sources.get(sources.size() - 1));
    var cause = message.getCause();
    if (cause == null) {
      var text = message.getMessage().lines().findFirst().orElse("");
      return GUICE_ID.matcher(text).replaceFirst("") + where;
    }
    var ours = ours(cause);
    return ours == null
        ? "a service could not be made: " + describe(cause) + where
        : String.valueOf(ours.getMessage());
  }

  /** Returns the kind of the failure and its message. */
  static String describe(Throwable failure) {
    var text = failure.getMessage();
    var name = failure.getClass().getSimpleName();
    return text == null ? name : name + ": " + text;
  }
}
