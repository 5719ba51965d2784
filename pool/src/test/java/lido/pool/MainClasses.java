package lido.pool;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;

/** The compiled classes of the pool itself. */
final class MainClasses {

  static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("lido.pool");

  private MainClasses() {}

  /** Where a method is called, such as {@code java/lang/System} and {@code exit}. */
  static List<String> callersOf(String owner, String method) {
    return ALL.stream()
        .flatMap(each -> each.getMethodCallsFromSelf().stream())
        .filter(call -> call.getTarget().getOwner().getName().equals(owner.replace('/', '.')))
        .filter(call -> call.getTarget().getName().equals(method))
        .map(call -> call.getDescription())
        .toList();
  }
}
