package org.isotopelm.study.verdict;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.isotopelm.eval.Resolution;
import org.isotopelm.study.comparison.MeanScores;
import org.isotopelm.study.comparison.Replay;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.plan.StudySpec.TokenizerFit;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/** Why the figures of a study may say less than they seem to. */
public sealed interface Doubt extends Finding {

  @Override
  default Place place() {
    return Place.WARNING;
  }

  /** One cell a point. */
  record OneTraining() implements Doubt {
    static Stream<Finding> of(Grounds grounds) {
      return Grounds.when(isSo(grounds), new OneTraining());
    }

    private static boolean isSo(Grounds grounds) {
      return grounds.plan().spec().cellsPerPoint() == 1;
    }

    @Override
    public String sentence() {
      return "Each point was trained only once, so no difference can be separated from noise: raise"
          + " study.folds or study.seeds.";
    }
  }

  /** The test separates no candidate from the best. */
  record UnderNoise() implements Doubt {
    static Stream<Finding> of(Grounds grounds) {
      int candidates = grounds.candidates();
      boolean alike = grounds.result().indistinguishable().size() >= candidates;
      return Grounds.when(candidates > 1 && alike && !OneTraining.isSo(grounds), new UnderNoise());
    }

    @Override
    public String sentence() {
      return "The differences between the points are within the noise: the test separates none of them"
          + " from the best. More folds or seeds could show smaller differences.";
    }
  }

  /** Two contenders may cut a text differently, so that all are compared by its bytes. */
  record OtherTokens() implements Doubt {
    static Stream<Finding> of(Grounds grounds) {
      return Grounds.when(grounds.result().metric() == Metric.BITS_PER_BYTE, new OtherTokens());
    }

    @Override
    public String sentence() {
      return "Points or opponents may cut the text into different tokens, so all are compared in bits per"
          + " byte. Their nll per token and their perplexity are not comparable.";
    }
  }

  /**
   * Held-out tokens that stand for text the tokenizer does not know.
   *
   * @param who has the largest share; null where all have the same
   * @param most the largest share of a point or opponent, 0 to 1
   * @param charged whether figures compared charge the spelling of that text
   */
  record UnknownWords(@Nullable String who, double most, boolean charged) implements Doubt {
    /** The least share that is reported. */
    private static final double SHARE = 0.001;

    static Stream<Finding> of(Grounds grounds) {
      StudyResult result = grounds.result();
      boolean byBytes = result.metric() == Metric.BITS_PER_BYTE;
      List<UnknownWords> all =
          Stream.concat(
                  result.points().stream()
                      .map(each -> of(Point.describe(each.values()), each.scores(), byBytes)),
                  result.opponents().stream().map(each -> of(each.name(), each.scores(), byBytes)))
              .filter(unknown -> !Double.isNaN(unknown.most()))
              .toList();
      boolean alike = all.stream().mapToDouble(UnknownWords::most).distinct().count() == 1;
      return all.stream()
          .filter(unknown -> unknown.most() >= SHARE)
          .max(Comparator.comparingDouble(UnknownWords::most))
          .map(most -> alike ? new UnknownWords(null, most.most(), byBytes) : most)
          .stream()
          .map(Finding.class::cast);
    }

    private static UnknownWords of(String who, MeanScores scores, boolean byBytes) {
      double share = Objects.requireNonNullElse(scores.unknownShare(), Double.NaN);
      return new UnknownWords(who, share, byBytes);
    }

    @Override
    public String sentence() {
      return "%s %% of the held-out tokens%s stand for unknown text. %s."
          .formatted(
              Phrases.figure(100 * most),
              who == null ? "" : " of " + who,
              charged
                  ? "Bits per byte charge for the spelling of that text; nll and perplexity do not"
                  : "Nll and perplexity do not charge for the spelling of that text, so compare them only with those of the same tokenizer");
    }
  }

  /** The test split was looked at before, by this study or by another. */
  record LaterLook(int look) implements Doubt {
    static Stream<Finding> of(Grounds grounds) {
      return Stream.ofNullable(grounds.result().test())
          .filter(test -> test.look() > 1)
          .map(test -> new LaterLook(test.look()));
    }

