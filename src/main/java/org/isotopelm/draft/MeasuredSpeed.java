package org.isotopelm.draft;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.isotopelm.project.Project;
import org.isotopelm.project.StudyRunner;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.training.Activity;
import org.isotopelm.study.training.TrainingPace;
import org.isotopelm.study.training.TrainingRunner;
import org.isotopelm.study.training.Workers;

/**
 * How fast a drafted config trains here. As many trainings run at a time as in the study, because
 * they share the processor's caches and memory.
 *
 * @param projects the config of some decisions, and its text
 * @param workers trainings side by side
 * @param cancelled whether the user wants to stop
 */
public record MeasuredSpeed(
    Function<List<Decision>, Project> projects, int workers, BooleanSupplier cancelled)
    implements Function<List<Decision>, TrainingPace> {

  @Override
  public TrainingPace apply(List<Decision> decisions) {
    Project project = projects.apply(decisions);
    StudySpec spec = Objects.requireNonNull(project.config().study(), "a draft has a study");
    TrainingRunner runner = StudyRunner.runner(project, spec, project.engine(), new Activity());
    List<TrainingPace> paces = new ArrayList<>();
    try (Workers team = new Workers(workers, cancelled)) {
      team.run(
          Collections.nCopies(workers, runner),
          each -> TrainingPace.of(each, team::cancelled),
          paces::add);
    }
    TrainingPace first = paces.getFirst();
    return new TrainingPace(
        paces.stream().mapToDouble(TrainingPace::preparation).max().orElseThrow(),
        mean(paces, TrainingPace::step),
        mean(paces, TrainingPace::scored),
        first.tokensPerStep(),
        first.tokens());
  }

  private static double mean(List<TrainingPace> paces, ToDoubleFunction<TrainingPace> part) {
    return paces.stream().mapToDouble(part).average().orElseThrow();
  }
}
