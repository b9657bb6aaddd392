package org.isotopelm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The benchmarks are no part of the build, but a change of the program must not break them. */
class BenchesTest {
  private static final List<String> OPTIONS =
      List.of(
          "-cp",
          System.getProperty("java.class.path"),
          "-proc:none",
          "--add-modules=jdk.incubator.vector");

  /** All but those for JMH, which the build does not have. */
  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/bench"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !text(file).contains("org.openjdk.jmh"))
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void sources_ofAllBenchmarks_compile() throws IOException {
    List<Path> sources = sources();
    assertThat(sources).hasSizeGreaterThan(15);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      var units = files.getJavaFileObjectsFromPaths(sources);
      // Checks all of it and writes no classes.
      ((JavacTask) compiler.getTask(null, files, found, OPTIONS, null, units)).analyze();
    }
    assertThat(found.getDiagnostics())
        .filteredOn(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .isEmpty();
  }
}
