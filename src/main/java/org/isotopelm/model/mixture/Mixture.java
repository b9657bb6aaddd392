package org.isotopelm.model.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.model.Sight;
import org.isotopelm.model.TokenModel;

/**
 * Linear interpolation: p = Σ w_i·p_i of models over the same tokens (Jelinek and Mercer 1980).
 *
 * @param weights one for each model, none below 0; they sum to one
 */
public record Mixture(List<TokenModel> models, List<Double> weights) implements TokenModel {
  private static final double ROUNDING = 1e-9;

  /** The widest last; a model without a limit is the widest of all. */
  private static final Comparator<Sight> BY_WIDTH =
      Comparator.comparingInt((Sight sight) -> widthOf(sight)).thenComparingInt(Sight::stride);

  /** Refuses weights that are no shares, and models of different vocabularies. */
  public Mixture {
    models = List.copyOf(models);
    weights = List.copyOf(weights);
    double sum = weights.stream().mapToDouble(w -> w).sum();
    boolean shares = weights.stream().allMatch(w -> w >= 0) && Math.abs(sum - 1) <= ROUNDING;
    if (models.isEmpty() || models.size() != weights.size() || !shares) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "weights %s, of sum %s, for %d models", weights, sum, models.size()));
    }
    if (models.stream().mapToInt(TokenModel::vocabulary).distinct().count() > 1) {
      throw new IllegalArgumentException("the models have different vocabularies");
    }
  }

  @Override
  public long parameters() {
    return weights.size() + models.stream().mapToLong(TokenModel::parameters).sum();
  }

  @Override
  public int vocabulary() {
    return models.getFirst().vocabulary();
  }

  /** That of the model that sees the most. */
  @Override
  public Sight sight() {
    List<Sight> all = models.stream().map(TokenModel::sight).toList();
    Sight widest = all.stream().max(BY_WIDTH).orElseThrow();
    boolean earlier = all.stream().anyMatch(Sight::earlierDocuments);
    return new Sight(widest.context(), widest.stride(), earlier);
  }

  private static int widthOf(Sight sight) {
    return Objects.requireNonNullElse(sight.context(), Integer.MAX_VALUE);
  }

  @Override
  public boolean isDistribution() {
    return models.stream().allMatch(TokenModel::isDistribution);
  }

  @Override
  public float[] score(TokenizedSplit split, Team team) {
    List<float[]> scores = new ArrayList<>();
    for (TokenModel model : models) {
      scores.add(model.score(split, team));
    }
    return Interpolation.nll(scores, weights.stream().mapToDouble(w -> w).toArray(), team);
  }

  @Override
  public Distributions distributions(Team team) {
    int[] parts = weighted().toArray();
    List<Distributions> all =
        IntStream.of(parts).mapToObj(i -> models.get(i).distributions(team)).toList();
    return (split, probabilities) -> {
      float[] one = new float[probabilities.length];
      Arrays.fill(probabilities, 0);
      for (int part = 0; part < parts.length; part++) {
        all.get(part).of(split, one);
        float weight = weights.get(parts[part]).floatValue();
        for (int i = 0; i < one.length; i++) {
          probabilities[i] = Math.fma(weight, one[i], probabilities[i]);
        }
      }
    };
  }

  @Override
  public Reader reader() {
    return reader(new Team(1));
  }

  @Override
  public Reader reader(Team team) {
    return new MixtureReader(this, team);
  }

  /** The readers of models with a weight; the others change nothing. */
  IntStream weighted() {
    return IntStream.range(0, models.size()).filter(i -> weights.get(i) > 0);
  }
}
