package org.isotopelm.train.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.isotopelm.baseline.CountedBaseline;
import org.isotopelm.baseline.CountedScore;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.math.Team;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.Preparation;
import org.isotopelm.train.TrainingPlan;
import org.jspecify.annotations.Nullable;

/** The counted baseline of a run by gradients. */
public final class CountedRun {
  private CountedRun() {}

  /**
   * The baseline of a run that has come to its end. The run keeps its own result even if this
   * fails.
   *
   * @param changed whether the run has trained since the baseline may have been kept
   * @param warnings hears why it failed
   * @return null where the run has none
   */
  public static @Nullable CountedScore of(
      Path run, TrainingPlan plan, boolean changed, Team team, Consumer<String> warnings) {
    if (!(plan instanceof GradientPlan gradients)) {
      return null;
    }
    try {
      return of(run, gradients, changed, team);
    } catch (RuntimeException e) {
      warnings.accept(
          "the counted baseline cannot be made (%s); train.counted=null goes without"
              .formatted(e.getMessage()));
      return null;
    }
  }

  private static @Nullable CountedScore of(
      Path run, GradientPlan plan, boolean changed, Team team) {
    CountedSpec spec = plan.recipe().train().counted();
    if (spec == null) {
      forget(run);
      return null;
    }
    Preparation text = plan.text();
    return CountedBaseline.ofRun(
            run,
            spec,
            changed,
            text.train(),
            text.validation(),
            text.tokenizer().vocabulary(),
            team)
        .orElse(null);
  }

  private static void forget(Path run) {
    try {
      Files.deleteIfExists(run.resolve(CountedScore.FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
