package org.isotopelm.study.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.study.Studies;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.plan.StudySpec.Hold;
import org.isotopelm.study.plan.StudySpec.TokenizerFit;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.DataSpec;
import org.isotopelm.text.FoldOrder;
import org.isotopelm.text.catalog.Catalog;
import org.isotopelm.train.Preparation;
import org.isotopelm.train.Recipe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyTextsTest {
  @TempDir Path folder;
  private Recipe recipe;

  /** Thirty documents, each with a letter of its own. */
  @BeforeEach
  void writeText() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      text.append("some words and ").appendCodePoint(0x4e00 + i).append("\n\n");
    }
    Files.writeString(folder.resolve("text.txt"), text);
    Files.writeString(
        folder.resolve("c.yaml"),
        """
        data: {files: [text.txt], split: {validation: 0.2, test: 0.2}}
        tokenizer: {kind: char}
        model: {kind: mlp, context: 3, embedding: 8, hidden: [16]}
        train: {steps: 4, batch: 16}
        """);
    recipe = ConfigFile.read(folder.resolve("c.yaml"), List.of()).config().recipe();
  }

  private StudyTexts texts(int folds, TokenizerFit fit) {
    StudySpec plain = Studies.of(Studies.gridSearch(), Map.of(), folds, 1, Map.of());
    StudySpec spec =
        new StudySpec(
            plain.search(),
            Map.of(),
            List.of(),
            plain.pruning(),
            plain.budget(),
            folds,
            FoldOrder.HASH,
            0,
            fit,
            1,
            1,
            1,
            Hold.LAMBDA,
            Map.of(),
            null,
            null);
    return StudyTexts.of(spec, this::corpus, folder.resolve("cache"));
  }

  private Corpus corpus(DataSpec data) {
    return Corpus.open(data, folder, Catalog.open(Path.of("")));
  }

  private static Set<Integer> set(int[]... documents) {
    Set<Integer> set = new TreeSet<>();
    Arrays.stream(documents).flatMapToInt(Arrays::stream).forEach(set::add);
    return set;
  }

  @Test
  void fold_refit_knowsNothingOfTheHeldOutLetters() {
    Preparation fold = texts(3, TokenizerFit.REFIT).fold(recipe, 0);
    int held = fold.validation().documents().length;
    assertThat(unknown(fold, fold.validation().documents())).isEqualTo(held);
    assertThat(unknown(fold, fold.train().documents())).isZero();
  }

  @Test
  void fold_fixed_hasTheSameTokensInAllFoldsAndNothingOfTheTestSplit() {
    StudyTexts texts = texts(3, TokenizerFit.FIXED);
    Preparation first = texts.fold(recipe, 0);
    Preparation last = texts.fold(recipe, 2);
    assertThat(last.tokenizer()).isSameAs(first.tokenizer());
    assertThat(unknown(first, first.validation().documents())).isZero();
    assertThat(unknown(first, first.test().documents())).isEqualTo(first.test().documents().length);
    assertThat(texts.whole(recipe).tokenizer()).isSameAs(first.tokenizer());
  }

  private static long unknown(Preparation text, int[] documents) {
    return Arrays.stream(documents).mapToLong(d -> text.train().store().unknown(d)).sum();
  }

  @Test
  void outer_folds_partitionWhatIsOutsideTheTestSplit() {
    StudyTexts texts = texts(3, TokenizerFit.REFIT);
    int[] test = texts.whole(recipe).test().documents();
    Set<Integer> leftOut = new TreeSet<>();
    for (int fold = 0; fold < 4; fold++) {
      StudyTexts inside = texts.outer(fold, 4);
      Preparation whole = inside.whole(recipe);
      int[] part = whole.test().documents();
      assertThat(set(part)).doesNotContainAnyElementsOf(set(test));
      assertThat(Arrays.stream(part)).allMatch(leftOut::add);
      Set<Integer> scored = new TreeSet<>();
      for (int inner = 0; inner < 3; inner++) {
        Preparation cell = inside.fold(recipe, inner);
        assertThat(cell.test().documents()).isEqualTo(part);
        assertThat(set(cell.train().documents(), cell.validation().documents()))
            .isEqualTo(set(whole.train().documents()));
        scored.addAll(set(cell.validation().documents()));
      }
      assertThat(scored).isEqualTo(set(whole.train().documents()));
      assertThat(set(part, whole.train().documents(), test)).hasSize(30);
    }
    assertThat(leftOut).hasSize(30 - test.length);
  }

  @Test
  void outer_oneInnerFold_isTheValidationSplitOutsideThePart() {
    StudyTexts texts = texts(1, TokenizerFit.REFIT);
    Set<Integer> validation = set(texts.fold(recipe, 0).validation().documents());
    Preparation inside = texts.outer(1, 3).fold(recipe, 0);
    Set<Integer> rest = new TreeSet<>(validation);
    rest.removeAll(set(inside.test().documents()));
    assertThat(set(inside.validation().documents())).isEqualTo(rest).isNotEmpty();
  }

  @Test
  void outer_oneInnerFoldWithoutValidationText_isAConfigError() {
    recipe =
        ConfigFile.read(folder.resolve("c.yaml"), List.of("data.split.validation=0"))
            .config()
            .recipe();
    assertThatThrownBy(() -> texts(1, TokenizerFit.REFIT).outer(1, 3).fold(recipe, 0))
        .hasMessageContainingAll("study.folds", "2 or more folds");
  }
}
