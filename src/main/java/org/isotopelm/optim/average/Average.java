package org.isotopelm.optim.average;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.isotopelm.optim.schedule.Horizon;

/**
 * The config's {@code train.average}: the mean θ̄ of a run's weights that is the model, while the
 * training goes on with the weights themselves. After some of the steps,
 *
 * <pre>
 *   θ̄ ← θ̄ + w_t·(θ − θ̄)
 * </pre>
 *
 * <p>with a share w_t that depends on the step alone, so that a run that continues needs nothing
 * but θ and θ̄. The first share is 1. Weights of neighbouring steps are nearly the same, so in a
 * long run only some of the steps enter, evenly spaced: this costs less, and a float loses nothing.
 *
 * <p>Each kind is a record of its keys in a file of its own; its {@code @JsonTypeName} is its name
 * in the config. A new one is such a record, its name in {@code permits}, and its keys in the
 * schema.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface Average permits TailAverage, EmaAverage {

  /** The first step that enters: from there on there is an average. */
  long first(Horizon horizon);

  /** w_t after a step; 0 where the step does not enter. */
  double share(long step, Horizon horizon);
}
