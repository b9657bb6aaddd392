package org.isotopelm.study.verdict;

import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/** For what the choice holds. */
public sealed interface Scope extends Finding {

  @Override
  default Place place() {
    return Place.CONCLUSION;
  }

  /**
   * How a model was trained.
   *
   * @param exposure κ of the decay that is searched; NaN where the plan has none, as for decay in
   *     the gradient
   * @param steps of the training
   */
  record Length(double exposure, double steps) {
    String shown() {
      return Phrases.count(Math.round(steps), "step");
    }
  }

  /**
   * What the best was trained with.
   *
   * @param cell a training of the study
   * @param learningRate η at its peak
   * @param last the final model's training on more text, by its plan; null where there is none
   * @param times how many times as many epochs or steps the config gives to that training
   */
  record Conditions(Length cell, double learningRate, @Nullable Length last, double times)
      implements Scope {
    /** Exposures that differ by less are printed alike. */
    private static final double ALIKE = 0.005;

    @Override
    public String sentence() {
      return "These results hold for exposure κ = %s, peak learning rate η = %s and %s in each training%s."
          .formatted(
              Phrases.figure(cell.exposure()),
              Phrases.figure(learningRate),
              cell.shown(),
              last == null ? "" : ". The final model is trained " + text() + finalModel(last));
    }

    private String text() {
      return times == 1
          ? "on more text, "
          : "on more text and %s times as long (study.final.epochs), "
              .formatted(Figures.value(times));
    }

    private String finalModel(Length last) {
      boolean asLong = Math.round(last.steps()) == Math.round(cell.steps());
      String steps = asLong ? "for as many steps" : "for " + last.shown();
      if (Double.isNaN(last.exposure())) {
        return steps;
      }
      boolean kept =
          Math.abs(last.exposure() - cell.exposure()) <= ALIKE * Math.abs(cell.exposure());
      if (kept) {
        return steps + (cell.exposure() == 0 ? "" : ", at the same exposure");
      }
      return steps + ", at exposure κ = " + Phrases.figure(last.exposure());
    }
  }

  /**
   * Nested cross-validation.
   *
   * @param outerFolds how many
   * @param unit of the figure
   * @param figure mean of the choices
   * @param toZero choice minus λ = 0; null where the space holds no λ
   */
  record Nested(int outerFolds, Unit unit, double figure, @Nullable Gap toZero) implements Scope {
    @Override
    public String sentence() {
      return "The whole search, repeated without each of %s, reaches a mean of %s %s on them%s."
          .formatted(
              Phrases.count(outerFolds, "outer fold"),
              Figures.nats(figure),
              unit.of(),
              toZero == null ? "" : ", which " + Judged.verb(toZero, "λ = 0"));
    }
  }
}
