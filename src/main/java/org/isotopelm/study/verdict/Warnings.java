package org.isotopelm.study.verdict;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.trial.Trials;

/**
 * What a reader must know before believing a study: what went wrong first, what always holds last.
 *
 * <p>A warning is a record that holds its own condition, {@code of}, and its sentence. To add one,
 * write that record, name it here where it matters, and give it a case in {@code SentencesTest}.
 */
public final class Warnings {
  private Warnings() {}

  /** In the order in which they matter. */
  public static List<Finding> of(Plan plan, Trials trials, StudyResult result) {
    Grounds grounds = new Grounds(plan, trials, result);
    return Stream.<Function<Grounds, Stream<Finding>>>of(
            Incomplete.Incomparable::of,
            Incomplete.Failures::of,
            Incomplete.Stopped::of,
            Incomplete.Unfinished::of,
            Incomplete.StoppedEarly::of,
            NotMade.FewerMembers::of,
            NotMade.NoSeeds::of,
            NotMade.NoMixture::of,
            NotMade.WeightsOfTheSearch::of,
            NotMade.LeftOut::of,
            NotMade.FewPasses::of,
            Searched.Edge::of,
            Searched.Idle::of,
            Searched.Erasing::of,
            Searched.Overshooting::of,
            Doubt.OneTraining::of,
            Doubt.UnderNoise::of,
            Doubt.OtherTokens::of,
            Doubt.UnknownWords::of,
            Doubt.LaterLook::of,
            Doubt.OnAPath::of,
            Incomplete.Pruned::of,
            Doubt.SeedsOnly::of,
            Doubt.SharedText::of,
            Doubt.Picked::of)
        .flatMap(each -> each.apply(grounds))
        .toList();
  }
}
