package org.isotopelm.optim.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.isotopelm.math.Engine;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.isotopelm.math.kernel.UpdateStep;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdamDirectionTest {
  private static final int LENGTH = 131;
  private static final Range RANGE = new Range(3, 130, 0);

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 0.003", "0.01, 0"})
  void step_inOnePass_hasTheBitsOfItsParts(float ofGradient, float ofWeights) {
    UpdateStep numbers = new UpdateStep();
    Direction fused = direction();
    Direction composed = direction();
    float[] one = random(1);
    float[] other = random(1);
    for (int t = 1; t <= 5; t++) {
      numbers.begin(0.7f, (float) fused.length(0.01 / t)).decay(ofGradient, ofWeights);
      float[] gradients = random(10 + t);
      fused.begin(t);
      assertThat(fused.step(RANGE, one, gradients.clone(), numbers)).isTrue();
      composed.begin(t);
      numbers.prepare(other, gradients, 0, RANGE.from(), RANGE.to());
      composed.turn(RANGE, 0, gradients);
      numbers.apply(other, gradients, 0, RANGE.from(), RANGE.to());
      assertThat(one).isEqualTo(other).isNotEqualTo(random(1));
    }
  }

  private static Direction direction() {
    List<float[]> states = List.of(new float[LENGTH], new float[LENGTH]);
    return new AdamW(List.of(0.9, 0.95), 1e-8)
        .direction(
            new Algorithm.Workplace(
                Engine.of(ProductsKind.JAVA), 1, List.of(), List.of(RANGE), states));
  }

  private static float[] random(long seed) {
    Random random = new Random(seed);
    float[] values = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
