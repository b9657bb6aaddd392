package org.isotopelm.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.isotopelm.study.comparison.Comparison;
import org.isotopelm.study.comparison.Design;
import org.isotopelm.study.comparison.FinalResult;
import org.isotopelm.study.comparison.NestedResult;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.comparison.TestRule;
import org.isotopelm.study.comparison.TestedCounted;
import org.isotopelm.study.comparison.TestedOpponent;
import org.isotopelm.study.comparison.TestedSeed;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.search.PathSearch;
import org.isotopelm.study.space.Axis;
import org.isotopelm.study.space.Dimension;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.study.trial.Pair;
import org.isotopelm.study.verdict.SentencesTest;

/** The hand-made journals of {@link SentencesTest}. */
public final class Cases {
  private static final Map<String, Dimension> LAMBDA =
      Map.of("lambda", Studies.values(FakeRunner.LAMBDA, 0, 0.1, 0.2, 0.3));
  private static final Map<String, Dimension> BOTH =
      Studies.space(
          "lambda", Studies.values(FakeRunner.LAMBDA, 0, 0.1, 0.3),
          "eta", Studies.values("optimizer.learning_rate.peak", 0.001, 0.02));

  private Cases() {}

  public static List<HandMade> all() {
    return List.of(
        HandMade.of("Decay helps, by every test, and the test split agrees", folds(3))
            .lambda(0, 4.500, 4.610, 4.720)
            .lambda(0.1, 4.200, 4.309, 4.422)
            .lambda(0.2, 4.100, 4.210, 4.321)
            .lambda(0.3, 4.260, 4.370, 4.482)
            .test(test(Map.of("lambda", 0.2), 4.0, 4.4, -0.4, 1))
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "Minimum",
                "Helps",
                "Stopping LOWER",
                "AgainstOwn LOWER",
                "Conditions",
                "Difference LOWER",
                "SharedText",
                "Picked"),
        HandMade.of("The final model's own plan: more steps, and gains that decay too", folds(3))
            .lambda(0, 4.500, 4.610, 4.720)
            .lambda(0.1, 4.200, 4.309, 4.422)
            .lambda(0.2, 4.100, 4.210, 4.321)
            .lambda(0.3, 4.260, 4.370, 4.482)
            .test(test(Map.of("lambda", 0.2), 4.0, 4.4, -0.4, 1))
            .finalPlan(
                """
                {"steps": 150, "parameters": 9, "plan_hash": "h", "warnings": [], "decay": [
                  {"group": "rest", "rule": "", "tensors": [], "parameters": 6, "form": "decoupled",
                   "lambda": 0.2, "exposure": 3.6, "half_life": {}, "learning_rate_factor": 1.0},
                  {"group": "gains", "rule": "", "tensors": [], "parameters": 3, "form": "decoupled",
                   "lambda": 0.1, "exposure": 1.8, "half_life": {}, "learning_rate_factor": 1.0}]}
                """)
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "Minimum",
                "Helps",
                "Stopping LOWER",
                "OtherDecay",
                "AgainstOwn LOWER",
                "Conditions",
                "Difference LOWER",
                "SharedText",
                "Picked"),
        HandMade.of("Opponents and seeds on the test split", folds(3))
            .lambda(0, 4.500, 4.610, 4.720)
            .lambda(0.1, 4.200, 4.309, 4.422)
            .lambda(0.2, 4.100, 4.210, 4.321)
            .lambda(0.3, 4.260, 4.370, 4.482)
            .test(testOfAll())
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "Minimum",
                "Helps",
                "Stopping LOWER",
                "AgainstOwn LOWER",
                "Conditions",
                "Difference LOWER",
                "Seeds",
                "Opponent HIGHER",
                "OpponentFailed",
                "SharedText",
                "Picked"),
        HandMade.of("An opponent of other tokens on the test split", folds(3))
            .lambda(0, 4.500, 4.610, 4.720)
            .lambda(0.1, 4.200, 4.309, 4.422)
            .test(testOfBytes())
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "Helps",
                "Stopping LOWER",
                "OwnSetting",
                "Conditions",
                "Difference LOWER",
                "OpponentBytes",
                "SharedText",
                "Picked"),
        HandMade.of("The best is one of a set, its decay not the strongest", folds(5))
            .lambda(0, 4.50, 4.61, 4.72, 4.55, 4.66)
            .lambda(0.1, 4.100, 4.210, 4.320, 4.150, 4.260)
            .lambda(0.2, 4.101, 4.209, 4.322, 4.149, 4.262)
            .lambda(0.3, 4.300, 4.412, 4.520, 4.351, 4.463)
            .says(
                "Lowest",
                "Alike",
                "Strongest",
                "Helps",
                "Stopping LOWER",
                "OwnSetting",
                "Conditions",
                "NoLook",
                "SharedText",
                "Picked"),
        HandMade.of("Four points near the minimum, as a parabola has them", folds(3))
            .lambda(0, 4.500, 4.610, 4.720)
            .lambda(0.1, 4.055, 4.166, 4.275)
            .lambda(0.15, 4.010, 4.121, 4.230)
            .lambda(0.2, 4.000, 4.111, 4.220)
            .lambda(0.3, 4.030, 4.140, 4.249)
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "Minimum",
                "Helps",
                "Stopping LOWER",
                "AgainstOwn LOWER",
                "Conditions",
                "NoLook",
                "SharedText",
                "Picked"),
        HandMade.of("Noise alone", folds(3))
            .lambda(0, 4.50, 4.60, 4.70)
            .lambda(0.1, 4.52, 4.57, 4.69)
            .lambda(0.2, 4.47, 4.62, 4.71)
            .says(
                "Lowest",
                "Alike",
                "Strongest",
                "NoBenefit",
                "Stopping OPEN",
                "OwnSetting",
                "Conditions",
                "NoLook",
                "UnderNoise",
                "SharedText",
                "Picked"),
        HandMade.of("A difference that many comparisons may bring", folds(3))
            .lambda(0, 4.500, 4.610, 4.720)
            .lambda(0.1, 4.450, 4.570, 4.660)
            .lambda(0.2, 4.470, 4.575, 4.692)
            .lambda(0.3, 4.480, 4.580, 4.700)
            .says(
                "Lowest",
                "Alike",
                "Strongest",
                "MayBeChance",
                "Stopping OPEN",
                "OwnSetting",
                "Conditions",
                "NoLook",
                "SharedText",
                "Picked"),
        HandMade.of("A difference whose interval just holds 0", folds(3))
            .lambda(0, 4.500, 4.610, 4.720)
            .lambda(0.1, 4.450, 4.573, 4.654)
            .lambda(0.2, 4.470, 4.575, 4.692)
            .lambda(0.3, 4.480, 4.580, 4.700)
            .says(
                "Lowest",
                "Alike",
                "Strongest",
                "NoBenefit",
                "Stopping OPEN",
                "OwnSetting",
                "Conditions",
                "NoLook",
                "UnderNoise",
                "SharedText",
                "Picked"),
        HandMade.of("λ = 0 is the best, and decay hurts", folds(3))
            .lambda(0, 4.100, 4.210, 4.320)
            .lambda(0.1, 4.300, 4.411, 4.519)
            .lambda(0.2, 4.500, 4.610, 4.722)
            .test(same(Map.of("lambda", 0L), 4.1))
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "ZeroIsBest",
                "TooMuchHurts",
                "AgainstOwn LOWER",
                "Conditions",
                "Score",
                "ZeroEdge",
                "SharedText",
                "Picked"),
        HandMade.of("λ = 0 is the best, and nothing more is sure", folds(3))
            .lambda(0, 4.10, 4.21, 4.32)
            .lambda(0.1, 4.12, 4.20, 4.35)
            .says(
                "Lowest",
                "Alike",
                "Strongest",
                "ZeroIsBest",
                "AgainstOwn OPEN",
                "Conditions",
                "NoLook",
                "ZeroEdge",
                "UnderNoise",
                "SharedText",
                "Picked"),
        HandMade.of(
                "λ = 0 was trained as an opponent, and is below every point by chance", folds(3))
            .lambda(0.1, 4.300, 4.411, 4.519)
            .lambda(0.2, 4.500, 4.610, 4.722)
            .opponent("zero", 4.290, 4.430, 4.480)
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "NoBenefit",
                "Stopping OPEN",
                "OwnSetting",
                "Conditions",
                "NoLook",
                "SharedText",
                "Picked"),
        HandMade.of("Even the best λ hurts: λ = 0 was trained as an opponent", folds(3))
            .lambda(0.1, 4.300, 4.411, 4.519)
            .lambda(0.2, 4.500, 4.610, 4.722)
            .opponent("zero", 4.100, 4.210, 4.320)
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "Hurts",
                "TooMuchHurts",
                "Stopping HIGHER",
                "OwnSetting",
                "Conditions",
                "NoLook",
                "SharedText",
                "Picked"),
        HandMade.of("λ that does nothing", folds(3))
            .lambda(0, 4.10000, 4.21000, 4.32000)
            .lambda(3e-7, 4.09999, 4.20998, 4.31999)
            .says(
                "Lowest",
                "Alike",
                "Strongest",
                "NoDifference",
                "Stopping HIGHER",
                "OwnSettingUnknown",
                "Conditions",
                "NoLook",
                "Edge",
                "Idle",
                "UnderNoise",
                "SharedText",
                "Picked"),
        HandMade.of("One pair", Studies.of(Studies.gridSearch(), LAMBDA, 1, 1, Map.of()))
            .lambda(0, 4.5)
            .lambda(0.1, 4.2)
            .says(
                "Lowest", "OnePair", "OwnSetting", "Conditions", "NoLook", "OneTraining", "Picked"),
        HandMade.of(
                "One validation split, three seeds, stopped early",
                Studies.of(Studies.gridSearch(), LAMBDA, 1, 3, Map.of()))
            .row("lambda = 0", Map.of("lambda", 0L), Cases::stopped, 4.50, 4.51, 4.52)
            .lambda(0.2, 4.20, 4.21, 4.225)
            .lambda(0.1, 4.30, 4.31, 4.32)
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "Helps",
                "Stopping LOWER",
                "AgainstOwn LOWER",
                "Conditions",
                "NoLook",
                "StoppedEarly",
                "SeedsOnly",
                "Picked"),
        HandMade.of("A path: nothing is tested", path())
            .lambda(0.2, 4.20, 4.31, 4.42)
            .lambda(0.15, 4.10, 4.21, 4.32)
            .lambda(0.1, 4.15, 4.26, 4.37)
            .lambda(0, 4.16, 4.27, 4.38)
            .says(
                "Lowest",
                "Strongest",
                "OtherLength",
                "AgainstOwn UNTESTED",
                "Conditions",
                "NoLook",
                "OnAPath",
                "SharedText",
                "Picked"),
        HandMade.of("Two dimensions: another η is no harm of λ", two())
            .point(values(0, 0.02), 4.10, 4.21, 4.32)
            .point(values(0.3, 0.02), 4.00, 4.11, 4.22)
            .point(values(0.3, 0.001), 5.70, 5.81, 5.92)
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "Helps",
                "Stopping LOWER",
                "OwnSettingUnknown",
                "Conditions",
                "NoLook",
                "Edge",
                "SharedText",
                "Picked"),
        HandMade.of("Two dimensions: λ = 0 of the same η", two())
            .point(values(0, 0.02), 4.100, 4.211, 4.320)
            .point(values(0.1, 0.02), 4.000, 4.110, 4.221)
            .point(values(0.3, 0.02), 4.300, 4.411, 4.520)
            .point(values(0.1, 0.001), 5.70, 5.81, 5.92)
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "Helps",
                "TooMuchHurts",
                "Stopping LOWER",
                "OwnSetting",
                "Conditions",
                "NoLook",
                "Edge",
                "SharedText",
                "Picked"),
        HandMade.of("λ = 0 crashed on every fold", folds(3))
            .lambda(0.1, 4.2, 4.3, 4.4)
            .lambda(0.2, 4.1, 4.2, 4.31)
            .opponent("zero", CRASHED, CRASHED, CRASHED)
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "ZeroUnknown",
                "AgainstOwn LOWER",
                "Conditions",
                "NoLook",
                "Failures",
                "SharedText",
                "Picked"),
        HandMade.of("Every point diverged", folds(2))
            .lambda(0, NAN, NAN)
            .lambda(0.1, NAN, NAN)
            .says("AllDiverged", "Failures"),
        HandMade.of("Every point crashed", folds(2))
            .lambda(0, CRASHED, CRASHED)
            .says("NoneDiverged", "Failures"),
        HandMade.of("The scores of every point are no probabilities", folds(2))
            .lambda(0, INCOMPARABLE, INCOMPARABLE)
            .says("NoneDiverged", "Incomparable"),
        HandMade.of("Nothing was trained", folds(2))
            .stopped("the budget of 0.001 minutes was used up")
            .says("NothingTrained", "Stopped"),
        HandMade.of("Half a grid: no cell in common", folds(2))
            .lambda(0, 4.1)
            .lambda(0.1, MISSING, 4.3)
            .stopped("the budget of 2 cells was used up")
            .says("Withheld", "Stopped", "Unfinished"),
        HandMade.of("Half a grid: compared on what all have", folds(3))
            .lambda(0, 4.5, 4.6)
            .lambda(0.1, 4.2, 4.3)
            .lambda(0.2, 4.1, 4.22, 3.0)
            .stopped("the budget of 7 cells was used up")
            .says(
                "Lowest",
                "Alike",
                "Strongest",
                "Helps",
                "Stopping LOWER",
                "AgainstOwn OPEN",
                "Conditions",
                "NoLook",
                "Stopped",
                "Unfinished",
                "SharedText",
                "Picked"),
        HandMade.of("A point was given up", folds(3))
            .lambda(0, 4.500, 4.610, 4.720)
            .lambda(0.1, 4.200, 4.312, 4.419)
            .lambda(0.3, 4.9)
            .prune("lambda = 0.3")
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "Helps",
                "Stopping LOWER",
                "OwnSetting",
                "Conditions",
                "NoLook",
                "Pruned",
                "SharedText",
                "Picked"),
        HandMade.of("One point only, of which the rest failed", folds(2))
            .lambda(0.1, 4.2, 4.3)
            .lambda(0.3, 4.2, NAN)
            .says(
                "Lowest",
                "Strongest",
                "ZeroUnknown",
                "OwnSetting",
                "Conditions",
                "NoLook",
                "Failures",
                "SharedText"),
        HandMade.of("λ = 0 stopped at its best does better", folds(3))
            .row("lambda = 0", Map.of("lambda", 0L), best(0.5), 4.500, 4.610, 4.720)
            .lambda(0.2, 4.100, 4.212, 4.320)
            .lambda(0.1, 4.2, 4.3, 4.4)
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "Helps",
                "Stopping HIGHER",
                "AgainstOwn LOWER",
                "Conditions",
                "NoLook",
                "SharedText",
                "Picked"),
        HandMade.of("λ = 0 stopped at its best is not told from it", folds(3))
            .row("lambda = 0", Map.of("lambda", 0L), best(0.4), 4.50, 4.61, 4.72)
            .lambda(0.2, 4.08, 4.24, 4.31)
            .lambda(0.1, 4.2, 4.3, 4.4)
            .says(
                "Lowest",
                "Alike",
                "Strongest",
                "Helps",
                "Stopping SAME",
                "AgainstOwn OPEN",
                "Conditions",
                "NoLook",
                "SharedText",
                "Picked"),
        HandMade.of("Opponents above, below and beside the best", opponents())
            .lambda(0, 4.500, 4.610, 4.720)
            .lambda(0.1, 4.100, 4.212, 4.320)
            .lambda(0.2, 4.2, 4.3, 4.4)
            .opponent("better", 3.900, 4.011, 4.121)
            .opponent("alike", 4.15, 4.20, 4.32)
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "Helps",
                "Stopping LOWER",
                "OwnSetting",
                "AgainstOpponent LOWER",
                "AgainstOpponent OPEN",
                "Conditions",
                "NoLook",
                "SharedText",
                "Picked"),
        HandMade.of("An opponent above the best", opponents())
            .lambda(0, 4.500, 4.610, 4.720)
            .lambda(0.1, 4.100, 4.212, 4.320)
            .opponent("worse", 4.300, 4.411, 4.521)
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "Helps",
                "Stopping LOWER",
                "OwnSetting",
                "AgainstOpponent HIGHER",
                "Conditions",
                "NoLook",
                "SharedText",
                "Picked"),
        HandMade.of("A counted baseline below the best, also on the test split", counted())
            .lambda(0, 4.500, 4.610, 4.720)
            .lambda(0.1, 4.100, 4.212, 4.320)
            .counted(3.900, 4.011, 4.121)
            .test(testOfCounted(-0.2))
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "Helps",
                "Stopping LOWER",
                "OwnSetting",
                "AgainstCounted LOWER",
                "Conditions",
                "Difference LOWER",
                "Counted LOWER",
                "SharedText",
                "Picked"),
        HandMade.of("A counted baseline above the best, and on the test split too", counted())
            .lambda(0, 4.500, 4.610, 4.720)
            .lambda(0.1, 4.100, 4.212, 4.320)
            .counted(4.300, 4.411, 4.521)
            .test(testOfCounted(0.2))
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "Helps",
                "Stopping LOWER",
                "OwnSetting",
                "AgainstCounted HIGHER",
                "Conditions",
                "Difference LOWER",
                "Counted HIGHER",
                "SharedText",
                "Picked"),
        HandMade.of("A counted baseline that is not told from the best", counted())
            .lambda(0, 4.500, 4.610, 4.720)
            .lambda(0.1, 4.100, 4.212, 4.320)
            .counted(4.15, 4.20, 4.32)
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "Helps",
                "Stopping LOWER",
                "OwnSetting",
                "AgainstCounted OPEN",
                "Conditions",
                "NoLook",
                "SharedText",
                "Picked"),
        HandMade.of("Against a default that is no point, which crashed", folds(3))
            .lambda(0, 4.5, 4.6, 4.7)
            .lambda(0.2, 4.1, 4.21, 4.3)
            .opponent("default", CRASHED, CRASHED, CRASHED)
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "Helps",
                "Stopping LOWER",
                "OwnSettingUnknown",
                "Conditions",
                "NoLook",
                "Failures",
                "SharedText",
                "Picked"),
        HandMade.of("λ too small to act", folds(3))
            .lambda(0, 4.5, 4.6, 4.7)
            .lambda(0.001, 4.5, 4.61, 4.7)
            .lambda(0.002, 4.49, 4.6, 4.71)
            .says(
                "Lowest",
                "Alike",
                "Strongest",
                "ZeroIsBest",
                "OwnSettingUnknown",
                "Conditions",
                "NoLook",
                "ZeroEdge",
                "Idle",
                "UnderNoise",
                "SharedText",
                "Picked"),
        HandMade.of("λ that erases, and λ of more than a weight a step", folds(3))
            .lambda(0, 4.5, 4.6, 4.7)
            .lambda(0.2, 4.2, 4.31, 4.4)
            .lambda(5, 5.0, 5.1, 5.2) // κ = 60 in 100 steps of η = 0.01: η·τ = 0.017
            .lambda(300, NAN, NAN, 9.0)
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "Helps",
                "TooMuchHurts",
                "Stopping LOWER",
                "OwnSettingUnknown",
                "Conditions",
                "NoLook",
                "Failures",
                "Erasing",
                "Overshooting",
                "SharedText",
                "Picked"),
        HandMade.of("Tokenizers, of which one knows few words", tokenizers())
            .row("v = 5", Map.of("v", 5L), Cases::unknown, 1.00, 1.01, 1.02)
            .row("v = 900", Map.of("v", 900L), each -> each, 4.10, 4.21, 4.32)
            .says(
                "Chosen",
                "Lowest",
                "ToldApart",
                "AgainstOwn LOWER",
                "Conditions",
                "NoLook",
                "Edge",
                "OtherTokens",
                "UnknownWords",
                "SharedText",
                "Picked"),
        HandMade.of("Nested cross-validation, a second look, a failed final training", folds(3))
            .lambda(0, 4.500, 4.610, 4.720)
            .lambda(0.1, 4.200, 4.309, 4.422)
            .test(failed(2))
            .nested(nested())
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "Helps",
                "Stopping LOWER",
                "OwnSetting",
                "Conditions",
                "Nested",
                "FinalFailed",
                "LaterLook",
                "SharedText"),
        HandMade.of("A refused look", folds(3))
            .lambda(0, 4.500, 4.610, 4.720)
            .lambda(0.1, 4.200, 4.309, 4.422)
            .refused("The test split was looked at before, for lambda = 0.2.")
            .says(
                "Lowest",
                "ToldApart",
                "Strongest",
                "Helps",
                "Stopping LOWER",
                "OwnSetting",
                "Conditions",
                "NoLook",
                "SharedText",
                "Picked",
                "LookRefused"));
  }

  private static final double NAN = Double.NaN;
  private static final double CRASHED = Double.POSITIVE_INFINITY;
  private static final double INCOMPARABLE = Double.MAX_VALUE;
  private static final double MISSING = Double.NEGATIVE_INFINITY;

  private static CellResult stopped(CellResult cell) {
    return changed(cell, cell.bestCheckpointNll(), 0, 0, 120);
  }

  private static CellResult unknown(CellResult cell) {
    return changed(cell, cell.bestCheckpointNll(), 680, 2500, 100);
  }

  private static UnaryOperator<CellResult> best(double earlier) {
    return each -> changed(each, each.nll() - earlier, 0, 0, 100);
  }

  private static CellResult changed(
      CellResult cell, double best, long unknownTokens, long unknownBytes, long planned) {
    return new CellResult(
        cell.nll(),
        cell.trainNll(),
        best,
        cell.bestStep(),
        cell.tokens(),
        cell.bytes(),
        cell.exposure(),
        cell.learningRate(),
        cell.steps(),
        cell.seconds(),
        cell.unitNll(),
        cell.unitTokens(),
        cell.evaluations(),
        unknownTokens,
        unknownBytes,
        planned);
  }

  private static Map<String, Object> values(double lambda, double eta) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("lambda", Axis.plain(lambda));
    values.put("eta", eta);
    return values;
  }

  private static TestResult test(
      Map<String, Object> values, double nll, double zero, double difference, int look) {
    return new TestResult(
        new FinalResult(values, nll, List.of(nll - 0.1, nll + 0.1), nll * 0.48),
        new FinalResult(Map.of("lambda", 0L), zero, List.of(zero - 0.1, zero + 0.1), zero * 0.48),
        difference,
        List.of(difference - 0.1, difference + 0.1),
        look,
        List.of(),
        List.of(),
        null);
  }

  private static TestResult same(Map<String, Object> values, double nll) {
    FinalResult chosen = new FinalResult(values, nll, List.of(nll - 0.1, nll + 0.1), nll * 0.48);
    return new TestResult(chosen, chosen, 0.0, List.of(0.0, 0.0), 1, List.of(), List.of(), null);
  }

  private static TestResult failed(int look) {
    return new TestResult(null, null, null, null, look, List.of(), List.of(), null);
  }

  private static TestResult testOfAll() {
    TestResult one = test(Map.of("lambda", 0.2), 4.0, 4.4, -0.4, 1);
    return new TestResult(
        one.chosen(),
        one.zero(),
        one.difference(),
        one.ci95(),
        1,
        List.of(
            new TestedOpponent("short", 4.1, List.of(4.0, 4.2), 1.9, 0.1, List.of(0.05, 0.15)),
            new TestedOpponent("wild", null, List.of(), null, null, List.of())),
        List.of(new TestedSeed(1, 4.0, 4.4, -0.4), new TestedSeed(2, 4.02, 4.4, -0.38)),
        null);
  }

  /** The counted baseline lies so far above the chosen model. */
  private static TestResult testOfCounted(double difference) {
    TestResult one = test(Map.of("lambda", 0.1), 4.0, 4.4, -0.4, 1);
    double nll = 4.0 + difference;
    return new TestResult(
        one.chosen(),
        one.zero(),
        one.difference(),
        one.ci95(),
        1,
        List.of(),
        List.of(),
        new TestedCounted(
            5,
            nll,
            List.of(nll - 0.1, nll + 0.1),
            nll * 0.48,
            difference,
            List.of(difference - 0.1, difference + 0.1)));
  }

  private static TestResult testOfBytes() {
    TestResult one = test(Map.of("lambda", 0.1), 4.0, 4.4, -0.4, 1);
    return new TestResult(
        new FinalResult(Map.of("lambda", 0.1), 4.0, List.of(3.9, 4.1), 1.92),
        one.zero(),
        one.difference(),
        one.ci95(),
        1,
        List.of(new TestedOpponent("bytes", 1.5, List.of(1.4, 1.6), 2.16, null, List.of())),
        List.of(),
        null);
  }

  private static NestedResult nested() {
    Map<Pair, Double> differences = new TreeMap<>();
    differences.put(new Pair(0, 0), -0.30);
    differences.put(new Pair(0, 1), -0.31);
    differences.put(new Pair(0, 2), -0.29);
    TestRule plain = new TestRule(new Design(3), Metric.NLL, 0);
    return new NestedResult(
        List.of(
            test(Map.of("lambda", 0.1), 4.2, 4.5, -0.30, 1),
            test(Map.of("lambda", 0.1), 4.3, 4.61, -0.31, 1),
            test(Map.of("lambda", 0.1), 4.4, 4.69, -0.29, 1)),
        4.3,
        Comparison.paired(plain, differences, List.of()));
  }

  private static StudySpec folds(int folds) {
    return Studies.of(Studies.gridSearch(), LAMBDA, folds, 1, Map.of());
  }

  private static StudySpec counted() {
    return Studies.counted(folds(3), 5);
  }

  private static StudySpec path() {
    return Studies.of(new PathSearch(0.25), LAMBDA, 3, 1, Map.of());
  }

  private static StudySpec two() {
    return Studies.of(Studies.gridSearch(), BOTH, 3, 1, Map.of());
  }

  private static StudySpec opponents() {
    return Studies.of(
        Studies.gridSearch(),
        LAMBDA,
        3,
        1,
        Map.of(
            "better", Map.of("train.epochs", 5),
            "alike", Map.of("train.epochs", 6),
            "worse", Map.of(FakeRunner.LAMBDA, 0, "train.epochs", 7)));
  }

  private static StudySpec tokenizers() {
    return Studies.of(
        Studies.gridSearch(),
        Map.of("v", Studies.values("tokenizer.vocabulary", 5, 900)),
        3,
        1,
        Map.of());
  }
}
