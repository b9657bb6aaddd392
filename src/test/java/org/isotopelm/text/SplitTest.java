package org.isotopelm.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.isotopelm.base.ContentHash;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.text.read.Documents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
  @TempDir Path folder;

  @Test
  void byShare_manyDocuments_hasTheSharesAndEveryDocumentOnce() {
    Corpus corpus =
        new Spec(folder).file("a.txt", CorpusTest.numbered(2000)).split(0.2, 0.1).open();
    Split split = corpus.split();
    assertWhole(corpus, split);
    assertThat(share(corpus, split.test())).isBetween(0.1, 0.101);
    assertThat(share(corpus, split.validation())).isBetween(0.2, 0.201);
    // The order is that of a hash: no half of the corpus has more than its part.
    long early = Arrays.stream(split.test()).filter(d -> d < 1000).count();
    assertThat((double) early / split.test().length).isBetween(0.4, 0.6);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void split_duplicates_neverStraddle(boolean contiguous) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 600; i++) {
      text.append("line ").append(i * 7919 % 83).append('\n');
    }
    Spec spec = new Spec(folder).file("a.txt", text.toString()).by(Documents.LINE);
    Corpus corpus = (contiguous ? spec.contiguous(0.2, 0.2) : spec.split(0.2, 0.2)).open();
    assertWhole(corpus, corpus.split());
    assertThat(corpus.split().test()).isNotEmpty();
    assertDisjoint(corpus, corpus.split());
    for (FoldOrder order : FoldOrder.values()) {
      for (Split fold : Folds.of(corpus, corpus.split(), 3, order)) {
        assertWhole(corpus, fold);
        assertDisjoint(corpus, fold);
      }
    }
  }

  @Test
  void byShare_emptyLines_areSpreadAsTheOthers() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      text.append("line ").append(i).append("\n\n");
    }
    Corpus corpus =
        new Spec(folder).file("a.txt", text.toString()).by(Documents.LINE).split(0, 0.2).open();
    long empty =
        Arrays.stream(corpus.split().test()).filter(d -> corpus.entry(d).bytes() == 0).count();
    assertThat(empty).isBetween(150L, 250L);
  }

  @Test
  void contiguous_severalDocuments_takesTheEnd() {
    Corpus corpus =
        new Spec(folder).file("a.txt", "aa\n\nbb\n\ncc\n\ndd\n\nee").contiguous(0.2, 0.4).open();
    assertThat(corpus.split().train()).containsExactly(0, 1);
    assertThat(corpus.split().validation()).containsExactly(2);
    assertThat(corpus.split().test()).containsExactly(3, 4);
  }

  @Test
  void byShare_shareThatRoundsUp_takesNoDocumentTooMany() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      text.append((char) ('\u0100' + i)).append("x\n");
    }
    Corpus corpus =
        new Spec(folder).file("a.txt", text.toString()).by(Documents.LINE).split(0, 0.07).open();
    assertThat(corpus.split().test()).hasSize(7);
  }

  @ParameterizedTest
  @CsvSource({"0.1,0.1,8,1,1", "0.3,0,7,3,", "0,0.25,7,,3", "0.2,0.1,7,2,1"})
  void contiguous_oneDocument_cutsTheText(
      double validation, double test, int train, Integer validationBytes, Integer testBytes) {
    Corpus corpus =
        new Spec(folder).file("a.txt", "0123456789").contiguous(validation, test).open();
    Split split = corpus.split();
    assertThat(lengths(corpus, split.train())).containsExactly(train);
    assertThat(lengths(corpus, split.validation()))
        .isEqualTo(validationBytes == null ? List.of() : List.of(validationBytes));
    assertThat(lengths(corpus, split.test()))
        .isEqualTo(testBytes == null ? List.of() : List.of(testBytes));
    assertThat(String.join("", Spec.texts(corpus))).isEqualTo("0123456789");
  }

  @Test
  void contiguous_oneDocument_cutsBetweenCharacters() {
    Corpus corpus = new Spec(folder).file("a.txt", "abc😀def").contiguous(0.5, 0).open();
    assertThat(Spec.texts(corpus)).containsExactly("abc", "😀def");
  }

  @Test
  void contiguous_asLongAsTinyShakespeare_isNanoGptsSplit() {
    // nanoGPT's data/shakespeare_char/readme.md: train 1,003,854 tokens, val 111,540.
    String text = "To be, or not.\n".repeat(74_360).substring(0, 1_115_394);
    Corpus corpus =
        new Spec(folder).file("a.txt", text).by(Documents.FILE).contiguous(0.1, 0).open();
    assertThat(lengths(corpus, corpus.split().train())).containsExactly(1_003_854);
    assertThat(lengths(corpus, corpus.split().validation())).containsExactly(111_540);
    assertThat(corpus.boundaries()).isFalse();
  }

  @Test
  void files_namedForSplits_areTakenAsTheyAre() {
    Corpus corpus =
        new Spec(folder)
            .file("t.txt", "a\n\nb")
            .beside("v.txt", "c\n\na")
            .beside("x.txt", "d")
            .heldOut(List.of("v.txt"), List.of("x.txt"))
            .open();
    assertThat(corpus.split().train()).containsExactly(0, 1);
    assertThat(corpus.split().validation()).containsExactly(2, 3);
    assertThat(corpus.split().test()).containsExactly(4);
  }

  @Test
  void files_onlyOneNamed_leavesTheOtherEmpty() {
    Corpus corpus =
        new Spec(folder)
            .file("t.txt", "a")
            .beside("v.txt", "b")
            .heldOut(List.of("v.txt"), List.of())
            .open();
    assertThat(corpus.split().test()).isEmpty();
    assertThat(corpus.boundaries()).isFalse();
  }

  @Test
  void byShare_oneDocument_namesTheRemedy() {
    assertThatThrownBy(
            () -> new Spec(folder).file("a.txt", "To be.").split(0.1, 0.1).open().split())
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageContaining("1 document (6 bytes, 2 words)")
        .hasMessageContaining("token")
        .hasMessageContaining("data.split.contiguous: true");
  }

  @Test
  void split_tooFewDocuments_namesTheEmptySplit() {
    assertThatThrownBy(
            () -> new Spec(folder).file("a.txt", "a\n\nb").split(0.1, 0.1).open().split())
        .hasMessageContaining("the training split would be empty")
        .hasMessageContaining("2 documents");
    assertThatThrownBy(
            () -> new Spec(folder).file("a.txt", "a").contiguous(0.1, 0.1).open().split())
        .hasMessageContaining("too few to divide into 3 splits");
  }

  @Test
  void split_oneLargeDocument_isNamed() {
    String large = "x".repeat(500);
    assertThatThrownBy(
            () ->
                new Spec(folder).file("a.txt", "a\n\nb\n\n" + large).split(0.4, 0.4).open().split())
        .hasMessageContaining("split would be empty")
        .hasMessageContaining("the document a.txt#3 has 100 % of the text");
  }

  @Test
  void split_sharesOfOne_isAConfigError() {
    assertThatThrownBy(
            () -> new Spec(folder).file("a.txt", "a\n\nb").split(0.6, 0.4).open().split())
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG))
        .hasMessageStartingWith("data.split: ");
  }

  @Test
  void folds_contiguous_areBlocksOfEqualSizeInTheCorpusOrder() {
    Corpus corpus = new Spec(folder).file("a.txt", CorpusTest.numbered(900)).split(0.1, 0.1).open();
    Split split = corpus.split();
    List<Split> folds = Folds.of(corpus, split, 4, FoldOrder.CONTIGUOUS);
    int before = -1;
    Set<Integer> seen = new HashSet<>();
    for (Split fold : folds) {
      assertWhole(corpus, fold);
      assertThat(fold.test()).isEqualTo(split.test());
      assertThat(fold.validation()[0]).isGreaterThan(before);
      before = fold.validation()[fold.validation().length - 1];
      Arrays.stream(fold.validation()).forEach(seen::add);
      assertThat(share(corpus, fold.validation())).isBetween(0.22, 0.23);
    }
    assertThat(seen).hasSize(900 - split.test().length);
    assertThat(Folds.of(corpus, split, 1, FoldOrder.HASH)).containsExactly(split);
  }

  @Test
  void folds_hash_areDrawnAfterTheTestSplitInItsOrder() {
    // 800 documents of one size: test takes a quarter, validation the next; so does the first fold.
    StringBuilder text = new StringBuilder();
    IntStream.range(1000, 1800).forEach(i -> text.append(i).append('\n'));
    Corpus corpus =
        new Spec(folder).file("a.txt", text.toString()).by(Documents.LINE).split(0.25, 0.25).open();
    Split split = corpus.split();
    List<Split> folds = Folds.of(corpus, split, 3, FoldOrder.HASH);
    assertThat(folds.getFirst().validation()).isEqualTo(split.validation()).hasSize(200);
    Set<Integer> seen = new HashSet<>();
    for (Split fold : folds) {
      assertWhole(corpus, fold);
      assertThat(fold.test()).isEqualTo(split.test());
      assertThat(fold.validation()).hasSize(200);
      Arrays.stream(fold.validation()).forEach(d -> assertThat(seen.add(d)).isTrue());
      // No half of the corpus has more than its part.
      assertThat(Arrays.stream(fold.validation()).filter(d -> d < 400).count())
          .isBetween(75L, 125L);
    }
  }

  @Test
  void folds_documentLargerThanABlock_leavesNoneEmpty() {
    Corpus corpus = new Spec(folder).file("a.txt", "aaaaaaaaaaaa\n\nb\n\nc").open();
    for (FoldOrder order : FoldOrder.values()) {
      assertThat(Folds.of(corpus, corpus.split(), 3, order))
          .extracting(fold -> fold.validation().length)
          .containsExactly(1, 1, 1);
    }
  }

  @Test
  void folds_moreThanDocuments_areRefused() {
    Corpus corpus = new Spec(folder).file("a.txt", "a\n\nb").open();
    assertThatThrownBy(() -> Folds.of(corpus, corpus.split(), 3, FoldOrder.HASH))
        .hasMessageStartingWith(
            "study.folds: the 2 documents outside the test split cannot be cut into 3");
  }

  @Test
  void firsts_manyDocuments_areThoseOfAMap() throws IOException {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      texts.add(i % 11 == 0 ? "" : "text " + i * 31 % 700);
    }
    Files.writeString(folder.resolve("a.txt"), String.join("\n", texts) + "\n");
    Corpus corpus = new Spec(folder).named("a.txt").by(Documents.LINE).open();
    int[] expected =
        IntStream.range(0, texts.size())
            .map(i -> texts.get(i).isEmpty() ? i : texts.indexOf(texts.get(i)))
            .toArray();
    assertThat(corpus.index().firsts(IntStream.range(0, corpus.size()).toArray()))
        .isEqualTo(expected);
  }

  private static void assertWhole(Corpus corpus, Split split) {
    int[] all =
        IntStream.concat(
                Arrays.stream(split.train()),
                IntStream.concat(Arrays.stream(split.validation()), Arrays.stream(split.test())))
            .sorted()
            .toArray();
    assertThat(all).isEqualTo(IntStream.range(0, corpus.size()).toArray());
    assertThat(split.train()).isSorted();
    assertThat(split.validation()).isSorted();
    assertThat(split.test()).isSorted();
  }

  private static void assertDisjoint(Corpus corpus, Split split) {
    Set<ContentHash> train = hashes(corpus, split.train());
    Set<ContentHash> validation = hashes(corpus, split.validation());
    Set<ContentHash> test = hashes(corpus, split.test());
    assertThat(train).doesNotContainAnyElementsOf(validation).doesNotContainAnyElementsOf(test);
    assertThat(validation).doesNotContainAnyElementsOf(test);
  }

  private static Set<ContentHash> hashes(Corpus corpus, int[] documents) {
    Set<ContentHash> hashes = new HashSet<>();
    for (int d : documents) {
      hashes.add(corpus.entry(d).hash());
    }
    return hashes;
  }

  private static double share(Corpus corpus, int[] documents) {
    return Arrays.stream(documents).mapToLong(d -> corpus.entry(d).bytes()).sum()
        / (double) corpus.bytes();
  }

  private static List<Integer> lengths(Corpus corpus, int[] documents) {
    return Arrays.stream(documents).mapToObj(d -> (int) corpus.entry(d).bytes()).toList();
  }
}
