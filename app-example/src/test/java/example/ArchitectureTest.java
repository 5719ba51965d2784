package example;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lido.pool.AcquireTimeoutException;
import lido.pool.PoolInterface;
import lido.pool.RequestScope;
import lido.pool.TaskPool;
import lido.pool.WorkerPool;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What Maven cannot say: what is public, and who may use what. */
@DisplayNameGeneration(ReplaceUnderscores.class)
final class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(
              "lido.pool",
              "lido.config",
              "lido.container",
              "lido.server",
              "lido.console",
              "lido.providers",
              "example");

  /** The keyword in code; not in a comment or a text. */
  private static final Pattern SYNCHRONIZED =
      Pattern.compile("^[^*/\"]*\\bsynchronized\\b", Pattern.MULTILINE);

  private static Set<String> publicTypes(String module) {
    return CLASSES.stream()
        .filter(type -> type.getPackageName().equals(module))
        .filter(type -> type.getModifiers().contains(PUBLIC))
        .filter(type -> type.getEnclosingClass().isEmpty())
        .map(JavaClass::getSimpleName)
        .filter(name -> !name.equals("package-info"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void the_public_types_of_pool_are_exactly_these() {
    assertThat(publicTypes("lido.pool"))
        .containsExactly(
            "AcquireTimeoutException",
            "Adapter",
            "ConnectionWork",
            "Database",
            "DatabaseConfig",
            "DatabasePool",
            "Holder",
            "PoolClosedException",
            "PoolConfig",
            "PoolInterface",
            "PoolListener",
            "PoolOpenException",
            "PoolStats",
            "Probe",
            "RequestScope",
            "Reset",
            "TaskPool",
            "WorkerPool");
  }

  @Test
  void the_public_types_of_config_are_exactly_these() {
    assertThat(publicTypes("lido.config"))
        .containsExactly(
            "ConfigException",
            "ConfigLoader",
            "ConfigProblem",
            "ConfigSection",
            "EffectiveConfig",
            "NearMiss",
            "Origins",
            "Texts");
  }

  @Test
  void the_public_types_of_container_are_exactly_these() {
    assertThat(publicTypes("lido.container"))
        .containsExactly(
            "AppState",
            "Application",
            "Container",
            "Coroutine",
            "FailureText",
            "Hook",
            "Inspection",
            "ReloadResult",
            "ServiceProvider",
            "StartException",
            "TaskExecutor",
            "TaskQueueStats",
            "Worker");
  }

  @Test
  void the_public_types_of_server_are_exactly_these() {
    assertThat(publicTypes("lido.server"))
        .containsExactly(
            "Action",
            "BannerLines",
            "Check",
            "HttpException",
            "ListedRoute",
            "LocalRequests",
            "Middleware",
            "Param",
            "PushChannel",
            "ReloadLines",
            "Request",
            "Response",
            "RouteSet",
            "Routes",
            "Server");
  }

  @Test
  void the_public_types_of_admin_are_exactly_these() {
    assertThat(publicTypes("lido.server.admin"))
        .containsExactly(
            "AdminClient", "AdminSocket", "LidoVersion", "PidFile", "SocketPath", "Status");
  }

  @Test
  void the_public_types_of_console_are_exactly_these() {
    assertThat(publicTypes("lido.console"))
        .containsExactly("Commands", "Console", "Progress", "ServerCommand");
  }

  @Test
  void the_public_types_of_providers_are_exactly_these() {
    assertThat(publicTypes("lido.providers"))
        .containsExactly(
            "ConfigServiceProvider",
            "DatabaseServiceProvider",
            "HealthServiceProvider",
            "JdbiServiceProvider",
            "LoggerServiceProvider",
            "MigrationServiceProvider",
            "RouteServiceProvider",
            "ServerServiceProvider");
  }

  @Test
  void the_public_types_of_the_example_are_exactly_these() {
    assertThat(publicTypes("example")).containsExactly("ShopCommands", "ShopRoutes");
  }

  @Test
  void arrows_go_one_way() {
    noClasses()
        .that()
        .resideInAPackage("lido.pool..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "lido.container..", "lido.server..", "lido.console..", "lido.providers..", "example..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("lido.config..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "lido.pool..",
            "lido.container..",
            "lido.server..",
            "lido.console..",
            "lido.providers..",
            "example..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("lido.container..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("lido.server..", "lido.console..", "lido.providers..", "example..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("lido.server..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("lido.console..", "lido.providers..", "example..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("lido.console..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("lido.providers..", "example..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("lido.providers..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("example..")
        .check(CLASSES);
  }

  @Test
  void the_admin_package_does_not_know_the_server_that_it_tells_of() {
    noClasses()
        .that()
        .resideInAPackage("lido.server.admin")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("lido.server")
        .check(CLASSES);
  }

  /** Vert.x and Netty are the server's, the pools are the providers'. */
  @Test
  void the_console_knows_neither_sockets_nor_pools() {
    noClasses()
        .that()
        .resideInAPackage("lido.console..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.vertx..", "io.netty..", "lido.pool..")
                .and(not(belongToAnyOf(RequestScope.class))))
        .check(CLASSES);
  }

  @Test
  void only_console_and_providers_know_picocli() {
    noClasses()
        .that()
        .resideOutsideOfPackages("lido.console..", "lido.providers..", "example..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(CLASSES);
  }

  @Test
  void the_container_takes_only_interfaces_and_the_scope_of_a_task_from_the_pool() {
    noClasses()
        .that()
        .resideInAPackage("lido.container..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("lido.pool..")
                .and(
                    not(
                        belongToAnyOf(
                            PoolInterface.class,
                            WorkerPool.class,
                            TaskPool.class,
                            RequestScope.class))))
        .check(CLASSES);
  }

  @Test
  void the_server_takes_only_the_scope_and_the_timeout_from_the_pool_but_for_its_status() {
    noClasses()
        .that()
        .resideInAnyPackage("lido.server..", "lido.console..")
        .and()
        .doNotHaveSimpleName("StatusReader")
        .should()
        .dependOnClassesThat(
            resideInAPackage("lido.pool..")
                .and(not(belongToAnyOf(RequestScope.class, AcquireTimeoutException.class))))
        .check(CLASSES);
  }

  @Test
  void the_pool_knows_only_the_jdk_slf4j_and_jspecify() {
    noClasses()
        .that()
        .resideInAPackage("lido.pool..")
        .should()
        .dependOnClassesThat(
            not(resideInAPackage("lido.pool.."))
                .and(not(resideInAPackage("java..")))
                .and(not(resideInAPackage("javax.sql..")))
                .and(not(resideInAPackage("org.slf4j..")))
                .and(not(resideInAPackage("org.jspecify..")))
                .and(not(resideInAPackage("com.google.errorprone.annotations.."))))
        .check(CLASSES);
  }

  /** Two names were given from outside. */
  @Test
  void types_are_nouns_of_the_trade_not_of_programming() {
    noClasses()
        .that()
        .doNotHaveSimpleName("PoolInterface")
        .and()
        .doNotHaveSimpleName("LifecycleManager")
        .should()
        .haveNameMatching(".*\\.\\w*(Impl|Abstract|Base|Manager|Helper|Util|Interface)\\w*")
        .check(CLASSES);
  }

  /** Out of the sources: ArchUnit sees modifiers, but not blocks. */
  @Test
  void nothing_is_synchronized_by_keyword() throws IOException {
    assertThat(mainSources())
        .isNotEmpty()
        .allSatisfy(file -> assertThat(file).content().doesNotContainPattern(SYNCHRONIZED));
  }

  /** Not by walking through all there is: what others build meanwhile comes and goes. */
  private static List<Path> mainSources() throws IOException {
    var sources = new ArrayList<Path>();
    try (var modules = Files.newDirectoryStream(Path.of(".."), ArchitectureTest::isModule)) {
      for (var module : modules) {
        try (var files = Files.walk(module.resolve("src/main/java"))) {
          files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
        }
      }
    }
    return sources;
  }

  private static boolean isModule(Path directory) {
    return Files.isDirectory(directory.resolve("src/main/java"));
  }

  @Test
  void nothing_prints_but_the_banner_and_the_console() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Console")
        .and()
        .doNotHaveSimpleName("ServerCommand")
        .and()
        .doNotHaveSimpleName("Banner")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }

  @Test
  void java_util_logging_is_only_where_jdbc_asks_for_it() {
    noClasses()
        .that()
        .areNotAssignableTo(javax.sql.CommonDataSource.class)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging")
        .check(CLASSES);
  }

  @Test
  void hocon_stays_in_container_and_providers() {
    noClasses()
        .that()
        .resideInAnyPackage("lido.pool..", "lido.server..", "lido.console..", "example..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.typesafe.config..")
        .check(CLASSES);
  }

  @Test
  void guice_aop_is_not_used() {
    noClasses().should().dependOnClassesThat().resideInAPackage("org.aopalliance..").check(CLASSES);
  }

  /** The pool has a list of its own: it calls drivers by name. */
  @Test
  void reflection_is_only_where_it_must_be() {
    noClasses()
        .that()
        .resideOutsideOfPackage("lido.pool..")
        .and()
        .doNotHaveSimpleName("WorkerThreads")
        .and()
        .doNotHaveSimpleName("Providers")
        .and()
        .doNotHaveSimpleName("Signals")
        .and()
        .doNotHaveFullyQualifiedName("lido.console.Signals$Handler")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.reflect..")
        .check(CLASSES);
  }
}
