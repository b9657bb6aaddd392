package org.isotopelm.advice;

import org.isotopelm.study.plan.StudySpec.Hold;

/**
 * How the best timescale τ of a published rule changes with the setting. λ follows from τ =
 * 1/(c·λ).
 */
public sealed interface Rule {
  /** In words. */
  String name();

  /** Who found it, and where. */
  String source();

  /** Why it applies here. */
  String reason();

  /** The best τ in epochs after the change, over the best τ before it. */
  double timescaleFactor(Setting from, Setting to);

  /**
   * How far other published rules differ from this one for a change: the 95 % interval is a factor
   * of r to the power of this, up and down, for a change by a factor of r.
   */
  double doubt(Change change, Setting from, Setting to);

  /**
   * The rule for a change.
   *
   * @param from the setting of the anchor
   * @param to the predicted setting
   */
  static Rule of(Change change, Setting from, Setting to) {
    if (Regime.of(from.epochs()) == Regime.ONE_PASS && Regime.of(to.epochs()) == Regime.ONE_PASS) {
      return new TokensPerParameter();
    }
    if (to.normalised()) {
      return new ConstantTimescale();
    }
    return switch (change) {
      case LEARNING_RATE -> new WeightSize();
      case BATCH -> new BatchAsLearningRate();
      case DATA, WIDTH, EPOCHS -> new ConstantTimescale();
    };
  }

  /**
   * τ in epochs stays: the weights are a moving average of updates, which should span the same
   * share of an epoch. Found for ResNet-18 and vision transformers over many epochs, and for
   * NanoGPT. So λ halves for twice the text, doubles for twice the batch, halves for twice the
   * learning rate under decoupled decay, and stays for more epochs.
   */
  record ConstantTimescale() implements Rule {
    @Override
    public String name() {
      return "constant timescale in epochs";
    }

    @Override
    public String source() {
      return "Wang and Aitchison 2024, arXiv 2405.13698";
    }

    @Override
    public String reason() {
      return "the text is seen more than once, so the moving average that decay makes of the updates should span the same part of an epoch";
    }

    @Override
    public double timescaleFactor(Setting from, Setting to) {
      return 1;
    }

    @Override
    public double doubt(Change change, Setting from, Setting to) {
      return switch (change) {
        // TokensPerParameter: τ ∝ data^EXPONENT in one pass. A text that the model can no longer
        // learn by heart may need no decay at all, and no rule spans that.
        case DATA -> to.learnsByHeart() ? -TokensPerParameter.EXPONENT : 1;
        // Of a gpt, too, not all weights stand before a norm: as far as BatchAsLearningRate is.
        case BATCH -> 1 - BatchAsLearningRate.EXPONENT;
        // Fan et al. 2025, arXiv 2510.15262: λ·η ∝ width^−0.5.
        case WIDTH -> 0.5;
        // Loshchilov and Hutter 2019, appendix B: λ ∝ 1/√T.
        case EPOCHS -> 0.5;
        // As far as WeightSize is.
        case LEARNING_RATE -> 1 + WeightSize.EXPONENT;
      };
    }
  }

  /**
   * τ as a share of the run goes as (tokens per parameter)^{@value #EXPONENT}: fitted over one pass
   * of SlimPajama by models of 111 M to 3.3 B parameters, τ = 1.084·(tokens per parameter)^{@value
   * #EXPONENT} of the run. Only its exponent is used here; the study gives the rest.
   */
  record TokensPerParameter() implements Rule {
    static final double EXPONENT = -Hold.GROWTH;

    /** Within these tokens per parameter the exponent was fitted and tried. */
    private static final double LEAST = 10;

    private static final double MOST = 1000;

    /** Of an exponent where it was fitted. */
    private static final double FITTED = 0.15;

    @Override
    public String name() {
      return "timescale by tokens per parameter";
    }

    @Override
    public String source() {
      return "Bergsma et al. 2025, arXiv 2505.13738";
    }

    @Override
    public String reason() {
      return "the text is seen once, and then the best timescale, as a share of the run, falls as (tokens per parameter)^−"
          + Hold.GROWTH;
    }

    @Override
    public double timescaleFactor(Setting from, Setting to) {
      double shares = StrictMath.pow(to.tokensPerParameter() / from.tokensPerParameter(), EXPONENT);
      return shares * to.epochs() / from.epochs();
    }

    @Override
    public double doubt(Change change, Setting from, Setting to) {
      double exponent = isFitted(from) && isFitted(to) ? FITTED : -EXPONENT;
      return switch (change) {
        case DATA, EPOCHS -> exponent;
        // Parameters grow as the square of the width.
        case WIDTH -> 2 * exponent;
        // Found to hold up to the critical batch size.
        case BATCH -> 0.25;
        case LEARNING_RATE -> 0.5;
      };
    }

    private static boolean isFitted(Setting setting) {
      return setting.tokensPerParameter() >= LEAST && setting.tokensPerParameter() <= MOST;
    }
  }

  /**
   * λ ∝ √η: between two limits that hold the size of weights. AdamW that converges minimises the
   * loss over weights of at most 1/λ each, where λ stays whatever η (Xie and Li 2024); weights that
   * noise drives come to √(η/2λ), where λ ∝ η (Kosson et al. 2023). This counts where no norm
   * follows the weights, so that their size is part of the function, and the text is seen often.
   */
  record WeightSize() implements Rule {
    /** Of η. */
    static final double EXPONENT = 0.5;

    @Override
    public String name() {
      return "size of the weights";
    }

    @Override
    public String source() {
      return "Xie and Li 2024, arXiv 2404.04454; Kosson et al. 2023, arXiv 2305.17212";
    }

    @Override
    public String reason() {
      return "no norm layer follows the weights, so their size counts: decay bounds it by 1/λ whatever η, and balances noise at √(η/2λ); λ ∝ √η is between the two";
    }

    /** As c·λ is η·λ under decoupled decay, it goes as η^1.5 in every form. */
    @Override
    public double timescaleFactor(Setting from, Setting to) {
      return StrictMath.pow(from.learningRate() / to.learningRate(), 1 + EXPONENT);
    }

    @Override
    public double doubt(Change change, Setting from, Setting to) {
      return 0.5;
    }
  }

  /**
   * λ ∝ batch^¼ where λ ∝ √η. Adam at κ times the batch takes the same path with √κ times η
   * (square-root scaling), and then decays alike with √κ times λ, as c·λ must be κ times as much in
   * each of the fewer steps. Back at the old η, λ falls again by {@link WeightSize}.
   */
  record BatchAsLearningRate() implements Rule {
    /** Of the batch. */
    static final double EXPONENT = (1 - WeightSize.EXPONENT) / 2;

    @Override
    public String name() {
      return "batch as a learning rate";
    }

    @Override
    public String source() {
      return "Malladi et al. 2022, arXiv 2205.10287";
    }

    @Override
    public String reason() {
      return "Adam takes the same path at κ times the batch with √κ times η and √κ times λ; back at the old η, λ follows the size of the weights, so that λ ∝ batch^¼";
    }

    @Override
    public double timescaleFactor(Setting from, Setting to) {
      return StrictMath.pow(from.stepsPerEpoch() / to.stepsPerEpoch(), 1 - EXPONENT);
    }

    @Override
    public double doubt(Change change, Setting from, Setting to) {
      return 0.25;
    }
  }
}
