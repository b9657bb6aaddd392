package org.isotopelm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The laws of the source tree, which is read once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArchitectureTest {
  /** A package uses only those before it; the root package is the library. */
  private static final List<String> ORDER =
      List.of(
          "base",
          "words",
          "math.random",
          "math.kernel",
          "math.product",
          "math",
          "param",
          "text.read",
          "text.catalog",
          "text",
          "survey",
          "token.training",
          "token.piece",
          "token.pipeline",
          "token.foreign",
          "token",
          "data",
          "model",
          "model.neural",
          "model.network",
          "model.dynamic",
          "model.ngram",
          "model.ngram.arpa",
          "model.ngram.estimate",
          "model.mixture",
          "optim.schedule",
          "optim.average",
          "optim.decay",
          "optim.explain",
          "optim.algorithm",
          "optim",
          "checkpoint",
          "huggingface",
          "eval",
          "coding",
          "baseline",
          "teacher",
          "train",
          "train.cost",
          "train.run",
          "study.space",
          "study.statistics",
          "study.trial",
          "study.search",
          "study.plan",
          "study.comparison",
          "study.training",
          "study.journal",
          "study.verdict",
          "study",
          "report.chart",
          "report.table",
          "report.run",
          "report.study",
          "report",
          "export.gguf",
          "export.onnx",
          "export",
          "config",
          "advice",
          "project",
          "draft",
          "cluster",
          "",
          "cli.console",
          "cli.call",
          "cli.files",
          "cli.live",
          "cli.text",
          "cli");

  private static final String ROOT = "org.isotopelm";

  private final JavaClasses all =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /** A package that is not scanned obeys every law. The source tree says which there are. */
  @Test
  void scan_ofTheSourceTree_findsEveryPackageAndEveryFile() throws IOException {
    assertThat(packages()).containsExactlyInAnyOrderElementsOf(ORDER);
    Path sources = Path.of("src/main/java");
    try (Stream<Path> files = Files.walk(sources)) {
      List<String> names =
          files
              .map(file -> sources.relativize(file).toString())
              .filter(file -> file.endsWith(".java") && !file.endsWith("package-info.java"))
              .map(file -> file.replaceAll("\\.java$", "").replaceAll("[/\\\\]", "."))
              .toList();
      assertThat(names).isNotEmpty().allMatch(all::contain);
    }
  }

  @Test
  void spark_isKnownToTheClusterAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".cluster")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "scala..", "org.apache.hadoop..")
        .check(all);
  }

  @Test
  void packages_inTheirOrder_useOnlyThoseBefore() {
    List<String> backwards =
        all.stream()
            .flatMap(from -> from.getDirectDependenciesFromSelf().stream())
            .filter(use -> use.getTargetClass().getPackageName().startsWith(ROOT))
            .filter(use -> place(use.getTargetClass()) > place(use.getOriginClass()))
            .map(use -> use.getDescription())
            .toList();
    assertThat(backwards).isEmpty();
  }

  /** ND4J takes seconds to load and is not there in every program: one export uses it, no more. */
  @Test
  void nd4j_outsideTheExportToDeeplearning4j_isNotUsed() {
    List<String> users =
        all.stream()
            .flatMap(from -> from.getDirectDependenciesFromSelf().stream())
            .filter(
                use -> use.getTargetClass().getName().matches("org\\.(nd4j|deeplearning4j)\\..*"))
            .map(use -> use.getOriginClass().getSimpleName())
            .distinct()
            .toList();
    assertThat(users)
        .containsExactlyInAnyOrder(
            "Deeplearning4jLstm",
            "Deeplearning4jMlp",
            "Deeplearning4jWeights",
            "Deeplearning4jZip");
  }

  /** So that a name read anywhere says which class it is. */
  @Test
  void names_ofClassesThatAreNotNested_areThereOnce() {
    Map<String, List<String>> packages =
        all.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getSimpleName,
                    Collectors.mapping(ArchitectureTest::name, Collectors.toList())));
    assertThat(packages).hasSizeGreaterThan(300);
    packages.values().removeIf(each -> each.size() == 1);
    assertThat(packages).isEmpty();
  }

  @Test
  void optim_ofModelsAndData_knowsNothing() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".optim")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".model", ROOT + ".data", ROOT + ".text..", ROOT + ".token")
        .check(all);
  }

  @Test
  void math_ofTheWorld_usesTheJdkTheBlasAndTheLogOnly() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".math..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".base",
            ROOT + ".math..",
            "java..",
            "jdk.incubator.vector",
            "org.bytedeco..",
            "org.slf4j",
            "org.jspecify.annotations")
        .check(all);
  }

  @Test
  void standardStreams_outsideTheCommandLine_areLetBe() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(all);
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".cli..")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(all);
  }

  @Test
  void staticFields_everywhere_areFinal() {
    fields().that().areStatic().should().haveModifier(JavaModifier.FINAL).check(all);
  }

  @Test
  void staticFields_everywhere_holdNothingThatChanges() {
    List<String> changing =
        Statics.of(all)
            .filter(field -> !Statics.isFixed(field))
            .map(JavaField::getFullName)
            .toList();
    assertThat(changing).isEmpty();
  }

  @Test
  void isFixed_ofEachKindOfField_findsThoseThatChange() {
    JavaClass samples = new ClassFileImporter().importClass(StaticsSamples.class);
    List<String> changing =
        Statics.of(List.of(samples))
            .filter(field -> !Statics.isFixed(field))
            .map(JavaField::getName)
            .toList();
    assertThat(changing)
        .containsExactlyInAnyOrder(
            "ATOMIC",
            "BUFFER",
            "CAPTURING",
            "CHANGING_LIST",
            "CHANGING_WITHIN",
            "LOCK",
            "OPEN_ARRAY",
            "OWN",
            "PER_THREAD",
            "RECORD_OF_CHANGING");
  }

  /** A live page's token must be beyond guessing; nothing that is computed follows from it. */
  @Test
  void randomNumbers_everywhere_comeFromAGeneratorThatIsPassedIn() {
    noClasses()
        .that()
        .doNotHaveSimpleName("LiveServer")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Random.class, SecureRandom.class, ThreadLocalRandom.class)
        .orShould()
        .callMethod(Math.class, "random")
        .check(all);
  }

  private Set<String> packages() {
    return all.stream().map(ArchitectureTest::name).collect(Collectors.toCollection(TreeSet::new));
  }

  private static int place(JavaClass type) {
    return ORDER.indexOf(name(type));
  }

  /** The package below the root. */
  private static String name(JavaClass type) {
    return type.getPackageName().equals(ROOT)
        ? ""
        : type.getPackageName().substring(ROOT.length() + 1);
  }
}
