package org.isotopelm.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.ExitCode;
import org.isotopelm.IsotopeException;
import org.isotopelm.text.DataSpec.Documents;
import org.isotopelm.text.DataSpec.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            IsotopeException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessage(
            "texts/aa.txt: there is no such file or folder in %s; did you mean 'a.txt'?", folder);
  }

  @ParameterizedTest
  @CsvSource({"none/*.txt,the pattern matches no .txt", "empty,the folder holds no .txt"})
  void find_nothing_saysSo(String name, String reason) {
    assertThatThrownBy(() -> tree().beside("empty/x.md", "").named(name).open())
        .hasMessageStartingWith(name + ": " + reason);
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
