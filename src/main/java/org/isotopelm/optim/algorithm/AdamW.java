package org.isotopelm.optim.algorithm;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.isotopelm.optim.decay.Form;

/**
 * Adam whose decay acts on the weights (Loshchilov and Hutter 2019, "Decoupled Weight Decay
 * Regularization", algorithm 2); {@link AdamDirection} has the equations.
 *
 * @param betas β₁ and β₂: what share of the running averages each step keeps
 * @param epsilon added to √v̂
 */
@JsonTypeName("adamw")
public record AdamW(List<Double> betas, double epsilon) implements Algorithm {
  public AdamW {
    betas = List.copyOf(betas);
  }

  @Override
  public Form defaultForm() {
    return Form.DECOUPLED;
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
