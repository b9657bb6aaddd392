package org.isotopelm.study.verdict;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.isotopelm.study.comparison.FinalNetwork;
import org.isotopelm.study.comparison.Rung;
import org.isotopelm.study.comparison.Rungs;
import org.isotopelm.study.plan.FinalSpec;
import org.isotopelm.study.plan.FinalWork;
import org.isotopelm.words.Phrases;

/** Final models that the config asks for and the study did not make. */
public sealed interface NotMade extends Finding {

  @Override
  default Place place() {
    return Place.WARNING;
  }

  /**
   * Fewer trainings in the ensemble than the config asks for.
   *
   * @param members in the ensemble; 1 without one
   * @param diverged trainings that failed; the time was too short for the others
   */
  record FewerMembers(int asked, int members, int diverged) implements NotMade {
    static Stream<Finding> of(Grounds grounds) {
      Rungs ladder = grounds.result().ladder();
      FinalSpec asked = grounds.plan().spec().finals();
      return ladder == null
              || asked == null
              || !ladder.seeded()
              || ladder.members() >= asked.members()
          ? Stream.empty()
          : Stream.of(
              new FewerMembers(
                  asked.members(),
                  ladder.members(),
                  ladder.tried().finals().members() - ladder.members()));
    }

    @Override
    public String sentence() {
      String why =
          diverged == 0
              ? "the time of the budget was too short for more"
              : Phrases.count(diverged, "training")
                  + " diverged"
                  + (members + diverged < asked
                      ? " and the time of the budget was too short for more"
                      : "");
      return members == 1
          ? "There is no ensemble of %s, because %s.".formatted(asked, why)
          : "The ensemble has %s members instead of %s, because %s.".formatted(members, asked, why);
    }
  }

  /** The chosen model is counted, so that an ensemble of it is the same model. */
  record NoSeeds() implements NotMade {
    static Stream<Finding> of(Grounds grounds) {
      Rungs ladder = grounds.result().ladder();
      FinalSpec asked = grounds.plan().spec().finals();
      return Grounds.when(
          ladder != null && asked != null && !ladder.seeded() && asked.members() > 1,
          new NoSeeds());
    }

    @Override
    public String sentence() {
      return "There is no ensemble, because the chosen model is counted and every seed gives the same one.";
    }
  }

  /**
   * The mixture that the config asks for was not made.
   *
   * @param late whether the time was too short; else the training for its weights diverged
   */
  record NoMixture(boolean late) implements NotMade {
    static Stream<Finding> of(Grounds grounds) {
      Rungs ladder = grounds.result().ladder();
      FinalSpec asked = grounds.plan().spec().finals();
      return ladder == null || asked == null || !asked.mix() || ladder.model(Rung.MIX).isPresent()
          ? Stream.empty()
          : Stream.of(new NoMixture(!ladder.tried().finals().mix()));
    }

    @Override
    public String sentence() {
      return "There is no mixture, because %s."
          .formatted(
              late
                  ? "the time of the budget was too short"
                  : "the training that gives its weights diverged");
    }
  }

  /** The mixture's weights come from a network that was trained for less than those it mixes. */
  record WeightsOfTheSearch() implements NotMade {
    static Stream<Finding> of(Grounds grounds) {
      Rungs ladder = grounds.result().ladder();
      return Grounds.when(
          ladder != null
              && ladder.tried().leavesOut(FinalWork.Part.WEIGHTS)
              && ladder.model(Rung.MIX).isPresent(),
          new WeightsOfTheSearch());
    }

    @Override
    public String sentence() {
      return "The weights of the mixture were fitted with a network of the search, because the time of the budget was too short to train another one.";
    }
  }

  /**
   * Final trainings that the time was too short for, beside members and the mixture.
   *
   * @param what they are of, at least one
   */
  record LeftOut(List<String> what) implements NotMade {
    static Stream<Finding> of(Grounds grounds) {
      Rungs ladder = grounds.result().ladder();
      List<String> what =
          ladder == null
              ? List.of()
              : ladder.tried().leftOut().stream()
                  .map(LeftOut::name)
                  .flatMap(Optional::stream)
                  .toList();
      return Grounds.when(!what.isEmpty(), new LeftOut(what));
    }

    /** Of what has no sentence of its own. */
    private static Optional<String> name(FinalWork.Part part) {
      return switch (part) {
        case STUDENT -> Optional.of("the student");
        case OPPONENTS -> Optional.of("the opponents");
        case ZERO -> Optional.of("λ = 0");
        case MEMBERS, WEIGHTS, MIX -> Optional.empty();
      };
    }

    @Override
    public String sentence() {
      return "There is no final training of %s, because the time of the budget was too short."
          .formatted(Phrases.list(what));
    }
  }

  /**
   * The network saw too little of its text to learn much of it.
   *
   * @param passes over its text
   * @param mixed whether the mixture was made
   */
  record FewPasses(double passes, boolean mixed) implements NotMade {
    /** With fewer passes a network has not seen most of its text, and counting does better. */
    public static final double LEAST = 0.3;

    /** Of the mixture; a network with less of it has learned little. */
    private static final double LEAST_SHARE = 0.05;

    static Stream<Finding> of(Grounds grounds) {
      Rungs ladder = grounds.result().ladder();
      FinalNetwork network = ladder == null ? null : ladder.network();
      return ladder == null || network == null || !isFew(network.passes(), ladder)
          ? Stream.empty()
          : Stream.of(new FewPasses(network.passes(), ladder.model(Rung.MIX).isPresent()));
    }

    /** Below one pass the mixture's weights may show it, too. */
    private static boolean isFew(double passes, Rungs ladder) {
      boolean idle =
          ladder
              .model(Rung.MIX)
              .filter(mix -> mix.members().getFirst().weight() < LEAST_SHARE)
              .isPresent();
      return passes < LEAST || (idle && passes < 1);
    }

    @Override
    public String sentence() {
      return "The final network saw only %s of its training text, so it has learned little%s. Give it more: a study of a text takes more minutes, a config more train.epochs."
          .formatted(
              share(passes),
              mixed ? "; the counted n-grams and the cache do most of what the mixture can" : "");
    }

    /** {@code 2 %}. */
    public static String share(double passes) {
      return Phrases.figure(Math.round(1000 * passes) / 10.0) + " %";
    }
  }

  /** There is nothing to score final models on. */
  record NoFinals() implements NotMade {
    @Override
    public String sentence() {
      return "The config asks for more final models (study.final), but there is no test split to score them on, so none was made; set data.split.test.";
    }
  }
}
