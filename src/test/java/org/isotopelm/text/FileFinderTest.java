package org.isotopelm.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.config.LoadedConfig;
import org.isotopelm.text.catalog.Catalog;
import org.isotopelm.text.read.Documents;
import org.isotopelm.text.read.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileFinderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "texts|texts/a.txt texts/b/a.txt texts/b/c/x.txt texts/b/d.txt",
        "texts/*.txt|texts/a.txt",
        "texts/**/*.txt|texts/a.txt texts/b/a.txt texts/b/c/x.txt texts/b/d.txt",
        "texts/**/a.txt|texts/a.txt texts/b/a.txt",
        "**/[a-c].txt|texts/a.txt texts/b/a.txt",
        "**/[!a].txt|texts/b/c/x.txt texts/b/d.txt",
        "texts/b/{a,d}.txt|texts/b/a.txt texts/b/d.txt",
        "*/?/?.txt|texts/b/a.txt texts/b/d.txt",
        "texts/notes.md|texts/notes.md"
      })
  void find_folderOrPattern_findsKnownFilesInOrder(String name, String found) {
    assertThat(names(tree().named(name).open())).isEqualTo(List.of(found.split(" ")));
  }

  @Test
  void find_formatGiven_takesEveryFileOfAFolder() {
    assertThat(names(tree().named("texts/b").format(Format.TEXT).open()))
        .containsExactly("texts/b/a.txt", "texts/b/c/x.txt", "texts/b/d.txt", "texts/b/e.java");
  }

  @Test
  void find_namedTwice_takesItOnceInTheOrderNamed() {
    assertThat(names(tree().named("texts/b/d.txt", "texts/b", "./texts/b/../b/d.txt").open()))
        .containsExactly("texts/b/d.txt", "texts/b/a.txt", "texts/b/c/x.txt");
  }

  @Test
  void find_nameWithPatternCharacters_isThatFileWhereItExists() {
    assertThat(names(new Spec(folder).file("a[1].txt", "x").beside("a1.txt", "y").open()))
        .containsExactly("a[1].txt");
  }

  @Test
  void find_missing_namesFolderAndNeighbour() {
    assertThatThrownBy(() -> tree().named("texts/aa.txt").open())
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessage(
            "data.files.0: texts/aa.txt: this file or folder does not exist in %s; did you mean 'a.txt'?",
            folder);
  }

  @Test
  void find_missingInAConfig_namesTheLine() throws IOException {
    Path config = folder.resolve("c.yaml");
    Files.writeString(
        config,
        """
        data:
          files:
            - there.txt
            - gone.txt
        tokenizer: {kind: byte}
        model: {kind: mlp, context: 2, embedding: 4, hidden: [8]}
        train: {steps: 1, batch: 1}
        """);
    Files.writeString(folder.resolve("there.txt"), "text");
    LoadedConfig loaded = ConfigFile.read(config, List.of());
    DataSpec data = Objects.requireNonNull(loaded.config().data());
    assertThatThrownBy(() -> Corpus.open(data, folder, Catalog.open(Path.of(""))))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              Problem problem = loaded.source().locate(e).problems().getFirst();
              assertThat(problem.file()).isEqualTo(config.toString());
              assertThat(problem.line()).isEqualTo(4);
              assertThat(problem.path()).isEqualTo("data.files.1");
              assertThat(problem.message())
                  .contains("gone.txt: this file or folder does not exist");
            });
  }

  /** What stands in the names of folders around a config is no pattern. */
  @ParameterizedTest
  @ValueSource(strings = {"br[1]", "a*b", "what?", "{a,b}", "[", "x[*]y", "[!a]"})
  void find_patternCharactersInTheConfigsFolder_areLetters(String name) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    new Spec(home)
        .beside("texts/a.txt", "1")
        .beside("texts/b[1].txt", "2")
        .beside("texts/sub/c.txt", "3");
    assertThat(configured(home, "texts/*.txt")).containsExactly("1", "2");
    assertThat(configured(home, "texts/b[1].txt")).containsExactly("2");
    assertThat(configured(home, "texts")).containsExactly("1", "2", "3");
    assertThat(configured(home, "texts/**/[c].txt")).containsExactly("3");
    assertThatThrownBy(() -> configured(home, "texts/d.txt"))
        .hasMessageContaining(home + "/texts/d.txt: this file or folder does not exist");
  }

  private static List<String> configured(Path home, String name) throws IOException {
    Path config = home.resolve("c.yaml");
    Files.writeString(
        config,
        """
        data: {files: ['%s']}
        tokenizer: {kind: byte}
        model: {kind: mlp, context: 2, embedding: 4, hidden: [8]}
        train: {steps: 1, batch: 1}
        """
            .formatted(name));
    DataSpec data = Objects.requireNonNull(ConfigFile.read(config, List.of()).config().data());
    return Spec.texts(Corpus.open(data, home, Catalog.open(Path.of(""))));
  }

  @Test
  void find_folderWithALinkToItsParent_takesEachFileOnce() throws IOException {
    Spec spec = tree();
    Files.createSymbolicLink(folder.resolve("texts/b/up"), folder.resolve("texts"));
    Files.createSymbolicLink(folder.resolve("texts/nowhere.txt"), folder.resolve("gone"));
    assertThat(names(spec.named("texts").open()))
        .containsExactly("texts/a.txt", "texts/b/a.txt", "texts/b/c/x.txt", "texts/b/d.txt");
    assertThat(names(new Spec(folder).named("texts/**/d.txt").open()))
        .containsExactly("texts/b/d.txt");
  }

  @Test
  void find_patternThatEndsInAnySuffix_isReadAsText() {
    assertThat(names(tree().named("**/*.java").open())).containsExactly("texts/b/e.java");
    assertThatThrownBy(() -> tree().named("texts/b/e*").open())
        .hasMessageContainingAll("the pattern matches no .txt", "**/*.java", "data.format: text");
  }

  @Test
  void find_pipe_isReadOnceAndCanBeGoneThroughAgain() throws Exception {
    Path pipe = folder.resolve("pipe.jsonl");
    assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Files.writeString(pipe, "{\"text\": \"a\"}\n{\"text\": \"b\"}\n");
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
    Corpus corpus = new Spec(folder).named("pipe.jsonl").open();
    writer.join();
    assertThat(Spec.texts(corpus)).containsExactly("a", "b");
    assertThat(Spec.texts(corpus)).containsExactly("a", "b");
  }

  @ParameterizedTest
  @CsvSource({"none/*.txt,the pattern matches no file", "empty,the folder holds no .txt"})
  void find_nothing_saysSo(String name, String reason) {
    assertThatThrownBy(() -> tree().beside("empty/x.md", "").named(name).open())
        .hasMessageStartingWith("data.files.0: " + name + ": " + reason);
  }

  @Test
  void find_dash_isStandardInputAndCanBeReadTwice() {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream("a\n\nb".getBytes(StandardCharsets.UTF_8)));
    try {
      Corpus corpus = new Spec(folder).named("-").open();
      assertThat(Spec.texts(corpus)).containsExactly("a", "b");
      assertThat(names(corpus)).containsExactly("standard input#1", "standard input#2");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void open_emptyFile_saysSo() {
    assertThatThrownBy(() -> new Spec(folder).file("e.txt", "").open())
        .hasMessageStartingWith("e.txt: is empty: ")
        .hasMessageContaining("token");
    assertThatThrownBy(() -> new Spec(folder).file("e.txt", "\n\n").by(Documents.LINE).open())
        .hasMessageStartingWith("e.txt: is empty: ");
  }

  private Spec tree() {
    return new Spec(folder)
        .beside("texts/a.txt", "1")
        .beside("texts/b/a.txt", "2")
        .beside("texts/b/c/x.txt", "3")
        .beside("texts/b/d.txt", "4")
        .beside("texts/b/e.java", "5")
        .beside("texts/notes.md", "6")
        .beside("texts/.hidden.txt", "7")
        .beside("texts/.git/x.txt", "8");
  }

  private static List<String> names(Corpus corpus) {
    return IntStream.range(0, corpus.size()).mapToObj(d -> corpus.entry(d).name()).toList();
  }
}
