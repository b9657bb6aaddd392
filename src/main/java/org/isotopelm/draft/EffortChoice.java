package org.isotopelm.draft;

import static org.isotopelm.draft.BySize.upTo;

import java.util.List;
import java.util.function.UnaryOperator;
import org.isotopelm.study.training.TrainingPace;
import org.isotopelm.survey.Survey;

/**
 * How large a network and how many trainings fit into the time.
 *
 * <p>The order of what more time buys is fixed: epochs until a wider network pays, the widest
 * network for this text, its epochs, then members of the ensemble, values of λ and folds in turn.
 * So a longer study does all that a shorter one does, and more.
 *
 * @param bytes of the training text that is used
 * @param vocabularies ids of the tokenizer by bytes of training text
 * @param isStream whether the text is one document, which folds cannot divide
 */
record EffortChoice(long bytes, BySize<Integer> vocabularies, boolean isStream, TimeBudget time) {
  /** Networks, the smallest first. */
  static final List<NetworkSize> NETWORKS =
      List.of(
          new NetworkSize(1, 48),
          new NetworkSize(1, 64),
          new NetworkSize(1, 96),
          new NetworkSize(1, 128),
          new NetworkSize(1, 192),
          new NetworkSize(1, 256),
          new NetworkSize(1, 384),
          new NetworkSize(1, 512),
          new NetworkSize(2, 512));

  /** The widest network that a text is enough for. */
  private static final BySize<Integer> WIDEST =
      new BySize<>(
          List.of(upTo(150e3, 128), upTo(600e3, 192), upTo(2e6, 256), upTo(8e6, 384)), 512);

  /** Epochs after which a wider network gains more than more epochs. */
  private static final BySize<Double> ENOUGH =
      new BySize<>(
          List.of(
              upTo(50e3, 10.0), upTo(150e3, 6.0), upTo(600e3, 4.0), upTo(2e6, 2.0), upTo(8e6, 1.0)),
          0.5);

  /** Epochs after which more do not help. */
  private static final BySize<Double> MOST =
      new BySize<>(
          List.of(
              upTo(50e3, 30.0),
              upTo(150e3, 15.0),
              upTo(600e3, 10.0),
              upTo(2e6, 8.0),
              upTo(8e6, 5.0)),
          3.0);

  /** Dropout on inputs, outputs and between layers. */
  private static final BySize<Double> DROPOUT = new BySize<>(List.of(upTo(150e3, 0.3)), 0.0);

  /** Rows of a batch: many small steps teach a small text more than few large ones. */
  private static final BySize<Integer> BATCH =
      new BySize<>(List.of(upTo(150e3, 4), upTo(600e3, 8), upTo(2e6, 16)), 32);

  /** Seconds of one thread for a token and a weight, before anything was measured. */
  private static final double USUAL = 6 / 10e9;

  /**
   * Bytes of text from which on a tenth of it scores the trials well enough; scoring every part of
   * it would cost more than training does.
   */
  private static final double AMPLE = 1.5e6;

  /** Bytes of text that can be counted, encoded and trained on in a minute. */
  private static final double PER_MINUTE = 3e6;

  /**
   * Steps of a final training with which a network begins to add to a mixture with the counted
   * model: on 300 kB of plays its weight there was 0.00 after 306 steps, 0.08 after 445 and 0.25
   * after 694.
   */
  static final int LEAST_STEPS = 300;

  /** How many times as long a final training may be as one of the search. */
  private static final int SHORTEST = 4;

  /** What more time buys, in this order. */
  private static final List<UnaryOperator<Effort>> MORE =
      List.of(
          effort -> effort.withTimes(2),
          effort -> effort.withMembers(2),
          effort -> effort.withTrials(6),
          effort -> effort.withMembers(3),
          effort -> effort.withTimes(1),
          effort -> effort.withFolds(3),
          effort -> effort.withMembers(4),
          effort -> effort.withTrials(8),
          effort -> effort.withMembers(6),
          effort -> effort.withFolds(5),
          effort -> effort.withTrials(10),
          effort -> effort.withMembers(8));

