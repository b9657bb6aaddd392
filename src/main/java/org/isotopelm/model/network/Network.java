package org.isotopelm.model.network;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.math.product.Weights;
import org.isotopelm.model.HiddenStates;
import org.isotopelm.model.Sight;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.neural.NeuralModel;

/**
 * An architecture with weights, which sees documents through a window.
 *
 * @param values of the architecture's parameters; not copied
 * @param beginOfDocument the token before every document
 */
public record Network(NeuralModel architecture, float[] values, Window window, int beginOfDocument)
    implements TokenModel {
  /** The same, whose gradients are those of its scores. */
  public Network withoutDropout() {
    return new Network(architecture.withoutDropout(), values, window, beginOfDocument);
  }

  /** The same, which sees documents through another window. */
  public Network seenThrough(Function<NeuralModel, Window> other) {
    return new Network(architecture, values, other.apply(architecture), beginOfDocument);
  }

  /** The same, whose documents begin behind another token. */
  public Network beginningWith(int token) {
    return new Network(architecture, values, window, token);
  }

  @Override
  public int vocabulary() {
    return architecture.vocabulary();
  }

  @Override
  public long parameters() {
    return architecture.parameters().parameters().stream().mapToLong(p -> p.size()).sum();
  }

  @Override
  public Sight sight() {
    return window.sight();
  }

  @Override
  public float[] score(TokenizedSplit split, Team team) {
    architecture.engine().expect(2.0 * split.targets() * architecture.multipliedWeights());
    return new NetworkScorer(
            architecture,
            split.beginningWith(beginOfDocument),
            window,
            team,
            architecture.workers(team.threads()))
        .score(values);
  }

  @Override
  public Distributions distributions(Team team) {
    List<NeuralModel.Worker> workers = architecture.workers(team.threads());
    return (split, probabilities) -> {
      architecture.engine().expect(2.0 * split.targets() * architecture.multipliedWeights());
      TokenizedSplit seen = split.beginningWith(beginOfDocument);
      new NetworkScorer(architecture, seen, window, team, workers)
          .distributions(values, probabilities);
    };
  }

  /** Those of a network that carries a state, whatever its window. */
  @Override
  public Optional<HiddenStates> states() {
    return architecture.hiddenWidth() > 0 ? Optional.of(new NetworkStates(this)) : Optional.empty();
  }

  @Override
  public Reader reader() {
    return reader(new Team(1));
  }

  @Override
  public Reader reader(Team team) {
    return new NetworkReader(this, new Weights(values), team);
  }
}
