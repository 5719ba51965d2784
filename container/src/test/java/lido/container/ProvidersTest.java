package lido.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import lido.config.ConfigException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ProvidersTest {

  /** A provider that does nothing, as one names it in a config. */
  public static final class GoodProvider implements ServiceProvider {
    @Override
    public void register(Container container) {}
  }

  /** A class that is no provider. */
  public static final class NoProvider {}

  /** A provider that nobody can make. */
  public abstract static class AbstractProvider implements ServiceProvider {}

  /** A provider that needs an argument. */
  public static final class ArgumentProvider implements ServiceProvider {
    /** Needs an argument. */
    public ArgumentProvider(String argument) {
      assertThat(argument).isNotNull();
    }

    @Override
    public void register(Container container) {}
  }

  static final class HiddenProvider implements ServiceProvider {
    @Override
    public void register(Container container) {}
  }

  /** A provider whose constructor throws. */
  public static final class ThrowingProvider implements ServiceProvider {
    /** Throws. */
    public ThrowingProvider() {
      throw new IllegalStateException("no licence");
    }

    @Override
    public void register(Container container) {}
  }

  /** A provider whose register throws. */
  public static final class FailingProvider implements ServiceProvider {
    @Override
    public void register(Container container) {
      throw new StackOverflowError("too deep");
    }
  }

  /** A provider whose class does not initialise. */
  public static final class BrokenProvider implements ServiceProvider {
    static final int NUMBER = Integer.parseInt("none");

    @Override
    public void register(Container container) {
      assertThat(NUMBER).isZero();
    }
  }

  @Test
  void every_provider_that_cannot_be_made_is_told_apart() {
    var app =
        app("GoodProvder", "GoodProvider", "NoProvider", "AbstractProvider", "ArgumentProvider")
            .register();

    assertThatThrownBy(app::start)
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            message(
                """
                app.providers: no class PREFIX$GoodProvder
                  where: conf/application.conf: 2
                  fix:   did you mean PREFIX$GoodProvider?

                app.providers: PREFIX$NoProvider is not a ServiceProvider
                  where: conf/application.conf: 4
                  fix:   let it implement ServiceProvider

                app.providers: PREFIX$AbstractProvider is abstract
                  where: conf/application.conf: 5
                  fix:   name a class that can be made

                app.providers: PREFIX$ArgumentProvider has no accessible constructor without arguments
                  where: conf/application.conf: 6
                  fix:   make class and constructor public, or pass an instance to Application.register"""));
  }

  @Test
  void a_provider_that_is_not_public_or_does_not_initialise_is_said_so() {
    assertThatThrownBy(app("HiddenProvider", "BrokenProvider")::start)
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            message(
                """
                app.providers: PREFIX$HiddenProvider has no accessible constructor without arguments
                  where: conf/application.conf: 2
                  fix:   make class and constructor public, or pass an instance to Application.register

                app.providers: PREFIX$BrokenProvider cannot be loaded: ExceptionInInitializerError: NumberFormatException: For input string: "none"
                  where: conf/application.conf: 3
                  fix:   add what it needs to the class path, and see what its static fields do"""));
  }

  @Test
  void a_provider_that_is_named_twice_is_an_error() {
    assertThatThrownBy(app("GoodProvider", "GoodProvider")::start)
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            message(
                """
                app.providers: PREFIX$GoodProvider is named twice
                  where: conf/application.conf: 3
                  fix:   delete one of the two"""));
    assertThatThrownBy(app("GoodProvider").register(new GoodProvider())::start)
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            message(
                """
                app.providers: PREFIX$GoodProvider is named here and registered in code
                  where: conf/application.conf: 2
                  fix:   delete it here, or the call of Application.register"""));
  }

  @Test
  void a_constructor_that_throws_is_a_failed_start_with_its_words() {
    assertThatThrownBy(app("ThrowingProvider")::start)
        .isInstanceOf(StartException.class)
        .hasMessage(
            message("the constructor of PREFIX$ThrowingProvider failed: ")
                + "IllegalStateException: no licence")
        .hasRootCauseMessage("no licence");
  }

  @Test
  void a_register_that_throws_is_a_failed_start_with_its_words() {
    var failure =
        catchThrowableOfType(StartException.class, app("GoodProvider", "FailingProvider")::start);

    assertThat(failure)
        .hasMessage(
            message("PREFIX$FailingProvider could not register: ") + "StackOverflowError: too deep")
        .hasCauseInstanceOf(StackOverflowError.class);
  }

  @Test
  void a_class_that_resembles_nothing_gets_a_plain_hint() {
    assertThatThrownBy(app("Qqqqqqqq")::start)
        .hasMessageEndingWith("fix:   write the full name of a class on the class path");
  }

  @Test
  void the_container_cannot_be_used_after_register() {
    var kept = new Container[1];
    var app =
        Application.of(ConfigFactory.parseString("server.workers = 1"))
            .register(
                container -> {
                  kept[0] = container;
                });

    assertThat(app).satisfies(Application::start);
    app.stop();

    assertThatThrownBy(() -> kept[0].bind(Runnable.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the container is used after register has returned");
  }

  private static Application app(String... providers) {
    var text = new StringBuilder("server.workers = 1, app.providers = [\n");
    for (var name : providers) {
      text.append('"').append(message("PREFIX$")).append(name).append("\"\n");
    }
    var options = ConfigParseOptions.defaults().setOriginDescription("conf/application.conf");
    return Application.of(ConfigFactory.parseString(text.append(']').toString(), options));
  }

  private static String message(String template) {
    return template.replace("PREFIX", ProvidersTest.class.getName());
  }
}
