package org.isotopelm.study.training;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.isotopelm.optim.decay.Coupling;
import org.isotopelm.optim.decay.DecayRule;
import org.isotopelm.optim.decay.Parts;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.space.DecayPath;
import org.isotopelm.study.space.Dimension;

/**
 * A λ that means something else at each learning rate that is searched beside it: decay that is
 * coupled to η takes η_t·λ of a weight in a step, so where η is larger, less λ does the same.
 */
public final class CoupledSearch {
  private static final String PEAK = "optimizer.learning_rate.peak";
  private static final Set<Coupling> COUPLED =
      Set.of(Coupling.LEARNING_RATE, Coupling.CORRECTED, Coupling.SECOND_MOMENTS);

  private CoupledSearch() {}

  /** The warning about the groups whose λ this is, with its remedy; empty where there are none. */
  public static Optional<String> warning(StudySpec spec, List<DecayRule> rules) {
    boolean rates =
        spec.space().values().stream().anyMatch(dimension -> dimension.set().contains(PEAK));
    Set<String> lambdas =
        spec.space().values().stream()
            .map(Dimension::set)
            .flatMap(List::stream)
            .flatMap(path -> DecayPath.of(path).stream())
            .filter(path -> path.way() == DecayPath.Way.LAMBDA)
            .map(DecayPath::group)
            .collect(Collectors.toSet());
    String groups =
        rules.stream()
            .filter(rule -> lambdas.contains("optimizer.decay." + rule.group()))
            .filter(rule -> isCoupled(rule.form().parts()))
            .map(DecayRule::group)
            .collect(Collectors.joining(", "));
    return rates && !groups.isEmpty()
        ? Optional.of(
            "study.space: the learning rate and lambda are searched together, and decay of %s takes η·λ of a weight in each step, so the best lambda may change with η; search exposure or timescale instead of lambda, or use form: independent"
                .formatted(groups))
        : Optional.empty();
  }

  private static boolean isCoupled(Parts parts) {
    return parts.side() == Parts.Side.WEIGHTS && COUPLED.contains(parts.coupling());
  }
}
