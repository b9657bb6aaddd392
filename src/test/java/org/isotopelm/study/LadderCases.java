package org.isotopelm.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.study.comparison.FinalNetwork;
import org.isotopelm.study.comparison.FinalResult;
import org.isotopelm.study.comparison.Rung;
import org.isotopelm.study.comparison.Rung.Against;
import org.isotopelm.study.comparison.Rung.Member;
import org.isotopelm.study.comparison.Rungs;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.plan.FinalSpec;
import org.isotopelm.study.plan.FinalWork;
import org.isotopelm.study.plan.FinalWork.Part;
import org.isotopelm.study.plan.StudySpec;
import org.jspecify.annotations.Nullable;

/** Hand-made journals of studies that make several models of their choice. */
public final class LadderCases {
  private static final FinalSpec ALL = Studies.members(3, true);

  private static final List<String> ALWAYS =
      List.of(
          "Lowest",
          "ToldApart",
          "Strongest",
          "Minimum",
          "Helps",
          "Stopping LOWER",
          "AgainstOwn LOWER",
          "Conditions",
          "SharedText",
          "Picked");

  private LadderCases() {}

  public static List<HandMade> all() {
    return List.of(
        of("An ensemble and a mixture, and the mixture is the best")
            .test(tested())
            .ladder(ladder(FinalWork.all(ALL), true, 3, -0.08, -0.12))
            .says(
                with(
                    "Recommended",
                    "Better",
                    "Consists",
                    "Beside OPEN",
                    "Beside HIGHER",
                    "FewPasses",
                    "Difference LOWER")),
        of("A mixture a little behind counting alone, by chance")
            .test(tested())
            .ladder(ladder(FinalWork.all(ALL), true, 3, -0.08, -0.09))
            .says(
                with(
                    "Recommended",
                    "Better",
                    "Consists",
                    "Beside OPEN",
                    "Beside HIGHER",
                    "FewPasses",
                    "Difference LOWER")),
        of("An ensemble and a mixture that are no better than the single model")
            .test(tested())
            .ladder(ladder(FinalWork.all(ALL), true, 3, 0.01, 0.02))
            .says(
                with(
                    "CountedIsBetter",
                    "Recommended",
                    "Simplest",
                    "Consists",
                    "Beside HIGHER",
                    "FewPasses",
                    "Difference LOWER")),
        of("One member diverged, and the weights of the mixture did")
            .test(tested())
            .ladder(ladder(FinalWork.all(ALL), true, 2, -0.08, null))
            .says(
                with(
                    "Recommended",
                    "Better",
                    "Consists",
                    "Beside OPEN",
                    "Beside HIGHER",
                    "Difference LOWER",
                    "FewerMembers",
                    "NoMixture")),
        of("The time was short")
            .test(tested())
            .ladder(ladder(FinalWork.all(Studies.members(1, false)), true, 1, null, null))
            .says(
                with(
                    "CountedIsBetter",
                    "Recommended",
                    "Simplest",
                    "Consists",
                    "Beside HIGHER",
                    "Difference LOWER",
                    "FewerMembers",
                    "NoMixture")),
        of("The time was too short for the opponents and λ = 0 too")
            .test(alone())
            .ladder(ladder(shortOfTime(), true, 1, null, -0.12))
            .says(
                with(
                    "Recommended",
                    "Better",
                    "Consists",
                    "Beside OPEN",
                    "Score",
                    "ZeroLeftOut",
                    "FewerMembers",
                    "WeightsOfTheSearch",
                    "LeftOut")),
        of("The chosen model is counted")
            .test(tested())
            .ladder(ladder(FinalWork.all(Studies.members(1, true)), false, 1, null, -0.12))
            .says(
                with(
                    "Recommended",
                    "Better",
                    "Consists",
                    "Beside OPEN",
                    "Beside HIGHER",
                    "Difference LOWER",
                    "NoSeeds")),
        of("Final models without a test split").says(with("NoLook", "NoFinals")));
  }

  private static String[] with(String... more) {
    return Stream.concat(ALWAYS.stream(), Stream.of(more)).toArray(String[]::new);
  }

  private static HandMade of(String name) {
    StudySpec spec =
        Studies.of(
            Studies.gridSearch(),
            Map.of("lambda", Studies.values(FakeRunner.LAMBDA, 0, 0.1, 0.2, 0.3)),
            3,
            1,
            Map.of());
    return HandMade.of(name, Studies.finals(spec, ALL))
        .lambda(0, 4.500, 4.610, 4.720)
        .lambda(0.1, 4.200, 4.309, 4.422)
        .lambda(0.2, 4.100, 4.210, 4.321)
        .lambda(0.3, 4.260, 4.370, 4.482);
  }

  private static TestResult tested() {
    return new TestResult(
        new FinalResult(Map.of("lambda", 0.2), 4.0, List.of(3.9, 4.1), 1.92),
        new FinalResult(Map.of("lambda", 0L), 4.4, List.of(4.3, 4.5), 2.11),
        -0.4,
        List.of(-0.5, -0.3),
        1,
        List.of(),
        List.of(),
        null);
  }

  private static FinalWork shortOfTime() {
    FinalSpec mixture = Studies.members(1, true);
    return FinalWork.all(ALL)
        .without(Part.MEMBERS, mixture)
        .without(Part.OPPONENTS, mixture)
        .without(Part.ZERO, mixture)
        .without(Part.WEIGHTS, mixture);
  }

  /** The chosen model without λ = 0. */
  private static TestResult alone() {
    TestResult both = tested();
    return new TestResult(both.chosen(), null, null, null, 1, List.of(), List.of(), null);
  }

  private static Rungs ladder(
      FinalWork tried,
      boolean seeded,
      int members,
      @Nullable Double ensemble,
      @Nullable Double mix) {
    List<Rung> models = new ArrayList<>();
    models.add(rung(Rung.SINGLE, null, 1));
    if (ensemble != null) {
      models.add(rung(Rung.ENSEMBLE, ensemble, members));
    }
    if (mix != null) {
      models.add(rung(Rung.MIX, mix, 2));
    }
    Rungs ladder = Rungs.of(models, beside(tried), tried, seeded);
    double best = ladder.best().nll();
    return ladder.with(
        ladder.beside().stream()
            .map(rung -> rung.toRecommended(against(rung.nll() - best)))
            .toList(),
        seeded ? new FinalNetwork("lstm", members == 3 ? 0.2 : 2) : null);
  }

  private static List<Rung> beside(FinalWork tried) {
    Rung counted = rung(Rung.COUNTED, -0.1, 1);
    return tried.leavesOut(Part.ZERO)
        ? List.of(counted)
        : List.of(rung(Rung.ZERO, 0.4, 1), counted);
  }

  private static Rung rung(String name, @Nullable Double difference, int runs) {
    double nll = difference == null ? 4 : 4 + difference;
    return new Rung(
        name,
        name,
        nll,
        List.of(nll - 0.1, nll + 0.1),
        0.48 * nll,
        List.of(0.48 * nll - 0.05, 0.48 * nll + 0.05),
        1_234_567L * runs,
        10_000.0 / runs,
        difference == null ? null : against(difference),
        null,
        runs == 1
            ? List.of()
            : IntStream.range(0, runs)
                .mapToObj(i -> new Member(name + i, 1.0 / runs, 4.0 + 0.01 * i))
                .toList());
  }

  /** Larger differences are beyond chance. */
  private static Against against(double difference) {
    return new Against(
        difference,
        0.01,
        List.of(difference - 0.02, difference + 0.02),
        Math.abs(difference) > 0.03 ? 0.0001 : 0.2,
        null,
        30);
  }
}