    @Override
    public String sentence() {
      return String.format(
          Locale.ROOT,
          "The test split has now been scored %s, counting other studies. Choosing between its scores makes the test figures optimistic.",
          look == 2 ? "twice" : look + " times");
    }
  }

  /** The test split was not scored, as that would be a second look. */
  record LookRefused(String why) implements Doubt {
    @Override
    public String sentence() {
      return why;
    }
  }

  /** On a path, points differ in the length of training too. */
  record OnAPath() implements Doubt {
    static Stream<Finding> of(Grounds grounds) {
      return Grounds.when(grounds.plan().confoundsDecay(), new OnAPath());
    }

    @Override
    public String sentence() {
      return "On a path each point starts from the weights of a stronger decay, so it was trained for"
          + " longer in all. No difference is due to λ alone, so none is tested. Confirm the choice by a"
          + " grid around it.";
    }
  }

  /** One validation split with several seeds. */
  record SeedsOnly() implements Doubt {
    static Stream<Finding> of(Grounds grounds) {
      StudySpec spec = grounds.plan().spec();
      return Grounds.when(spec.folds() == 1 && spec.seeds() > 1, new SeedsOnly());
    }

    @Override
    public String sentence() {
      return "There is one validation split, and only seeds are repeated. Intervals and p show the noise of"
          + " training and say nothing about other text.";
    }
  }

  /**
   * Folds share text: three or more their training text, while two are trained on each other's
   * held-out text.
   *
   * @param folds at least two
   * @param refit whether each fold has its own tokenizer
   */
  record SharedText(int folds, boolean refit) implements Doubt {
    static Stream<Finding> of(Grounds grounds) {
      StudySpec spec = grounds.plan().spec();
      return Grounds.when(
          spec.folds() > 1 && grounds.hasBest(),
          new SharedText(spec.folds(), spec.tokenizer() == TokenizerFit.REFIT));
    }

    @Override
    public String sentence() {
      return shared()
          + " The tests correct for this (Nadeau and Bengio 2003); plain standard errors do not. "
          + tokenizer();
    }

    private String shared() {
      return folds == 2
          ? "One fold's training text is the other's held-out text, so their results depend on each other."
          : "The folds share training text, so they differ less than new text would.";
    }

    private String tokenizer() {
      return refit
          ? "Each fold has its own tokenizer, so the nll of different folds counts different tokens;"
              + " differences within a fold are not affected."
          : "All folds share one tokenizer, which has seen the held-out text too.";
    }
  }

  /**
   * The best was picked on the cells that its figures are of.
   *
   * @param isConfirmed whether there are figures of the test split
   * @param replay the choice made again without each fold; null where it cannot be
   */
  record Picked(boolean isConfirmed, Unit unit, @Nullable Replay replay) implements Doubt {
    static Stream<Finding> of(Grounds grounds) {
      StudyResult result = grounds.result();
      return Grounds.when(
          grounds.candidates() > 1 && grounds.hasBest() && result.nested() == null,
          new Picked(
              result.test() != null,
              Gaps.unit(result.metric()),
              Replay.of(grounds.plan(), grounds.trials()).orElse(null)));
    }

    @Override
    public String sentence() {
      return "The best point was chosen on the same cells that give its figures, which makes these figures"
          + " optimistic."
          + (replay == null ? "" : " " + again(replay))
          + (isConfirmed ? " Figures of the test split are not affected." : "");
    }

    private String again(Replay replay) {
      double difference = replay.difference();
      String mean =
          Resolution.isNone(difference)
              ? "does not differ there from the config's own setting"
              : "is %s %s there than the config's own setting"
                  .formatted(unit.shown(Math.abs(difference)), difference < 0 ? "lower" : "higher");
      return "If each fold in turn takes no part in the choice, the point chosen %s on average, and is higher in %s of %s folds."
          .formatted(mean, replay.worse(), replay.folds());
    }
  }
}
