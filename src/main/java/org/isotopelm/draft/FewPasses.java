package org.isotopelm.draft;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.isotopelm.study.training.TrainingPace;
import org.isotopelm.study.verdict.NotMade;
import org.isotopelm.survey.Survey;

/** That the time is too short for a network that knows its text, and how much would be enough. */
final class FewPasses {
  /** Minutes that people ask for. */
  private static final int[] ASKED = {
    2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1440
  };

  private FewPasses() {}

  /** A sentence for people, or none where the final network sees enough. */
  static List<String> doubts(Survey survey, EffortChoice choice, Effort effort, TrainingPace pace) {
    if (effort.epochs() > NotMade.FewPasses.LEAST) {
      return List.of();
    }
    return List.of(
        "the final network will see only %s of its training text in %s min, so it learns little, and the counted n-grams and the cache do most of what the mixture can; %s"
            .formatted(
                NotMade.FewPasses.share(effort.epochs()),
                choice.time().minutes(),
                remedy(survey, choice, pace)));
  }

  /** A sentence for people where the time is too short for any network. */
  static List<String> noNetwork(Survey survey, EffortChoice choice, TrainingPace pace) {
    return List.of(
        "no network is trained, because %s min are too short for one here, or this machine is too busy now; %s"
            .formatted(choice.time().minutes(), remedy(survey, choice, pace)));
  }

  private static String remedy(Survey survey, EffortChoice choice, TrainingPace pace) {
    OptionalInt enough =
        IntStream.of(ASKED)
            .filter(minutes -> minutes > choice.time().minutes())
            .filter(minutes -> isEnough(survey, choice, pace, minutes))
            .findFirst();
    return enough.isPresent()
        ? "in %s minutes one would see all of the text once".formatted(enough.getAsInt())
        : "give more minutes, or less text";
  }

  /** Whether the final network sees all of the text that is used in so many minutes. */
  private static boolean isEnough(
      Survey survey, EffortChoice choice, TrainingPace pace, int minutes) {
    EffortChoice larger = choice.withMinutes(survey, minutes);
    double more = (double) larger.bytes() / choice.bytes();
    TrainingPace longer =
        new TrainingPace(
            more * pace.preparation(),
            pace.step(),
            pace.scored(),
            pace.tokensPerStep(),
            Math.round(more * pace.tokens()));
    return larger.fits(larger.least().withEpochs(1), longer);
  }
}
