package org.isotopelm.study.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.isotopelm.study.plan.FinalWork;
import org.isotopelm.study.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * The models that a study makes of its chosen point, and which of them it recommends.
 *
 * @param models from the single one up, in the order in which they were made
 * @param beside λ = 0 and the counted model on the same tokens, where they are runs
 * @param recommended the name of one of the models
 * @param tried what was made of what the config asks for; the time may have been too short for all
 * @param seeded whether another seed gives another model
 * @param network of the single model; null where it is counted, and in studies of earlier programs
 */
public record Rungs(
    List<Rung> models,
    List<Rung> beside,
    String recommended,
    FinalWork tried,
    boolean seeded,
    @Nullable FinalNetwork network) {

  public Rungs {
    models = List.copyOf(models);
    beside = List.copyOf(beside);
  }

  /**
   * Recommends one of the models: the one with the lowest nll among those that are better than the
   * single one, where p is corrected for their number; the single one where there is none. So a
   * text on which all are alike leads to another model than the single one in at most one study of
   * twenty.
   */
  public static Rungs of(List<Rung> models, List<Rung> beside, FinalWork tried, boolean seeded) {
    List<Rung> corrected = corrected(models);
    String recommended =
        corrected.stream()
            .filter(Rung::isGain)
            .min(Comparator.comparingDouble(Rung::nll))
            .orElse(corrected.getFirst())
            .name();
    return new Rungs(corrected, beside, recommended, tried, seeded, null);
  }

  /**
   * The same with what else is known.
   *
   * @param compared what stands beside the models, compared with the one that is recommended
   */
  public Rungs with(List<Rung> compared, @Nullable FinalNetwork its) {
    return new Rungs(models, compared, recommended, tried, seeded, its);
  }

  /** With the p-values of those that have one corrected for their number. */
  private static List<Rung> corrected(List<Rung> models) {
    List<Integer> tested =
        IntStream.range(0, models.size())
            .filter(i -> p(models.get(i)).isPresent())
            .boxed()
            .toList();
    double[] holm =
        Statistics.holm(tested.stream().mapToDouble(i -> p(models.get(i)).getAsDouble()).toArray());
    List<Rung> corrected = new ArrayList<>(models);
    for (int i = 0; i < holm.length; i++) {
      corrected.set(tested.get(i), models.get(tested.get(i)).withHolm(holm[i]));
    }
    return corrected;
  }

  private static OptionalDouble p(Rung model) {
    Rung.Against paired = model.pairedToSingle();
    return paired == null || paired.p() == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(paired.p());
  }

  public Rung single() {
    return models.getFirst();
  }

  /** The model that is recommended. */
  public Rung best() {
    return model(recommended).orElseThrow();
  }

  /** The model of this name, if there is one. */
  public Optional<Rung> model(String name) {
    return models.stream().filter(model -> model.name().equals(name)).findFirst();
  }

  /** λ = 0 or the counted model, where it stands beside these. */
  public Optional<Rung> beside(String name) {
    return beside.stream().filter(rung -> rung.name().equals(name)).findFirst();
  }

  /** Trainings in the ensemble; 1 without one. */
  public int members() {
    return model(Rung.ENSEMBLE).map(ensemble -> ensemble.members().size()).orElse(1);
  }
}
