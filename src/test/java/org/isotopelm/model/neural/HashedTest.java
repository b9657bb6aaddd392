package org.isotopelm.model.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.data.Batch;
import org.isotopelm.math.Engine;
import org.isotopelm.math.product.Weights;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.HashedSpec;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.junit.jupiter.api.Test;

class HashedTest {
  private static NeuralModel model(int order, int buckets, int vocabulary) {
    HashedSpec spec = new HashedSpec(order, new HashedSpec.Buckets(buckets));
    return Models.create(spec, vocabulary, Engine.best());
  }

  private static List<Parameter> parameters(NeuralModel model) {
    return model.parameters().parameters();
  }

  /** θ₁ = (1 2 3), θ₂ has row w for context w, θ₃ row 3v + w for context v w. */
  @Test
  void logits_everyContextHasARow_areTheSumOfOneRowOfEachOrder() {
    NeuralModel model = model(3, 27, 3);
    assertThat(parameters(model))
        .extracting(Parameter::shape)
        .containsExactly(List.of(1, 3), List.of(3, 3), List.of(9, 3));
    float[] values = new float[model.parameters().length()];
    set(model, values, "order_1.weight", 0, 1, 2, 3);
    set(model, values, "order_2.weight", 1, 10, 20, 30);
    set(model, values, "order_3.weight", 3 * 2 + 1, 100, 200, 300);
    assertThat(logits(model, values, 2, 1)).containsExactly(111, 222, 333);
    assertThat(logits(model, values, 0, 1)).containsExactly(11, 22, 33);
    assertThat(logits(model, values, 1, 2)).containsExactly(1, 2, 3);
  }

  private static void set(
      NeuralModel model, float[] values, String name, int row, float... weights) {
    System.arraycopy(weights, 0, values, model.parameters().get(name).offset() + row * 3, 3);
  }

  private static float[] logits(NeuralModel model, float[] values, int... context) {
    float[] logits = new float[model.vocabulary()];
    Batch batch = new Batch(1, model.context(), 1);
    System.arraycopy(context, 0, batch.inputs(), 0, context.length);
    model.worker().logits(new Weights(values), batch, 0, model.context() - 1, logits);
    return logits;
  }

  @Test
  void parameters_roles_areTheOrders() {
    assertThat(parameters(model(12, 1 << 10, 5)))
        .extracting(Parameter::role)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 12).mapToObj(Role::order).toList());
  }

  @Test
  void parameters_moreContextsThanBuckets_stayWithinThem() {
    assertThat(parameters(model(4, 1000, 7)))
        .extracting(Parameter::shape)
        .containsExactly(List.of(1, 7), List.of(7, 7), List.of(49, 7), List.of(142, 7));
    assertThat(parameters(model(3, 16, 65)))
        .as("one row is the least")
        .extracting(Parameter::shape)
        .containsOnly(List.of(1, 65));
  }

  @Test
  void row_moreContextsThanRows_spreadsThemEvenly() {
    ParameterSet.Builder parameters = ParameterSet.builder();
    HashedTable table = HashedTable.add(parameters, 3, 32, 64 * 32);
    int[] found = new int[64];
    for (int first = 0; first < 32; first++) {
      for (int second = 0; second < 32; second++) {
        found[table.row(new int[] {9, first, second}, 3)]++;
      }
    }
    // 16 on average; of a multinomial all 64 stay within six standard deviations, 24.
    assertThat(Arrays.stream(found).min().orElseThrow()).isPositive();
    assertThat(Arrays.stream(found).max().orElseThrow()).isLessThan(40);
  }

  @Test
  void score_untrained_isUniform() {
    NeuralModel model = model(5, 1 << 10, 11);
    Batch batch = Samples.batch(model, 4);
    float[] nll = new float[4];
    model.worker().score(new Weights(model.parameters().initialValues(1)), batch, 0, 4, nll);
    assertThat((double) nll[0]).isCloseTo(Math.log(11), within(1e-6));
  }

  @Test
  void score_contextsThatCollide_sumToOneOverAllTokens() {
    NeuralModel model = model(4, 1 << 4, 7);
    float[] values = new float[model.parameters().length()];
    RandomStream random = RandomStream.of(4, "weights");
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (3 * random.nextGaussian());
    }
    Batch batch = new Batch(7, model.context(), 1);
    for (int v = 0; v < 7; v++) {
      System.arraycopy(new int[] {5, 0, 3}, 0, batch.inputs(), v * 3, 3);
      batch.targets()[v] = v;
    }
    float[] nll = new float[7];
    model.worker().score(new Weights(values), batch, 0, 7, nll);
    assertThat(IntStream.range(0, 7).mapToDouble(v -> Math.exp(-nll[v])).sum())
        .isCloseTo(1, within(1e-6));
  }

  /**
   * Order 1 is a bias: after one gradient it is scale·(1/V − 1) at the target, scale/V elsewhere.
   */
  @Test
  void gradients_ofOrderOne_areProbabilityMinusTarget() {
    NeuralModel model = model(1, 1, 4);
    Batch batch = new Batch(1, 1, 1);
    batch.targets()[0] = 2;
    float[] gradients = new float[model.parameters().length()];
    double nll = model.worker().gradients(new Weights(new float[16]), batch, 0, 1, 2, 0, gradients);
    assertThat(nll).isCloseTo(Math.log(4), within(1e-6));
    assertThat(Arrays.copyOf(gradients, 5))
        .containsExactly(new float[] {0.5f, 0.5f, -1.5f, 0.5f, 0}, within(1e-6f));
  }
}
