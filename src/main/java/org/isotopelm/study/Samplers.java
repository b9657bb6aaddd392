package org.isotopelm.study;

import java.util.List;

final class Samplers {
  private Samplers() {}

  static Sampler of(StudySpec spec, Space space) {
    return seen ->
        new Sampler.Proposal(
            space.points(spec.search(), spec.seed()).stream()
                .filter(p -> seen.stream().noneMatch(o -> o.point().equals(p)))
                .toList(),
            "grid");
  }
}
