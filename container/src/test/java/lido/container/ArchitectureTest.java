package lido.container;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lido.pool.DatabasePool;
import lido.pool.PoolInterface;
import lido.pool.RequestScope;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("lido.container");

  @Test
  void of_the_pool_only_its_interfaces_and_the_scope_of_a_task_are_known() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("lido.pool..")
                .and(not(assignableTo(PoolInterface.class)).or(type(DatabasePool.class)))
                .and(not(type(RequestScope.class))))
        .check(CLASSES);
  }

  @Test
  void nothing_is_known_of_the_modules_above() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "lido.server..", "lido.console..", "lido.providers..", "io.vertx..", "java.sql..")
        .check(CLASSES);
  }

  @Test
  void nothing_prints_and_slf4j_logs() {
    noClasses().should().accessField(System.class, "out").check(CLASSES);
    noClasses().should().accessField(System.class, "err").check(CLASSES);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .check(CLASSES);
  }

  @Test
  void reflection_is_in_two_classes() {
    noClasses()
        .that()
        .doNotHaveSimpleName("WorkerThreads")
        .and()
        .doNotHaveSimpleName("Providers")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.reflect..")
        .orShould()
        .callMethod(Class.class, "forName", String.class)
        .orShould()
        .callMethod(Class.class, "forName", String.class, boolean.class, ClassLoader.class)
        .check(CLASSES);
  }

  @Test
  void nothing_is_synchronized() throws IOException {
    noMethods().should().haveModifier(SYNCHRONIZED).check(CLASSES);
    try (var files = Files.walk(Path.of("src/main/java"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).as(file.toString()).doesNotContain("synchronized (");
      }
    }
  }
}
