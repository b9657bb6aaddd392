package org.isotopelm.study.plan;

import java.util.List;
import org.isotopelm.base.ProblemException;
import org.isotopelm.study.search.Sampler;
import org.isotopelm.study.search.Search;
import org.isotopelm.study.search.TryFirst;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;

/** Makes the sampler of a study. */
public final class Samplers {
  private Samplers() {}

  /**
   * The sampler of the config's search. Points of {@code try_first} are its first round and count
   * among its trials.
   *
   * @throws ProblemException exit code 3, for a space that this search cannot search, or a wrong
   *     {@code try_first}
   */
  public static Sampler of(StudySpec spec, Space space) {
    List<Point> first = TryFirst.of(space, spec.tryFirst());
    return spec.search()
        .sampler(new Search.Task(space, first, spec.metric(), spec.seed()))
        .after(first, "try_first");
  }
}
