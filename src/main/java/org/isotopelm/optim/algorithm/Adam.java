package org.isotopelm.optim.algorithm;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.isotopelm.optim.decay.Form;

/**
 * Adam as first published (Kingma and Ba 2015, "Adam: A Method for Stochastic Optimization"), whose
 * decay is L2 in the gradient, as in PyTorch's torch.optim.Adam; {@link AdamDirection} has the
 * equations.
 *
 * @param betas β₁ and β₂: what share of the running averages each step keeps
 * @param epsilon added to √v̂
 */
@JsonTypeName("adam")
public record Adam(List<Double> betas, double epsilon) implements Algorithm {
  public Adam {
    betas = List.copyOf(betas);
  }

  @Override
  public Form defaultForm() {
    return Form.L2;
  }

  /** In the gradient, where λ is not multiplied by the few steps that η sums to. */
  @Override
  public double usualLambda() {
    return 1e-4;
  }

  @Override
  public List<String> states() {
    return AdamDirection.STATES;
  }

  @Override
  public double persistence(double kept) {
    return AdamDirection.persistence(betas, kept);
  }

  @Override
  public Direction direction(Workplace workplace) {
    return new AdamDirection(betas, epsilon, workplace);
  }
}
