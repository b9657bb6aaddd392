package org.isotopelm.study.comparison;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonProperty.Access;
import java.util.List;
import java.util.Objects;
import org.isotopelm.baseline.CountedSpec;
import org.jspecify.annotations.Nullable;

/**
 * The final models on the test split, all of one look.
 *
 * @param chosen the best point, null if its final training diverged
 * @param zero the same with every λ at 0, null where the space holds no λ, or likewise
 * @param difference chosen minus zero
 * @param ci95 its interval, from a paired bootstrap over documents, low and high; empty for one
 *     document
 * @param look 1 for the study's first look at its test split; each further look makes the figures
 *     more optimistic
 * @param opponents of the study, but {@code zero}, each trained once with the study's first seed;
 *     not those that change the text; empty in studies that were finished by earlier programs
 * @param seeds chosen and zero with each of the study's seeds, of which {@code chosen} and {@code
 *     zero} are the first; empty likewise
 * @param counted the counted baseline; null where the study had none when it looked
 */
public record TestResult(
    @Nullable FinalResult chosen,
    @Nullable FinalResult zero,
    @Nullable Double difference,
    @Nullable List<Double> ci95,
    int look,
    List<TestedOpponent> opponents,
    List<TestedSeed> seeds,
    @Nullable TestedCounted counted) {

  public TestResult {
    opponents = Objects.requireNonNullElse(opponents, List.of());
    seeds = Objects.requireNonNullElse(seeds, List.of());
  }

  /** The same, with its counted baseline only if that is this one. */
  public TestResult countedAs(@Nullable CountedSpec spec) {
    boolean same = counted != null && spec != null && spec.order() == counted.order();
    return new TestResult(
        chosen, zero, difference, ci95, look, opponents, seeds, same ? counted : null);
  }

  /** Means over the seeds; null if fewer than two finished. */
  @JsonProperty(value = "over_seeds", access = Access.READ_ONLY)
  public @Nullable OverSeeds overSeeds() {
    return OverSeeds.of(seeds);
  }
}
