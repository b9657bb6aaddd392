package org.isotopelm.optim.algorithm;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.isotopelm.optim.decay.Form;

/**
 * Lion (Chen et al. 2023, "Symbolic Discovery of Optimization Algorithms", arXiv 2302.06675,
 * algorithm 2):
 *
 * <pre>
 *   u = sign(β₁·m + (1−β₁)·g)      sign(0) = 0
 *   m ← β₂·m + (1−β₂)·g
 * </pre>
 *
 * <p>Every weight moves by ±η, so the size of a gradient does not matter, and neither does
 * clipping. The paper uses a learning rate 3 to 10 times smaller than AdamW's and a λ as many times
 * larger, which keeps η·λ.
 *
 * @param betas β₁ of the direction and β₂ of the running average
 */
@JsonTypeName("lion")
public record Lion(List<Double> betas) implements Algorithm {
  /** A correlation after which no more are summed. */
  private static final double NEGLIGIBLE = 1e-6;

  public Lion {
    betas = List.copyOf(betas);
  }

  @Override
  public Form defaultForm() {
    return Form.DECOUPLED;
  }

  /** A step of every weight is a whole η. */
  @Override
  public double peakFactor() {
    return 0.1;
  }

  /** Keeps η·λ of AdamW's. */
  @Override
  public double usualLambda() {
    return 1;
  }

  @Override
  public List<String> states() {
    return List.of("momentum");
  }

  /**
   * Where gradients are Gaussian noise, β₁·m + (1−β₁)·g has the correlation ρ_k with itself k steps
   * later, and its sign has (2/π)·asin ρ_k (Van Vleck and Middleton 1966, "The spectrum of clipped
   * noise").
   */
  @Override
  public double persistence(double kept) {
    double beta2 = betas.get(1);
    double now = 1 - betas.get(0);
    double past = betas.get(0) * (1 - beta2);
    double averaged = past * past / (1 - beta2 * beta2);
    double variance = now * now + averaged;
    double sum = 1;
    double correlation = (now * past + averaged * beta2) / variance;
    double share = kept;
    for (; correlation > NEGLIGIBLE; correlation *= beta2) {
      sum += 4 / Math.PI * Math.asin(correlation) * share;
      share *= kept;
    }
    return sum;
  }

  @Override
  public Direction direction(Workplace workplace) {
    return new Signs(betas.get(0), betas.get(1), workplace.states().getFirst());
  }

  private static final class Signs implements Direction {
    private final float b1;
    private final float a1;
    private final float b2;
    private final float a2;
    private final float[] momentum;

    Signs(double beta1, double beta2, float[] momentum) {
      b1 = (float) beta1;
      a1 = (float) (1 - beta1);
      b2 = (float) beta2;
      a2 = (float) (1 - beta2);
      this.momentum = momentum;
    }

    @Override
    public void begin(long step) {}

    @Override
    public void turn(Range range, int thread, float[] gradients) {
      for (int i = range.from(); i < range.to(); i++) {
        float g = gradients[i];
        float m = momentum[i];
        gradients[i] = Math.signum(b1 * m + a1 * g);
        momentum[i] = b2 * m + a2 * g;
      }
    }
  }
}
