package org.isotopelm.study;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.isotopelm.study.training.FinalModels;
import org.isotopelm.study.training.FinalScore;

/** A trainer whose final runs are folders. A seed adds a thousandth to their nll. */
public class LadderRunner extends FakeRunner {
  final FakeFinals models;
  private final long diverging;

  public LadderRunner() {
    this(new FakeFinals(), 0);
  }

  /** The training with this seed of the best point, λ = 0.2, diverges. */
  LadderRunner(FakeFinals models, long diverging) {
    this.models = models;
    this.diverging = diverging;
  }

  @Override
  public FinalScore runFinal(
      Map<String, Object> overrides, long seed, Path run, int threads, BooleanSupplier cancelled) {
    if (seed == diverging && FakeRunner.lambdaOf(overrides) == 0.2) {
      throw FakeRunner.diverged();
    }
    double nll = super.runFinal(overrides, seed, run, threads, cancelled).nll() + 0.001 * seed;
    FakeFinals.write(run, nll);
    return FakeFinals.score(nll);
  }

  @Override
  public FinalModels finals() {
    return models;
  }
}
