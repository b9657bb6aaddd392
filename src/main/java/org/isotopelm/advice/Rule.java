package org.isotopelm.advice;

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
      case LEARNING_RATE -> new WeightBound();
      case BATCH -> new SquareRootOfBatch();
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
        // Bergsma et al. 2025 find τ ∝ data^−0.527 in one pass.
        case DATA -> -TokensPerParameter.EXPONENT;
        // As a change of η by the root of the batch: see SquareRootOfBatch.
        case BATCH -> 0.375;
        // Fan et al. 2025, arXiv 2510.15262: λ·η ∝ width^−0.5.
        case WIDTH -> 0.5;
        // Loshchilov and Hutter 2019, appendix B: λ ∝ 1/√T.
        case EPOCHS -> 0.5;
        // Only weights before a norm are free of scale; of the others the size counts, too.
        case LEARNING_RATE -> 0.75;
      };
    }
  }

  /**
   * τ as a share of the run goes as (tokens per parameter)^−0.527: fitted over one pass of
   * SlimPajama by models of 111 M to 3.3 B parameters, τ = 1.084·(tokens per parameter)^−0.527 of
   * the run. Only its exponent is used here; the study gives the rest.
   */
  record TokensPerParameter() implements Rule {
    static final double EXPONENT = -0.527;

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
      return "the text is seen once, and then the best timescale, as a share of the run, falls as (tokens per parameter)^−0.527";
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
   * λ stays whatever the learning rate: AdamW that converges minimises the loss over weights of at
   * most 1/λ each, and η is not in that bound. This counts where no norm follows the weights, so
   * that their size is part of the function, and where the text is seen often enough for it to be
   * reached.
   */
  record WeightBound() implements Rule {
    @Override
    public String name() {
      return "bound on the weights";
    }

    @Override
    public String source() {
      return "Xie and Li 2024, arXiv 2404.04454";
    }

    @Override
    public String reason() {
      return "no norm layer follows the weights, so decay limits their size, to 1/λ each, whatever the learning rate";
    }

    @Override
    public double timescaleFactor(Setting from, Setting to) {
      return from.coefficient() * from.stepsPerEpoch() / (to.coefficient() * to.stepsPerEpoch());
    }

    @Override
    public double doubt(Change change, Setting from, Setting to) {
      return 0.5;
    }
  }

  /**
   * λ ∝ √batch where λ does not depend on η. Adam at κ times the batch takes the same path with √κ
   * times η (square-root scaling), and then decays alike with √κ times λ, as c·λ must be κ times as
   * much in each of the fewer steps. Back at the old η, λ stays by {@link WeightBound}.
   */
  record SquareRootOfBatch() implements Rule {
    @Override
    public String name() {
      return "square root of the batch";
    }

    @Override
    public String source() {
      return "Malladi et al. 2022, arXiv 2205.10287; Xie and Li 2024, arXiv 2404.04454";
    }

    @Override
    public String reason() {
      return "Adam takes the same path at κ times the batch with √κ times η and √κ times λ, and without norm layers the best λ does not depend on η";
    }

    @Override
    public double timescaleFactor(Setting from, Setting to) {
      return Math.sqrt(from.stepsPerEpoch() / to.stepsPerEpoch());
    }

    @Override
    public double doubt(Change change, Setting from, Setting to) {
      return 0.25;
    }
  }
}
