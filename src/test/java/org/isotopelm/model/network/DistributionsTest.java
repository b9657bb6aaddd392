package org.isotopelm.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.eval.Splits;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.model.HashedSpec;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.mixture.BigramModel;
import org.isotopelm.model.mixture.Mixture;
import org.isotopelm.model.neural.Models;
import org.isotopelm.model.neural.NeuralModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole distributions of a split against those that a reader gives token by token. */
class DistributionsTest {
  private static final int VOCABULARY = 20;
  private static final TokenizedSplit TEXT =
      Splits.of(true, Splits.documents(0, 3, 17, 1, 0, 40, 9));

  static Stream<TokenModel> models() {
    TokenModel lstm =
        network(
            new ModelSpec.Lstm(2, 6, 6, 9, true, true, new ModelSpec.Lstm.Dropouts(0, 0, 0, 0, 0)));
    TokenModel gpt = network(ModelSpec.Gpt.gpt2(2, 2, 8, 6, 0, true, true, 0.3));
    return Stream.of(
        lstm,
        gpt,
        network(
            new ModelSpec.Mlp(
                3, 5, List.of(7), ModelSpec.Activation.TANH, false, false, false, true, 0.5)),
        network(new HashedSpec(3, new HashedSpec.Buckets(100))),
        BigramModel.any(VOCABULARY, 5),
        new Mixture(
            List.of(lstm, BigramModel.any(VOCABULARY, 5), gpt, BigramModel.any(VOCABULARY, 1)),
            List.of(0.3, 0.5, 0.2, 0.0)));
  }

  private static Network network(ModelSpec.Neural spec) {
    NeuralModel model = Models.create(spec, VOCABULARY, Engine.best());
    float[] values = model.parameters().initialValues(3);
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) Math.sin(i);
    }
    return new Network(model, values, Window.of(model), Splits.END);
  }

  @ParameterizedTest
  @MethodSource("models")
  void distributions_ofASplit_areThoseOfTheReader(TokenModel model) {
    Passages passages = new Passages(TEXT);
    float[] found = new float[passages.targets() * VOCABULARY];
    try (Team team = new Team(2)) {
      TokenModel.Distributions all = model.distributions(team);
      all.of(Splits.of(false, Splits.documents(5)), new float[5 * VOCABULARY]);
      all.of(TEXT, found);
    }
    TokenModel.Reader reader = model.reader();
    double[] expected = new double[VOCABULARY];
    int[] token = new int[1];
    for (int passage = 0; passage < passages.count(); passage++) {
      reader.begin();
      for (int i = 0; i < passages.targets(passage); i++) {
        int target = passages.first(passage) + i;
        reader.distribution(expected);
        for (int id = 0; id < VOCABULARY; id++) {
          assertThat((double) found[target * VOCABULARY + id])
              .as("target %s, id %s", target, id)
              .isCloseTo(expected[id], within(1e-5));
        }
        passages.copy(target, token, 0, 1);
        if (i + 1 < passages.targets(passage)) {
          reader.read(token[0]);
        }
      }
    }
  }
}
