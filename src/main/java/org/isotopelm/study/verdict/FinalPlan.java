package org.isotopelm.study.verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.training.Exposure;
import org.isotopelm.study.verdict.Scope.Length;
import org.isotopelm.train.run.RunFolder;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * How the chosen model was trained on all text outside the test split, as its own plan says.
 *
 * @param length of the training, and the exposure of the decay that is searched
 * @param otherDecay groups that decay though the study does not search it
 */
public record FinalPlan(Length length, List<String> otherDecay) {

  /** Of a study's folder; null where there is no plan, or it cannot be read. */
  public static @Nullable FinalPlan in(Path study, StudySpec spec) {
    Path file = StudyFolder.single(study).resolve(RunFolder.PLAN);
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try {
      return of(spec, Explanation.read(Files.readAllBytes(file)));
    } catch (IOException | JacksonException unreadable) {
      return null;
    }
  }

  private static FinalPlan of(StudySpec spec, Explanation plan) {
    List<Explanation.Entry> groups = plan.decay();
    List<Integer> searched =
        Exposure.searched(spec, groups.stream().map(Explanation.Entry::group).toList());
    double exposure =
        searched.stream()
            .mapToDouble(i -> Objects.requireNonNullElse(groups.get(i).exposure(), Double.NaN))
            .max()
            .orElse(0);
    List<String> others =
        IntStream.range(0, groups.size())
            .filter(i -> !searched.contains(i) && groups.get(i).lambda() > 0)
            .mapToObj(i -> groups.get(i).group())
            .toList();
    return new FinalPlan(new Length(exposure, plan.steps()), others);
  }
}
