package org.isotopelm.study.training;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isotopelm.base.ContentHash;
import org.isotopelm.base.ProblemException;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.plan.StudySpec.TokenizerFit;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.DataSpec;
import org.isotopelm.text.Folds;
import org.isotopelm.text.Split;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerSpec;
import org.isotopelm.train.Preparation;
import org.isotopelm.train.Recipe;
import org.jspecify.annotations.Nullable;

/**
 * What cells and final models are trained and scored on: folds of all documents outside the test
 * split, or outside the part that an outer fold puts in its place. What several cells share is
 * prepared only once.
 */
final class StudyTexts {
  private record Key(DataSpec data, TokenizerSpec tokenizer, int fold) {}

  private record Outer(int fold, int folds) {}

  /** Stands for the fold of a text that is trained on as a whole. */
  private static final int WHOLE = -1;

  private final StudySpec spec;
  private final Path cache;
  private final @Nullable Outer outer;
  private final Function<DataSpec, Corpus> corpora;
  private final Map<Key, Tokenizer> tokenizers = new ConcurrentHashMap<>();
  private final Map<Key, Preparation> prepared = new ConcurrentHashMap<>();

  /** A corpus is the same where it is the same object: each is opened once. */
  private final Map<Corpus, List<Split>> folded = new ConcurrentHashMap<>();

  private StudyTexts(
      StudySpec spec, Path cache, @Nullable Outer outer, Function<DataSpec, Corpus> corpora) {
    this.spec = spec;
    this.cache = cache;
    this.outer = outer;
    this.corpora = corpora;
  }

  /**
   * The texts of a study.
   *
   * @param opener reads a corpus; asked once for each
   * @param cache folder of token stores
   */
  static StudyTexts of(StudySpec spec, Function<DataSpec, Corpus> opener, Path cache) {
    Map<DataSpec, Corpus> opened = new ConcurrentHashMap<>();
    return new StudyTexts(spec, cache, null, data -> opened.computeIfAbsent(data, opener));
  }

  /** The texts inside one outer fold. */
  StudyTexts outer(int fold, int folds) {
    return new StudyTexts(spec, cache, new Outer(fold, folds), corpora);
  }

  boolean isOuter() {
    return outer != null;
  }

  Corpus corpus(Recipe recipe) {
    return corpora.apply(recipe.data());
  }

  /** A hash of the documents that are held out of all cells; empty where there are none. */
  String testSplit(Recipe recipe) {
    Corpus corpus = corpus(recipe);
    int[] test = split(corpus).test();
    return test.length == 0
        ? ""
        : ContentHash.of(
                Arrays.stream(test)
                    .mapToObj(document -> corpus.entry(document).hash().toString())
                    .sorted()
                    .collect(Collectors.joining("\n")))
            .toString();
  }

  /** One fold; its validation split is what the cell is scored on. */
  Preparation fold(Recipe recipe, int fold) {
    return prepare(recipe, fold, corpus -> folded.computeIfAbsent(corpus, this::folds).get(fold));
  }

  /** All text outside the test split as the training split. */
  Preparation whole(Recipe recipe) {
    return prepare(recipe, WHOLE, corpus -> whole(split(corpus)));
  }

  private Preparation prepare(Recipe recipe, int fold, Function<Corpus, Split> split) {
    Key key = new Key(recipe.data(), recipe.tokenizer(), fold);
    return prepared.computeIfAbsent(
        key,
        absent -> {
          Corpus corpus = corpus(recipe);
          Split own = requireText(split.apply(corpus), corpus, fold);
          return Preparation.of(tokenizer(key, corpus, own), corpus, own, cache);
        });
  }

  private Tokenizer tokenizer(Key key, Corpus corpus, Split own) {
    return spec.tokenizer() == TokenizerFit.REFIT
        ? Preparation.tokenizer(key.tokenizer(), corpus, own)
        : tokenizers.computeIfAbsent(
            new Key(key.data(), key.tokenizer(), WHOLE),
            whole -> Preparation.tokenizer(whole.tokenizer(), corpus, whole(split(corpus))));
  }

  private Split split(Corpus corpus) {
    Split split = corpus.split();
    if (outer == null) {
      return split;
    }
    Split part = folds(corpus, split, outer.folds()).get(outer.fold());
    IntPredicate inside = d -> Arrays.binarySearch(part.train(), d) >= 0;
    return new Split(
        Arrays.stream(split.train()).filter(inside).toArray(),
        Arrays.stream(split.validation()).filter(inside).toArray(),
        part.validation());
  }

  private List<Split> folds(Corpus corpus) {
    return folds(corpus, split(corpus), spec.folds());
  }

  private List<Split> folds(Corpus corpus, Split split, int k) {
    return Folds.of(corpus, split, k, spec.foldOrder());
  }

  private static Split whole(Split split) {
    int[] all =
        IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.validation()))
            .sorted()
            .toArray();
    return new Split(all, new int[0], split.test());
  }

  private Split requireText(Split split, Corpus corpus, int fold) {
    if (fold != WHOLE
        && Arrays.stream(split.validation()).allMatch(d -> corpus.entry(d).bytes() == 0)) {
      throw ProblemException.config(
          "study.folds",
          "1 scores cells on the validation split, and there is none%s; use"
                  .formatted(isOuter() ? " outside the outer fold's part" : "")
              + " 2 or more folds, or set data.split.validation");
    }
    return split;
  }
}