  /**
   * The choice for a text.
   *
   * @param vocabularies ids of the tokenizer by bytes of training text
   */
  static EffortChoice of(Survey survey, BySize<Integer> vocabularies, TimeBudget time) {
    return new EffortChoice(usable(survey, time.minutes()), vocabularies, survey.stream(), time);
  }

  /** Bytes of the training text that there is time for. */
  private static long usable(Survey survey, int minutes) {
    long all = survey.trainingBytes();
    return survey.stream() ? all : Math.min(all, (long) (PER_MINUTE * minutes));
  }

  /** The least that answers: four values of λ in short trainings, one model and its mixture. */
  Effort least() {
    return new Effort(1, SHORTEST, 1, hasOneFold() ? 1 : 2, 4, 1);
  }

  /** The choice when so many more seconds have passed. */
  EffortChoice after(double seconds) {
    return new EffortChoice(bytes, vocabularies, isStream, time.after(seconds));
  }

  /** The choice for the same text with so many minutes in all. */
  EffortChoice withMinutes(Survey survey, int minutes) {
    return of(survey, vocabularies, time.withMinutes(minutes));
  }

  /** Ids of the tokenizer. */
  int vocabulary() {
    return vocabularies.of(bytes);
  }

  private boolean hasOneFold() {
    return isStream || bytes > AMPLE;
  }

  /** The share of values that training drops. */
  double dropout() {
    return DROPOUT.of(bytes);
  }

  /** The rows of a batch. */
  int batch() {
    return BATCH.of(bytes);
  }

  /** The network whose speed is worth measuring. */
  NetworkSize guess() {
    double tokens = bytes / 3.0;
    NetworkSize small = NETWORKS.getFirst();
    double token = USUAL * small.weights(vocabulary());
    int perStep = batch() * NetworkSize.CONTEXT;
    TrainingPace usual =
        new TrainingPace(bytes * 1e-6, token * perStep, token / 3, perStep, (long) tokens);
    return network(small, usual);
  }

  /**
   * The widest network that the text is enough for and the time allows.
   *
   * @param pace of the network that was measured
   */
  NetworkSize network(NetworkSize measured, TrainingPace pace) {
    return NETWORKS.reversed().stream()
        .filter(each -> each.width() <= WIDEST.of(bytes))
        .filter(
            each ->
                fits(
                    least().withEpochs(ENOUGH.of(bytes)),
                    pace.times(each.slowness(measured, vocabulary()))))
        .findFirst()
        .orElse(NETWORKS.getFirst());
  }

  /** Whether there is time to train a network until it adds something to counting. */
  boolean isWorthTraining(TrainingPace pace) {
    double epochs = LEAST_STEPS * pace.tokensPerStep() / pace.tokens();
    return fits(least().withEpochs(Math.min(epochs, MOST.of(bytes))), pace);
  }

  /** How much of it to train. */
  Effort effort(TrainingPace pace) {
    Effort effort = least().withEpochs(epochs(pace));
    for (UnaryOperator<Effort> more : MORE) {
      Effort larger = hasOneFold() ? more.apply(effort).withFolds(1) : more.apply(effort);
      if (!fits(larger, pace)) {
        return effort;
      }
      effort = larger;
    }
    return effort;
  }

  /** To two digits, at most {@link #MOST}. */
  private double epochs(TrainingPace pace) {
    double epochs = MOST.of(bytes);
    while (epochs > 0.02 && !fits(least().withEpochs(epochs), pace)) {
      epochs *= 0.95;
    }
    return Digits.two(epochs);
  }

  /** Whether there is time for it. */
  boolean fits(Effort effort, TrainingPace pace) {
    return effort.seconds(pace, time.workers()) <= time.seconds();
  }
}
