package org.isotopelm.optim;

import org.isotopelm.optim.algorithm.Algorithm;
import org.jspecify.annotations.Nullable;

/**
 * What one step did to a tensor or a group, taken as one vector: θ → θ′ = θ − (d + s), where s =
 * η·u is the optimizer's own part and d is what decay took away. Sums over the elements, in double.
 *
 * @param count elements
 * @param before Σθ²
 * @param after Σθ′²
 * @param gradient Σg², before clipping
 * @param change Σ(θ − θ′)²
 * @param changeAlong Σ(θ − θ′)·θ
 * @param own Σs²
 * @param ownAlong Σs·θ
 * @param decay Σd²
 * @param agreeing elements with u·θ ≥ 0
 * @param small elements with |θ′| ≤ {@link #SMALL} of the root mean square of their group before
 */
public record StepSums(
    long count,
    double before,
    double after,
    double gradient,
    double change,
    double changeAlong,
    double own,
    double ownAlong,
    double decay,
    double agreeing,
    double small) {
  /** Weights below this share of their group's root mean square count as near zero. */
  static final double SMALL = 0.01;

  /** ‖θ′‖. */
  public double weightNorm() {
    return Math.sqrt(after);
  }

  /** ‖g‖, before clipping. */
  public double gradientNorm() {
    return Math.sqrt(gradient);
  }

  /** ‖θ′ − θ‖. */
  public double updateNorm() {
    return Math.sqrt(change);
  }

  /** ‖d‖. */
  public double decayNorm() {
    return Math.sqrt(decay);
  }

  /**
   * How far the optimizer's own update −s goes along θ: over 0 it lengthens θ; null where θ = 0.
   */
  public @Nullable Double radial() {
    return before > 0 ? (Double) (-ownAlong / Math.sqrt(before)) : null;
  }

  /** The length of the optimizer's own update across θ; null where θ = 0. */
  public @Nullable Double tangential() {
    return before > 0 ? (Double) Math.sqrt(across(own, ownAlong)) : null;
  }

  /** The angle between θ and θ′, in radians; null where one of them is 0. */
  public @Nullable Double rotation() {
    if (!(before > 0 && after > 0)) {
      return null;
    }
    double norm = Math.sqrt(before);
    return Math.atan2(Math.sqrt(across(change, changeAlong)), norm - changeAlong / norm);
  }

  /** The share of elements whose u points where decay points, u·θ ≥ 0. */
  public double agreement() {
    return agreeing / count;
  }

  /** The share of elements near zero. */
  public double nearZero() {
    return small / count;
  }

  /**
   * ‖θ′‖ over the norm at which the decay of this step would balance random steps of this size.
   * Where s stands at right angles to θ, decay takes the share ρ = d·θ/‖θ‖² of θ (c·λ, unless a
   * mask holds some of it back), so that
   *
   * <pre>
   *   ‖θ′‖² = (1 − ρ)²·‖θ‖² + k·‖s‖²     stands still at     ‖θ‖² = k·‖s‖²/(ρ·(2 − ρ))
   * </pre>
   *
   * <p>k is 1 where steps are independent. It is larger where an optimizer averages gradients, as
   * each gradient then acts through several steps in one direction: {@link Algorithm#persistence}.
   * For Adam k·‖s‖² is nearly η²·C for C elements, so that with ρ = ηλ this is √(ηC/(2λ)), the
   * equilibrium of AdamW in Kosson, Messmer and Jaggi 2023, "Rotational Equilibrium: How Weight
   * Decay Balances Learning Across Neural Networks" (2305.17212). For SGD see Wan et al. 2020,
   * "Spherical Motion Dynamics" (2006.08419).
   *
   * @return null where decay takes nothing, or k is not known
   */
  public @Nullable Double equilibrium(Algorithm algorithm) {
    double share = (changeAlong - ownAlong) / before;
    double k = algorithm.persistence(1 - share);
    double ratio = weightNorm() / Math.sqrt(k * own / (share * (2 - share)));
    return share > 0 && share < 1 && ratio > 0 && Double.isFinite(ratio) ? (Double) ratio : null;
  }

  private double across(double square, double along) {
    return Math.max(0, square - along * along / before);
  }
}
