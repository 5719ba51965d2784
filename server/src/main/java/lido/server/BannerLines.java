package lido.server;

import com.google.inject.multibindings.Multibinder;
import java.util.List;
import lido.container.Application;
import lido.container.Container;

/**
 * Lines of a provider in the banner, below the workers, such as the pools that it opened. They are
 * asked for once, after everything has started. An exception fails the start.
 */
@FunctionalInterface
public interface BannerLines {

  /** Returns the lines, without line ends; may look into every worker's injector. */
  List<String> lines(Application application) throws Exception;

  /**
   * Adds lines to the banner; called by a provider while it registers. The same as an element of
   * Guice's {@code Multibinder<BannerLines>}.
   */
  static void add(Container container, BannerLines lines) {
    container.install(
        binder ->
            Multibinder.newSetBinder(binder, BannerLines.class).addBinding().toInstance(lines));
  }
}
