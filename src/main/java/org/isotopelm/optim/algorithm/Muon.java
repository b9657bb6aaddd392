package org.isotopelm.optim.algorithm;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Set;
import org.isotopelm.math.product.NewtonSchulz;
import org.isotopelm.optim.decay.Form;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.Role;

/**
 * Muon for the matrices of hidden layers (Jordan et al. 2024, "Muon: An optimizer for hidden layers
 * in neural networks"), and AdamW for all other parameters. {@link MuonDirection} has the
 * equations.
 *
 * <p>Hidden are the roles attention, feed_forward and recurrent. Embeddings, gains, biases and the
 * output head are AdamW's, as Jordan et al. advise: the rows of an embedding and of a head belong
 * to tokens, and a step that treats all directions of such a matrix alike moves rare tokens as far
 * as frequent ones. Query, key and value, the gate of a SwiGLU and its other half, and the four
 * gates of an LSTM are matrices of their own though they lie in one tensor, as Jordan et al. found
 * better.
 *
 * <p>One learning rate serves both kinds: the step of a matrix is 0.2·√max(rows, columns) times the
 * orthogonal one, which gives it the root mean square of an AdamW step (Liu et al. 2025, "Muon is
 * Scalable for LLM Training", arXiv 2502.16982; {@code match_rms_adamw} of torch.optim.Muon).
 *
 * @param momentum μ: what share of the running average each step of a matrix keeps
 * @param nesterov whether the direction looks ahead by one step of the average
 * @param steps iterations of {@link NewtonSchulz}
 * @param betas β₁ and β₂ of AdamW
 * @param epsilon ε of AdamW
 */
@JsonTypeName("muon")
public record Muon(double momentum, boolean nesterov, int steps, List<Double> betas, double epsilon)
    implements Algorithm {
  private static final Set<Role> HIDDEN = Set.of(Role.ATTENTION, Role.FEED_FORWARD, Role.RECURRENT);

  public Muon {
    betas = List.copyOf(betas);
  }

  @Override
  public Form defaultForm() {
    return Form.DECOUPLED;
  }

  /** AdamW's; the running average of a matrix's gradients is its first moment. */
  @Override
  public List<String> states() {
    return AdamDirection.STATES;
  }

  /** Not of a hidden matrix. */
  @Override
  public boolean hasSecondMoments() {
    return false;
  }

  @Override
  public boolean keeps(String state, Parameter parameter) {
    return !state.equals(AdamDirection.SECOND) || !needsWhole(parameter);
  }

  @Override
  public boolean needsWhole(Parameter parameter) {
    return HIDDEN.contains(parameter.role()) && parameter.shape().size() == 2;
  }

  @Override
  public long buffers(List<Parameter> parameters) {
    Largest largest = largest(parameters);
    return NewtonSchulz.floats(largest.elements(), largest.side());
  }

  /**
   * What the iterations must have room for.
   *
   * @param elements of the largest matrix
   * @param side the larger one of the matrices' smaller sides
   */
  record Largest(int elements, int side) {}

  Largest largest(List<Parameter> parameters) {
    int elements = 0;
    int side = 0;
    for (Parameter p : parameters) {
      if (needsWhole(p)) {
        for (int rows : p.parts()) {
          int columns = p.shape().get(1);
          elements = Math.max(elements, rows * columns);
          side = Math.max(side, Math.min(rows, columns));
        }
      }
    }
    return new Largest(elements, side);
  }

  @Override
  public Direction direction(Workplace workplace) {
    return new MuonDirection(this, workplace);
  }
}
