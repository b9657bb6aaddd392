package org.isotopelm.train.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.base.Remedy;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.train.TrainingPlan;
import tools.jackson.core.JacksonException;

/** The optimizer and the decay plan that a run was begun with. */
public final class RunPlan {
  private RunPlan() {}

  /**
   * Refuses to continue a run whose optimizer or decay plan was another one.
   *
   * @throws ProblemException (config) with the keys, groups and values that differ
   */
  public static void requireSame(Path folder, TrainingPlan plan) {
    Explanation saved;
    try {
      saved = Explanation.read(Files.readAllBytes(folder.resolve(RunFolder.PLAN)));
    } catch (NoSuchFileException e) {
      throw unknownPlan(folder.resolve(RunFolder.PLAN), "is missing", e);
    } catch (JacksonException e) {
      throw unknownPlan(folder.resolve(RunFolder.PLAN), "is damaged", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Explanation.Difference> differences = plan.explanation().differencesFrom(saved);
    if (!differences.isEmpty()) {
      throw ProblemException.config(
          differences.stream()
              .map(
                  difference ->
                      Problem.at(
                              difference.path(),
                              "%s was trained under another plan: %s; restore it, or "
                                  .formatted(folder, difference.sentence()))
                          .with(Remedy.ACCEPT_CHANGES))
              .toList());
    }
  }

  private static ProblemException unknownPlan(Path file, String what, Exception cause) {
    Problem problem =
        Problem.of(
            "%s: %s, so it cannot be known whether the decay is still the same; restore it, or "
                .formatted(file, what));
    return new ProblemException(ExitCode.DATA, List.of(problem.with(Remedy.ACCEPT_CHANGES)), cause);
  }
}
