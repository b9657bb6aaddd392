package org.isotopelm.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.isotopelm.base.ContentHash;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.math.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of one group are never parted. */
class GroupsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void splitAndFolds_anyGroups_partNone(boolean contiguous) {
    for (int round = 0; round < 15; round++) {
      RandomStream random = RandomStream.of(round, "groups");
      int groups = 12 + random.nextInt(30);
      // Every group is there once, then any; texts repeat, some are empty.
      int[] of =
          IntStream.range(0, 4 * groups)
              .map(i -> i < groups ? i : random.nextInt(groups))
              .toArray();
      StringBuilder lines = new StringBuilder();
      for (int group : of) {
        String text = random.nextInt(9) == 0 ? "" : "word ".repeat(1 + random.nextInt(12));
        lines.append(
            String.format(Locale.ROOT, "{\"text\": \"%s\", \"who\": \"g%d\"}\n", text, group));
      }
      Spec spec = new Spec(folder).file("a.jsonl", lines.toString()).group("who");
      Corpus corpus = (contiguous ? spec.contiguous(0.15, 0.15) : spec.split(0.15, 0.15)).open();

      Split split = corpus.split();
      assertPartition(split, corpus.size());
      assertNoneParted(split, of);
      int folds = 2 + random.nextInt(3);
      Set<Integer> scored = new HashSet<>();
      for (Split fold : Folds.of(corpus, split, folds, FoldOrder.HASH)) {
        assertPartition(fold, corpus.size());
        assertNoneParted(fold, of);
        assertThat(fold.test()).isEqualTo(split.test());
        Arrays.stream(fold.validation()).forEach(d -> assertThat(scored.add(d)).isTrue());
      }
      assertThat(scored).hasSize(corpus.size() - split.test().length);
    }
  }

  /** Sixty texts, each by two of twenty authors, who share texts in pairs. */
  @ParameterizedTest
  @EnumSource(FoldOrder.class)
  void splitAndFolds_textsSharedByGroups_standOnOneSideOnly(FoldOrder order) {
    StringBuilder lines = new StringBuilder();
    for (int text = 0; text < 60; text++) {
      int pair = text % 10;
      lines.append(String.format(Locale.ROOT, "a%d\ttext number %d\n", pair, text));
      lines.append(String.format(Locale.ROOT, "b%d\ttext number %d\n", pair, text));
    }
    Corpus corpus =
        new Spec(folder)
            .file("a.tsv", lines.toString())
            .field("2")
            .group("1")
            .split(0.2, 0.2)
            .open();
    Split split = corpus.split();
    assertPartition(split, 120);
    assertNoTextParted(corpus, split);
    for (Split fold : Folds.of(corpus, split, 3, order)) {
      assertNoTextParted(corpus, fold);
    }
    assertThat(corpus.index().ofGroups(IntStream.range(0, 120).toArray()))
        .isEqualTo(" of 20 groups, 10 that share no text with others,");
  }

  @Test
  void split_textSharedByNearlyAllGroups_partsTextsAndNotGroups() {
    StringBuilder lines = new StringBuilder();
    int[] groups = new int[60];
    for (int i = 0; i < 60; i++) {
      groups[i] = i / 2;
      lines.append(
          String.format(
              Locale.ROOT, "g%d\t%s\n", i / 2, i % 2 == 0 ? "Thank you!" : "text number " + i));
    }
    Corpus corpus =
        new Spec(folder)
            .file("a.tsv", lines.toString())
            .field("2")
            .group("1")
            .split(0.2, 0.2)
            .open();
    assertThat(corpus.index().joinsTexts()).isFalse();
    assertNoneParted(corpus.split(), groups);
    assertThat(corpus.split().test()).hasSizeBetween(10, 16);
  }

  @Test
  void fingerprint_groupsJoinedByAText_isThatOfOneGroup() {
    // So that a study that was begun when such groups were parted does not go on with other splits.
    String shared =
        tsv("a\tone", "b\ttwo", "c\tthree", "d\ttwo", "e\tfourteen", "f\tfifteen")
            .field("2")
            .group("1")
            .open()
            .fingerprint();
    String apart =
        tsv("a\tone", "b\ttwo", "c\tthree", "b\ttwo", "e\tfourteen", "f\tfifteen")
            .field("2")
            .group("1")
            .open()
            .fingerprint();
    assertThat(shared).isEqualTo(apart);
  }

  @Test
  void folds_unevenGroups_areSharedOutFromTheLargest() {
    // Bytes: a 7, b 2, c 2 + 2, d 3. Largest first: a to block 0, c to 1, d to 2, b to 2.
    Corpus corpus =
        tsv("a\taaaaaaa", "c\tcc", "b\tbb", "d\tddd", "c\tCC").field("2").group("1").open();
    List<Split> folds = Folds.of(corpus, corpus.split(), 3, FoldOrder.HASH);
    assertThat(folds.get(0).validation()).containsExactly(0);
    assertThat(folds.get(1).validation()).containsExactly(1, 4);
    assertThat(folds.get(2).validation()).containsExactly(2, 3);
    assertThat(folds.get(2).train()).containsExactly(0, 1, 4);
  }

  @Test
  void folds_fewerGroupsThanFolds_areRefusedWithBothNumbers() {
    Corpus corpus = tsv("a\tone", "b\ttwo", "a\tthree", "b\tfour").field("2").group("1").open();
    assertThatThrownBy(() -> Folds.of(corpus, corpus.split(), 3, FoldOrder.HASH))
        .hasMessageStartingWith(
            "study.folds: the 4 documents of 2 groups outside the test split cannot be"
                + " cut into 3 blocks");
  }

  @Test
  void split_oneGroup_isRefusedWithTheirNumber() {
    Corpus corpus = tsv("a\tone", "a\ttwo").field("2").group("1").split(0.1, 0.1).open();
    assertThatThrownBy(corpus::split)
        .hasMessageContainingAll("would be empty", "2 documents of 1 group");
  }

  @Test
  void group_numbersAndTruthValues_areAsTheirTexts() {
    Corpus corpus =
        new Spec(folder)
            .file(
                "a.jsonl",
                """
                {"text": "a", "id": 7}
                {"text": "b", "id": "7"}
                {"text": "c", "id": true}
                {"text": "d", "id": 7.0}
                """)
            .group("id")
            .open();
    assertThat(corpus.index().unitFirsts(new int[] {0, 1, 2, 3})).containsExactly(0, 0, 2, 3);
  }

  @Test
  void group_columnByName_readsTheHeaderOnce() {
    Corpus corpus = tsv("who\tsays", "x\tone", "y\ttwo").field("2").group("who").open();
    assertThat(Spec.texts(corpus)).containsExactly("one", "two");
    assertThat(corpus.index().ofGroups(new int[] {0, 1})).isEqualTo(" of 2 groups");
  }

  @Test
  void fingerprint_otherGroups_isAnother() {
    String one = tsv("a\tone", "b\ttwo").field("2").group("1").open().fingerprint();
    String other = tsv("a\tone", "a\ttwo").field("2").group("1").open().fingerprint();
    assertThat(one).isNotEqualTo(other);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"text\": \"b\"}|has no field 'who', only text; set data.group",
        "{\"text\": \"b\", \"who\": null}|field 'who' is null and cannot name a group",
        "{\"text\": \"b\", \"who\": \"\"}|field 'who' is \"\" and cannot name a group",
        "{\"text\": \"b\", \"who\": [1]}|field 'who' is [1] and cannot name a group"
      })
  void group_missingInARecord_isADataErrorAtItsLine(String line, String message) {
    Spec spec =
        new Spec(folder)
            .file("a.jsonl", "{\"text\": \"a\", \"who\": \"x\"}\n" + line + "\n")
            .group("who");
    assertThatThrownBy(spec::open)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageContainingAll("a.jsonl:2:1", message);
  }

  @Test
  void group_emptyCellOrUnknownColumn_isADataErrorAtItsLine() {
    assertThatThrownBy(() -> tsv("a\tone", "\ttwo").field("2").group("1").open())
        .hasMessageContainingAll("a.tsv:2:1", "data.group names is empty");
    assertThatThrownBy(() -> tsv("who\tsays", "a\tone").field("says").group("whom").open())
        .hasMessageContainingAll("a.tsv:1:1", "no column 'whom'", "who", "set data.group");
  }

  @Test
  void group_ofPlainText_isAConfigError() {
    assertThatThrownBy(() -> new Spec(folder).file("a.txt", "text").group("who").open())
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG))
        .hasMessageContainingAll("data.group", "a.txt is plain text");
  }

  private Spec tsv(String... lines) {
    return new Spec(folder).file("a.tsv", String.join("\n", lines) + "\n");
  }

  private static void assertPartition(Split split, int documents) {
    int[] all =
        IntStream.of(split.train().length, split.validation().length, split.test().length)
            .toArray();
    assertThat(Arrays.stream(all).sum()).isEqualTo(documents);
    Set<Integer> seen = new HashSet<>();
    for (int[] part : List.of(split.train(), split.validation(), split.test())) {
      Arrays.stream(part).forEach(d -> assertThat(seen.add(d)).isTrue());
    }
  }

  private static void assertNoneParted(Split split, int[] groups) {
    Set<Integer> train = groupsOf(split.train(), groups);
    Set<Integer> validation = groupsOf(split.validation(), groups);
    Set<Integer> test = groupsOf(split.test(), groups);
    assertThat(train).doesNotContainAnyElementsOf(validation).doesNotContainAnyElementsOf(test);
    assertThat(validation).doesNotContainAnyElementsOf(test);
  }

  private static void assertNoTextParted(Corpus corpus, Split split) {
    Set<ContentHash> train = textsOf(corpus, split.train());
    Set<ContentHash> validation = textsOf(corpus, split.validation());
    Set<ContentHash> test = textsOf(corpus, split.test());
    assertThat(train).doesNotContainAnyElementsOf(validation).doesNotContainAnyElementsOf(test);
    assertThat(validation).doesNotContainAnyElementsOf(test);
  }

  private static Set<ContentHash> textsOf(Corpus corpus, int[] documents) {
    Set<ContentHash> found = new HashSet<>();
    Arrays.stream(documents).forEach(d -> found.add(corpus.entry(d).hash()));
    return found;
  }

  private static Set<Integer> groupsOf(int[] documents, int[] groups) {
    Set<Integer> found = new HashSet<>();
    Arrays.stream(documents).forEach(d -> found.add(groups[d]));
    return found;
  }
}
