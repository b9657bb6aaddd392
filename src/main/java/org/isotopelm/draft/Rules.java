package org.isotopelm.draft;

import static org.isotopelm.draft.BySize.upTo;

import java.util.List;
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
          List.of(upTo(60e3, 300), upTo(150e3, 512), upTo(1.5e6, 1024), upTo(10e6, 2048)), 4096);

  private record Measured(NetworkSize network, TrainingPace pace) {}

  private final Survey survey;
  private final EffortChoice choice;
  private final Function<List<Decision>, TrainingPace> speed;

  private Rules(Survey survey, TimeBudget time, Function<List<Decision>, TrainingPace> speed) {
    this.survey = survey;
    this.speed = speed;
    choice = EffortChoice.of(survey, VOCABULARY, time);
  }

  /**
   * Decides all but the data section.
   *
   * @param speed how fast the config of some decisions trains on the text; measured once or twice
   * @return in the config's order
   */
  public static List<Decision> of(
      Survey survey, TimeBudget time, Function<List<Decision>, TrainingPace> speed) {
    return new Rules(survey, time, speed).decisions();
  }

  private List<Decision> decisions() {
    NetworkSize guess = choice.guess();
    Measured measured = measure(guess);
    NetworkSize network = choice.network(guess, measured.pace());
    if (!network.equals(guess)) {
      measured = measure(network);
      // Its own pace may show that it is too slow after all.
      network = choice.network(network, measured.pace());
    }
    double slowness = network.slowness(measured.network(), choice.vocabulary());
    TrainingPace pace = measured.pace().times(slowness);
    return Reasons.of(survey, choice, network, choice.effort(pace), pace);
  }

  private Measured measure(NetworkSize network) {
    TrainingPace unknown = new TrainingPace(0, 0, 0, 1, 1);
    return new Measured(
        network, speed.apply(Reasons.of(survey, choice, network, choice.least(), unknown)));
  }
}
