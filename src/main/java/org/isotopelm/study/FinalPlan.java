package org.isotopelm.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.isotopelm.Json;
import org.isotopelm.optim.Explanation;
import org.isotopelm.study.verdict.Scope.Length;
import org.isotopelm.train.RunFolder;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** How the chosen model was trained on all text outside the test split, as its own plan says. */
final class FinalPlan {
  private FinalPlan() {}

  /** Of a study's folder; null where there is no plan, or it cannot be read. */
  static @Nullable Length in(Path study, StudySpec spec) {
    Path file = study.resolve(StudyFolder.CHOSEN).resolve(RunFolder.PLAN);
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try {
      Explanation plan = Json.mapper().readValue(Files.readAllBytes(file), Explanation.class);
      return new Length(exposure(spec, plan.decay()), plan.steps());
    } catch (IOException | JacksonException unreadable) {
      return null;
    }
  }

  /** As that of a cell: of the groups whose decay is searched, of all where none is. */
  private static double exposure(StudySpec spec, List<Explanation.Entry> groups) {
    List<String> names = groups.stream().map(Explanation.Entry::group).toList();
    return Exposure.searched(spec, names).stream()
        .mapToDouble(i -> Objects.requireNonNullElse(groups.get(i).exposure(), 0.0))
        .max()
        .orElse(0);
  }
}
