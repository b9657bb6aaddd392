package org.isotopelm.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "*.txt a.txt true",
        "*.txt b/a.txt false",
        "*.txt a.TXT false",
        "?.txt a.txt true",
        "?.txt /.txt false",
        "**/*.java A.java true",
        "**/*.java a/b/A.java true",
        "texts/**/x.txt texts/x.txt true",
        "texts/** texts/a/b true",
        "[a-c].txt b.txt true",
        "[!a-c].txt b.txt false",
        "[!a-c].txt d.txt true",
        "{a,b}.txt b.txt true",
        "{a,b}.txt c.txt false",
        "[*].txt *.txt true",
        "[*].txt a.txt false",
        "a[.txt a[.txt true",
      })
  void compile_pattern_matchesWholePaths(String glob, String path, boolean expected) {
    assertThat(Glob.compile(glob).matcher(path).matches()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"a*b", "x?y", "[z]", "{a", "plain", "a[b]c{d}e*f?"})
  void escape_anyText_matchesItselfAndIsNoPattern(String text) {
    String escaped = Glob.escape(text);
    assertThat(Glob.compile(escaped).matcher(text).matches()).isTrue();
    assertThat(Glob.isPattern(escaped)).isFalse();
    assertThat(Glob.literal(escaped)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "block.*.mlp.*, block.0.mlp.weight, true",
    "block.?.mlp.*, block.10.mlp.weight, false",
    "[h]ead.weight, head.weight, false",
    "[h]ead.weight, [h]ead.weight, true",
    "{a, {a, true",
    "*[*], x[y], true",
    "\\Q*, \\Qx, true",
  })
  void compileName_bracketsAndBraces_standForThemselves(
      String glob, String name, boolean expected) {
    assertThat(Glob.compileName(glob).matcher(name).matches()).isEqualTo(expected);
  }

  /** Why a class of our own: a pattern that the documentation gives would match less. */
  @Test
  void compile_folderPatternOfTheDocumentation_matchesMoreThanTheJdks() {
    assertThat(FileSystems.getDefault().getPathMatcher("glob:**/*.java").matches(Path.of("A.java")))
        .isFalse();
    assertThat(Glob.compile("**/*.java").matcher("A.java").matches()).isTrue();
  }
}
