package org.isotopelm.optim.decay;

import java.util.Locale;
import org.isotopelm.optim.decay.Parts.Mask;
import org.isotopelm.optim.decay.Parts.Side;
import org.isotopelm.optim.decay.Parts.Target;

/**
 * Presets: the formulas of decay that have a name. A new one is a constant here, with its equation
 * and source. Of two presets with the same parts, the first one is what these parts are called.
 *
 * <p>Equations are in the symbols of {@link Decay}, whose update −η_t·u they leave out.
 */
public enum Form implements Formula {
  /** No decay. */
  NONE(Parts.ofWeights(Coupling.LEARNING_RATE)) {
    @Override
    public boolean decays() {
      return false;
    }
  },

  /**
   * L2 regularisation: g ← g + λ·θ, the gradient of ½λ‖θ‖², before the optimizer. The {@code
   * weight_decay} of PyTorch's Adam and SGD; line 6 of algorithm 2 in Loshchilov and Hutter 2019,
   * "Decoupled Weight Decay Regularization" (1711.05101), without the decoupled term.
   */
  L2(Parts.ofGradient(Target.ZERO)),

  /**
   * θ ← θ − η_t·λ·θ: the {@code weight_decay} of PyTorch's AdamW. Loshchilov and Hutter's decay
   * with their λ divided by the peak learning rate.
   */
  DECOUPLED(Parts.ofWeights(Coupling.LEARNING_RATE)),

  /**
   * θ ← θ − s_t·λ·θ: AdamW as it was published, line 12 of algorithm 2 in Loshchilov and Hutter
   * 2019 (1711.05101). The peak learning rate does not change it.
   */
  INDEPENDENT(Parts.ofWeights(Coupling.SCHEDULE)),

  /** θ ← θ − λ·θ in each step, whatever the learning rate does. */
  CONSTANT(Parts.ofWeights(Coupling.CONSTANT)),

  /**
   * θ ← θ − (η_t²/η_peak)·λ·θ: AdamC, Defazio 2025, "Why Gradients Rapidly Increase Near the End of
   * Training" (2506.02285). With c_t = η_t a weight before a norm comes to ‖g‖/‖θ‖ = √(2λ/η_t),
   * which rises as η anneals; with this c_t it stays. The paper corrects only the layers that a
   * norm follows and leaves the rest to AdamW; here each group chooses.
   */
  CORRECTED(Parts.ofWeights(Coupling.CORRECTED)),

  /**
   * θ ← θ − η_t·λ·1(u⊙θ ≥ 0)⊙θ: Chen et al. 2025, "Cautious Weight Decay" (2510.12402), which
   * decays only what the optimizer makes smaller, too.
   */
  CAUTIOUS(new Parts(Side.WEIGHTS, Coupling.LEARNING_RATE, Mask.CAUTIOUS, Target.ZERO)),

  /**
   * g ← g + λ·(θ − θ₀): L2 Init, Kumar, Marklund and Van Roy 2023, "Maintaining Plasticity in
   * Continual Learning via Regenerative Regularization" (2308.11958). Their penalty is λ‖θ − θ₀‖²
   * without the ½, so their λ is half of this one.
   */
  L2_INIT(Parts.ofGradient(Target.INITIAL)),

  /** θ ← θ − η_t·λ·(θ − 1): for the gains of norms, which scale nothing at 1. */
  TO_ONE(new Parts(Side.WEIGHTS, Coupling.LEARNING_RATE, Mask.ALL, Target.ONE)),

  /**
   * θ ← θ − s_t·λ·θ with λ = λ_n/√T, T being the steps of the run: normalised weight decay,
   * Loshchilov and Hutter 2019 (1711.05101), appendix B.1, whose λ_norm·√(b/(B·T)) counts T in
   * epochs of B/b steps. The config's {@code lambda} is λ_n; {@code explain} prints λ.
   */
  NORMALIZED(Parts.ofWeights(Coupling.SCHEDULE)) {
    @Override
    public double divisor(long steps) {
      return Math.sqrt((double) steps);
    }
  },

  /**
   * θ ← θ − (η_t/√v̄_t)·λ·θ, v̄_t being the mean of Adam's v̂_t over all elements of the model:
   * AdamS of Xie, Sato and Sugiyama 2020, "Stable Weight Decay Regularization" (2011.11152, later
   * named "Understanding and Scheduling Weight Decay"). For optimizers with second moments. As
   * gradients are small, 1/√v̄_t is large, and a good λ is small. Where no weight has had a
   * gradient yet, nothing decays.
   */
  STABLE(Parts.ofWeights(Coupling.SECOND_MOMENTS));

  @SuppressWarnings("ImmutableEnumChecker") // a record of enums
  private final Parts parts;

  Form(Parts parts) {
    this.parts = parts;
  }

  @Override
  public Parts parts() {
    return parts;
  }

  /** The form as configs write it. */
  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
