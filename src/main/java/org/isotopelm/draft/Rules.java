package org.isotopelm.draft;

import static org.isotopelm.draft.BySize.upTo;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.isotopelm.study.training.TrainingPace;
import org.isotopelm.survey.Survey;

/**
 * The rules by which a study of a text is drafted: tokenizer, network, length of trainings,
 * learning rate, λ, folds, trials and final models. They were measured: {@code src/bench/rules}.
 */
public final class Rules {
  /** Ids of the tokenizer, by bytes of training text. */
  private static final BySize<Integer> VOCABULARY =
      new BySize<>(
          List.of(upTo(60e3, 300), upTo(150e3, 512), upTo(250e3, 1024), upTo(2e6, 2048)), 4096);

  /** The share of the time that one measurement may take if another is to follow. */
  private static final double QUICK = 0.25;

  /**
   * A measurement.
   *
   * @param seconds that it took
   * @param after the choice with the time that is left
   */
  private record Measured(
      NetworkSize network, TrainingPace pace, double seconds, EffortChoice after) {
    NetworkSize best() {
      return after.network(network, pace);
    }

    TrainingPace pace(NetworkSize other) {
      return pace.times(other.slowness(network, after.vocabulary()));
    }

    Effort effort(NetworkSize other) {
      return after.effort(pace(other));
    }

    /** Whether there is time to train that network. */
    boolean allows(NetworkSize other) {
      return after.isWorthTraining(pace(other));
    }

    /** A machine on which this took long is too busy for a second one. */
    boolean wasQuick() {
      return seconds < QUICK * 60 * after.time().minutes();
    }
  }

  private final Survey survey;
  private final EffortChoice choice;
  private final Function<List<Decision>, TrainingPace> speed;

  private Rules(Survey survey, TimeBudget time, Function<List<Decision>, TrainingPace> speed) {
    this.survey = survey;
    this.speed = speed;
    choice = EffortChoice.of(survey, VOCABULARY, time);
  }

  /**
   * What was decided.
   *
   * @param decisions in the config's order
   * @param time how long it will take of the time that there is
   * @param limit of the time
   * @param doubts what a user should know before it is trained, a sentence each
   */
  public record Ruled(
      List<Decision> decisions, String time, TimeLimit limit, List<String> doubts) {}

  /**
   * Decides all but the data section.
   *
   * @param speed how fast the config of some decisions trains on the text; measured once or twice
   */
  public static Ruled of(
      Survey survey, TimeBudget time, Function<List<Decision>, TrainingPace> speed) {
    return new Rules(survey, time, speed).ruled();
  }

  private Ruled ruled() {
    NetworkSize guess = choice.guess();
    Measured measured = measure(choice, guess);
    NetworkSize network = measured.best();
    boolean doubtful = !network.equals(guess) || !measured.allows(network);
    if (doubtful && measured.wasQuick()) {
      // On a busy machine the compiler was not done with the first. And the network's own pace may
      // show that it is too slow after all.
      measured = measure(measured.after(), network);
      network = measured.best();
    }
    if (!measured.allows(network)) {
      return new Ruled(
          CountedReasons.of(survey, measured.after()),
          "counting takes some seconds of the %s min".formatted(measured.after().time().minutes()),
          measured.after().time().limit(),
          FewPasses.noNetwork(survey, measured.after(), measured.pace(network)));
    }
    Effort effort = measured.effort(network);
    TrainingPace pace = measured.pace(network);
    return new Ruled(
        Reasons.of(survey, measured.after(), network, effort, pace),
        planned(measured.after(), effort, pace),
        measured.after().time().limit(),
        FewPasses.doubts(survey, measured.after(), effort, pace));
  }

  private static String planned(EffortChoice choice, Effort effort, TrainingPace pace) {
    TimeBudget time = choice.time();
    return String.format(
        Locale.ROOT,
        "about %.0f s of the %d min are planned; %.0f s have passed",
        effort.seconds(pace, time.workers()),
        time.minutes(),
        time.spent());
  }

  private Measured measure(EffortChoice before, NetworkSize network) {
    TrainingPace unknown = new TrainingPace(0, 0, 0, 1, 1);
    long begun = System.nanoTime();
    TrainingPace pace = speed.apply(Reasons.of(survey, before, network, before.least(), unknown));
    double seconds = (System.nanoTime() - begun) * 1e-9;
    return new Measured(network, pace, seconds, before.after(seconds));
  }
}
