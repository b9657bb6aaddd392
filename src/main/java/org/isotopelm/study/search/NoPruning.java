package org.isotopelm.study.search;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.isotopelm.study.trial.Observation;
import org.jspecify.annotations.Nullable;

/** Every point has all its cells. */
@JsonTypeName("none")
public record NoPruning() implements Pruning {

  @Override
  public String sentence() {
    return "";
  }

  @Override
  public @Nullable String reason(Observation point, PruningRound round) {
    return null;
  }

  @Override
  public boolean acts() {
    return false;
  }
}
