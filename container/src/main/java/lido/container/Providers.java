package lido.container;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import lido.config.ConfigProblem;
import lido.config.ConfigSection;
import lido.config.NearMiss;

/** Makes the providers that the configuration names, and reports each that cannot be made. */
final class Providers {

  private static final String KEY = "providers";

  private final ConfigSection app;
  private final Consumer<ConfigProblem> problems;
  private final ClassLoader loader;

  Providers(AppConfig config, Consumer<ConfigProblem> problems) {
    this.app = ConfigSection.of(config.root(), "app", problems);
    this.problems = problems;
    var context = Thread.currentThread().getContextClassLoader();
    this.loader = context == null ? Providers.class.getClassLoader() : context;
  }

  /** Returns the providers of the configuration, then those that were registered in code. */
  List<ServiceProvider> load(List<String> names, List<ServiceProvider> inCode)
      throws StartException {
    var made = new ArrayList<ServiceProvider>();
    var seen = new HashSet<String>();
    for (int i = 0; i < names.size(); i++) {
      if (seen.add(names.get(i))) {
        make(names.get(i), i).ifPresent(made::add);
      } else {
        problem(i, names.get(i) + " is named twice", "delete one of the two");
      }
    }
    for (var provider : inCode) {
      var name = provider.getClass().getName();
      if (seen.contains(name)) {
        problem(
            names.indexOf(name),
            name + " is named here and registered in code",
            "delete it here, or the call of Application.register");
      }
      made.add(provider);
    }
    return made;
  }

  private Optional<ServiceProvider> make(String name, int index) throws StartException {
    try {
      var type = Class.forName(name, true, loader);
      if (!ServiceProvider.class.isAssignableFrom(type)) {
        problem(index, name + " is not a ServiceProvider", "let it implement ServiceProvider");
        return Optional.empty();
      }
      return Optional.of((ServiceProvider) type.getConstructor().newInstance());
    } catch (ClassNotFoundException e) {
      problem(index, "no class " + name, suggestion(name));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      problem(
          index,
          name + " has no accessible constructor without arguments",
          "make class and constructor public, or pass an instance to Application.register");
    } catch (InstantiationException e) {
      problem(index, name + " is abstract", "name a class that can be made");
    } catch (InvocationTargetException e) {
      throw Failures.start("the constructor of " + name + " failed", Failures.causeOf(e));
    } catch (LinkageError e) {
      var cause = e.getCause() == null ? "" : ": " + Failures.describe(e.getCause());
      problem(
          index,
          name + " cannot be loaded: " + Failures.describe(e) + cause,
          "add what it needs to the class path, and see what its static fields do");
    }
    return Optional.empty();
  }

  private void problem(int index, String what, String fix) {
    var each = app.elementOrigins(KEY);
    var origin = index < each.size() ? each.get(index) : app.origin(KEY);
    problems.accept(new ConfigProblem(app.path(KEY), origin, what, fix));
  }

  private String suggestion(String name) {
    var simple = simpleName(name);
    var near = new ArrayList<String>();
    try (var classes = classNames()) {
      classes
          .filter(known -> NearMiss.of(simple, List.of(simpleName(known))).isPresent())
          .filter(this::isProvider)
          .forEach(near::add);
    }
    return near.stream()
        .min(
            Comparator.comparingInt((String known) -> NearMiss.distance(name, known))
                .thenComparing(Comparator.naturalOrder()))
        .map(known -> "did you mean " + known + "?")
        .orElse("write the full name of a class on the class path");
  }

  private boolean isProvider(String name) {
    try {
      return ServiceProvider.class.isAssignableFrom(Class.forName(name, false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private static String simpleName(String name) {
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }

  private static Stream<String> classNames() {
    var classPath = System.getProperty("java.class.path", "").split(File.pathSeparator, -1);
    return Arrays.stream(classPath)
        .map(Path::of)
        .flatMap(Providers::files)
        .filter(file -> file.endsWith(".class"))
        .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'));
  }

  private static Stream<String> files(Path entry) {
    try {
      if (Files.isDirectory(entry)) {
        try (var files = Files.walk(entry)) {
          return files
              .map(file -> entry.relativize(file).toString().replace('\\', '/'))
              .toList()
              .stream();
        }
      }
      try (var jar = new JarFile(entry.toFile())) {
        return jar.stream().map(ZipEntry::getName).toList().stream();
      }
    } catch (IOException e) {
      // Only a suggestion is lost.
      return Stream.empty();
    }
  }
}
