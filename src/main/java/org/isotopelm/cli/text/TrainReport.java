package org.isotopelm.cli.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isotopelm.baseline.CountedScore;
import org.isotopelm.eval.Evaluation;
import org.isotopelm.eval.Scores;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.SteplessPlan;
import org.isotopelm.train.TrainResult;
import org.isotopelm.train.TrainState;
import org.isotopelm.train.TrainingPlan;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of {@code train}.
 *
 * @param trainNll as {@link TrainResult}; the loss of the last steps where it was interrupted
 * @param counted the counted baseline on the validation split; null where the run has none
 */
public record TrainReport(
    String run,
    long parameters,
    long steps,
    double epochs,
    long tokens,
    double seconds,
    double tokensPerSecond,
    double trainNll,
    @Nullable Evaluation validation,
    @Nullable CountedScore counted,
    TrainState.@Nullable Evaluated best,
    boolean interrupted,
    List<Explanation.Entry> decay) {

  /** Of a training into this folder. */
  public static TrainReport of(
      Path out, TrainingPlan plan, TrainResult result, @Nullable CountedScore counted) {
    TrainState state = result.state();
    Explanation explanation = plan.explanation();
    Scores scores = result.validation();
    return new TrainReport(
        out.toString(),
        result.model().parameters(),
        state.step(),
        plan.epochs(state.step()),
        state.tokens(),
        state.seconds(),
        state.tokens() / state.seconds(),
        result.trainNll(),
        scores == null ? null : scores.evaluation(out.toString(), "last", "validation", 1),
        counted,
        state.best(),
        result.interrupted(),
        explanation.decay());
  }

  /** As people read it, without the last line's end. */
  public String text(TrainingPlan plan, TrainResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        switch (plan) {
          case GradientPlan _ ->
              String.format(
                  Locale.ROOT,
                  "%s: %,d parameters, %s, %.2f epochs, %,d tokens in %.1f s (%,.0f tokens/s)",
                  run,
                  parameters,
                  Phrases.count(steps, "step"),
                  epochs,
                  tokens,
                  seconds,
                  tokensPerSecond);
          case SteplessPlan stepless ->
              String.format(
                  Locale.ROOT,
                  "%s: %,d %s from %,d tokens in %.1f s",
                  run,
                  parameters,
                  stepless.parts(),
                  tokens,
                  seconds);
        });
    String train = (interrupted ? "train loss " : "train nll ") + Figures.nats(trainNll);
    lines.add(validation == null ? train : train + held(validation, whenScored(result)));
    if (best != null && plan instanceof GradientPlan) {
      lines.add(
          String.format(
              Locale.ROOT,
              "best validation nll: %s at step %,d",
              Figures.nats(best.nll()),
              best.step()));
    }
    if (counted != null) {
      lines.add(beside(counted));
    }
    if (interrupted) {
      lines.add("interrupted; a checkpoint was saved, and --resume continues from it");
    }
    return String.join(System.lineSeparator(), lines);
  }

  private String beside(CountedScore baseline) {
    String figures =
        String.format(
            Locale.ROOT,
            "%s of the same tokens: validation nll %s, perplexity %s",
            baseline.label(),
            Figures.nats(baseline.nll()),
            Figures.perplexity(baseline.perplexity()));
    if (validation == null) {
      return figures;
    }
    double difference = baseline.nll() - validation.nll();
    return "%s, %s nats %s than this model"
        .formatted(
            figures, Figures.nats(Math.abs(difference)), difference < 0 ? "lower" : "higher");
  }

  private static String held(Evaluation validation, String when) {
    return String.format(
        Locale.ROOT,
        ", validation nll%s %s, perplexity %s, %s%s",
        when,
        Figures.nats(validation.nll()),
        Figures.perplexity(validation.perplexity()),
        UnknownShare.bitsPerByte(validation),
        UnknownShare.behind(validation.unknownTokens(), validation.tokens()));
  }

  /** A run that was stopped was scored at its last evaluation, not at its last step. */
  private static String whenScored(TrainResult result) {
    List<TrainState.Evaluated> evaluations = result.state().evaluations();
    return result.interrupted() && !evaluations.isEmpty()
        ? String.format(Locale.ROOT, " at step %,d", evaluations.getLast().step())
        : "";
  }
}
