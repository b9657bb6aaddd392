package org.isotopelm.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.isotopelm.data.Batch;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.math.product.Weights;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.network.Network;
import org.isotopelm.model.network.Window;
import org.isotopelm.model.neural.Models;
import org.isotopelm.model.neural.NeuralModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorTest {
  private static final Choice ANY = Choice.DEFAULT;
  private static final Choice LIKELIEST = Choice.DEFAULT.withTemperature(0);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void generate_sameSeed_sameTokensAsManyAsAsked(boolean positional) {
    NeuralModel model = new SeenModel(12, 5, positional);
    List<Integer> tokens = generate(model, 200, ANY, false, 3);
    assertThat(tokens).hasSize(200).contains(Splits.END);
    assertThat(generate(model, 200, ANY, false, 3)).isEqualTo(tokens);
    assertThat(generate(model, 200, ANY, false, 4)).isNotEqualTo(tokens);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void generate_greedy_followsTheLastTokensOfTheDocument(boolean positional) {
    int context = 5;
    List<Integer> seen = new ArrayList<>(positional ? List.of(0, 0, 0, 0, 0) : List.of(0));
    seen.addAll(List.of(3, 8));
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      List<Integer> last = seen.subList(Math.max(0, seen.size() - context), seen.size());
      int best = likeliest(last.stream().mapToInt(Integer::intValue).toArray());
      expected.add(best);
      if (best == Splits.END) {
        seen = new ArrayList<>(positional ? List.of(0, 0, 0, 0, 0) : List.of(0));
      } else {
        seen.add(best);
      }
    }
    assertThat(generate(new SeenModel(12, context, positional), 60, LIKELIEST, false, 1))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void generate_stop_endsWithTheDocument(boolean positional) {
    NeuralModel model = new SeenModel(12, 5, positional);
    List<Integer> whole = generate(model, 200, ANY, false, 3);
    assertThat(generate(model, 200, ANY, true, 3))
        .isEqualTo(whole.subList(0, whole.indexOf(Splits.END) + 1));
  }

  /** So strong a penalty lets no token come twice in a document, as long as others are left. */
  @Test
  void generate_repetitionPenalty_repeatsNoTokenOfTheDocument() {
    NeuralModel model = new SeenModel(12, 5, false);
    List<Integer> tokens = generate(model, 9, LIKELIEST.withRepetitionPenalty(1000), true, 1);
    assertThat(tokens).doesNotHaveDuplicates().doesNotContain(3, 8);
    assertThat(generate(model, 9, LIKELIEST, true, 1)).isNotEqualTo(tokens);
  }

  @Test
  void generate_carriedState_seesTheWholeDocument() {
    NeuralModel model = lstm(4);
    float[] values = model.parameters().initialValues(2);
    for (int i = 0; i < values.length; i++) {
      values[i] *= 4;
    }
    int[] prompt = {3, 8, 1, 2, 5, 5};
    List<Integer> found = new ArrayList<>();
    new Generator(
            new Network(model, values, Window.sliding(model), Splits.END), Splits.END, new Team(1))
        .generate(prompt, 30, ANY, 1, found::add);

    NeuralModel.Worker worker = lstm(40).worker();
    Batch all = new Batch(1, 40, 40);
    System.arraycopy(prompt, 0, all.inputs(), 1, prompt.length);
    RandomStream random = RandomStream.of(1, "sample");
    float[] logits = new float[12];
    for (int i = 0; i < found.size(); i++) {
      int last = prompt.length + i;
      worker.logits(new Weights(values), all, 0, last, logits);
      int next = found.get(i);
      assertThat(next).isEqualTo(ANY.choose(logits, random));
      all.inputs()[last + 1] = next;
      if (next == Splits.END) {
        Arrays.fill(all.starts(), last + 1, 40, last + 1);
      }
    }
    assertThat(found).contains(Splits.END);
    assertThat(Set.copyOf(found)).hasSizeGreaterThan(2);
  }

  private static NeuralModel lstm(int context) {
    ModelSpec.Lstm.Dropouts none = new ModelSpec.Lstm.Dropouts(0, 0, 0, 0, 0);
    return Models.create(new ModelSpec.Lstm(1, 8, 8, context, true, true, none), 12, Engine.best());
  }

  private static int likeliest(int[] seen) {
    int best = 0;
    for (int id = 1; id < 12; id++) {
      float nll = SeenModel.nll(seen, 0, seen.length - 1, id);
      best = nll < SeenModel.nll(seen, 0, seen.length - 1, best) ? id : best;
    }
    return best;
  }

  private static List<Integer> generate(
      NeuralModel model, int tokens, Choice choice, boolean stop, long seed) {
    List<Integer> ids = new ArrayList<>();
    new Generator(
            new Network(model, new float[0], Window.sliding(model), Splits.END),
            Splits.END,
            new Team(1))
        .generate(
            new int[] {3, 8},
            tokens,
            choice,
            seed,
            id -> ids.add(id) && !(stop && id == Splits.END));
    return ids;
  }
}
