package org.isotopelm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library's pages, its Javadoc, and the project that shows its use. */
class LibraryDocsTest {
  private static final Path PROGRAM = Path.of("src/it/library/src/main/java/Use.java");
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void program_inTheReadme_isThatOfTheProject() throws IOException {
    assertThat(blocks(Path.of("README.md"))).contains(Files.readString(PROGRAM));
  }

  /** In a folder of its own, with nothing but the library's flags. */
  @Test
  void program_ofTheProject_printsTheNllOfItsText() throws IOException, InterruptedException {
    assertThat(faults(List.of(PROGRAM))).isEmpty();
    Path run =
        SmallRun.train(
            folder,
            "{kind: bpe, vocabulary: 300}",
            "{kind: gpt, layers: 1, heads: 2, width: 16, context: 8}");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                folder.resolve("classes") + File.pathSeparator + classPath(),
                "Use",
                "run")
            .directory(folder.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();

    assertThat(process.waitFor()).as(Files.readString(folder.resolve("errors"))).isZero();
    try (LanguageModel model = Isotope.open(run, OpenOptions.defaults().withHome(folder))) {
      TextScore score = model.score("Mr President, I thank you.");
      assertThat(lines).contains("nll " + score.nll() + " nats per token");
    }
    assertThat(lines).hasSizeGreaterThan(20).anyMatch(line -> line.startsWith("next '"));
  }

  /** Without the libraries that a program has to name itself. */
  @Test
  void export_withoutDeeplearning4j_saysWhatToAdd() throws Exception {
    Path run =
        SmallRun.train(
            folder, "{kind: byte}", "{kind: mlp, context: 2, embedding: 8, hidden: [8]}");
    List<URL> urls = new ArrayList<>();
    for (String entry : classPath().split(File.pathSeparator, -1)) {
      if (!entry.contains("deeplearning4j") && !entry.contains("nd4j")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> isotope = loader.loadClass("org.isotopelm.Isotope");
      Object model = isotope.getMethod("open", Path.class).invoke(null, run);
      Method export = model.getClass().getMethod("export", String.class, Path.class);
      export.invoke(model, "safetensors", folder.resolve("model.safetensors"));
      assertThatThrownBy(() -> export.invoke(model, "deeplearning4j", folder.resolve("d.zip")))
          .cause()
          .hasMessageContaining("add org.deeplearning4j:deeplearning4j-nn")
          .matches(error -> error.getClass().getName().equals("org.isotopelm.IsotopeException"));
    }
  }

  /** The version in the project's pom is the one that is built here. */
  @Test
  void pom_ofTheProject_namesThisVersion() throws IOException {
    String own = Files.readString(Path.of("pom.xml"));
    String version = own.replaceAll("(?s).*?<version>([^<]+)</version>.*", "$1");
    assertThat(Files.readString(Path.of("src/it/library/pom.xml")))
        .contains("<isotope.version>" + version + "</isotope.version>");
    assertThat(Files.readString(Path.of("README.md")))
        .contains("<version>" + version + "</version>");
  }

  @Test
  void snippets_onThePages_compileAsTheyStand() throws IOException {
    int found = 0;
    for (String page : List.of("README.md", "src/site/markdown/library.md")) {
      for (String block : blocks(Path.of(page))) {
        Path file = folder.resolve("s" + found++).resolve("Snippet.java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, whole(block));
        assertThat(faults(List.of(file))).as(block).isEmpty();
      }
    }
    assertThat(found).isGreaterThan(1);
  }

  /** Of every class, method, parameter and error that a user can see. */
  @Test
  void javadoc_ofTheLibrary_lacksNothing() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/java/org/isotopelm"))) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(sources).hasSizeGreaterThan(10);
      assertThat(faults(sources, "-Xdoclint:all/protected")).isEmpty();
    }
  }

  /** A snippet that is no class becomes the body of a method. */
  private static String whole(String block) {
    if (block.contains("class ")) {
      return block.replace("public class", "class");
    }
    String imports =
        block.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
    String body =
        block.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
    return imports + "\nclass Snippet { void snippet() throws Exception {\n" + body + "\n} }\n";
  }

  private static List<String> blocks(Path page) throws IOException {
    return BLOCK.matcher(Files.readString(page)).results().map(found -> found.group(1)).toList();
  }

  /** What the compiler says of these files; their classes go to {@code classes}. */
  private List<String> faults(List<Path> files, String... more) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> options =
        Stream.concat(
                Stream.of(
                    "-d", classes.toString(), "-cp", classPath(), "-proc:none", "-implicit:none"),
                Arrays.stream(more))
            .toList();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(found, null, UTF_8)) {
      compiler
          .getTask(null, manager, found, options, null, manager.getJavaFileObjectsFromPaths(files))
          .call();
    }
    return found.getDiagnostics().stream()
        .filter(each -> each.getKind() != Diagnostic.Kind.NOTE)
        .map(each -> each.toString())
        .toList();
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
