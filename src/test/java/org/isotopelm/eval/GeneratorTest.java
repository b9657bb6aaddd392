package org.isotopelm.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.model.NeuralModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorTest {
  private static final Choice ANY = new Choice(1, 0, 1);
  private static final Choice LIKELIEST = new Choice(0, 0, 1);

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
    new Generator(model, new float[0], Splits.END)
        .generate(new int[] {3, 8}, tokens, choice, stop, seed, ids::add);
    return ids;
  }
}
