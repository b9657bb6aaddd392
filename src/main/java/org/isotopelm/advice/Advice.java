package org.isotopelm.advice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.isotopelm.math.Engine;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.DataSpec;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.GradientRecipe;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * λ at another setting, and the config of a study that verifies it.
 *
 * @param prediction λ, by which rule
 * @param band public optima of many passes; null for few
 * @param notes what a reader must know
 * @param yaml of the verifying study; null where the text is not enough for it
 */
public record Advice(
    Prediction prediction, @Nullable Band band, List<String> notes, @Nullable String yaml) {
  /** How a config that this makes begins. */
  public static final String MARK = VerifyingStudy.MARK;

  /**
   * Predicts.
   *
   * @param opener reads a corpus
   * @param asked the changes; a batch that is not whole is rounded, and the notes say so
   * @throws org.isotopelm.base.ProblemException (usage) where a batch, a width or the steps would
   *     round to 0; (config) where the changes do not make a sound config
   */
  public static Advice of(Basis basis, Changes asked, Function<DataSpec, Corpus> opener) {
    Changes changes = LargerSetting.possible(basis.recipe(), asked);
    Map<String, Object> values = new LinkedHashMap<>(LargerSetting.values(basis.recipe(), changes));
    GradientRecipe recipe =
        GradientRecipe.of(basis.loaded().with(basis.with(values)).recipe(), "advise");
    GradientPlan planned =
        GradientPlan.of(
            recipe,
            basis.plan().text(),
            Engine.reference(),
            basis.plan().start(),
            basis.plan().teachers());
    Prediction prediction =
        Prediction.of(
            basis.anchor(),
            Setting.of(basis.plan(), basis.group()),
            Setting.of(planned, basis.group(planned)),
            changes);
    List<String> notes = new ArrayList<>(basis.anchor().notes());
    notes.addAll(LargerSetting.roundings(basis.recipe(), asked, values));
    TextSupply supply = TextSupply.of(basis.recipe().data(), changes.of(Change.DATA), opener);
    if (supply != null) {
      notes.addAll(supply.isEnough() ? List.of() : supply.shortage());
      values.putAll(supply.limit());
    }
    Setting to = prediction.to();
    if (changes.of(Change.DATA) > 1
        && Regime.of(to.epochs()) != Regime.ONE_PASS
        && !to.learnsByHeart()) {
      notes.add(
          "There will be %s tokens of text for each parameter, too many to learn by heart. Where a model stops doing that, the best λ falls far more than by the rule, even to 0: if λ/2 is the best of the three, search on below."
              .formatted(Phrases.figure(to.tokens() / to.parameters())));
    }
    double divisor = basis.group().form().divisor(to.steps());
    if (divisor != 1) {
      notes.add(
          "With form %s the config's lambda is λ times %s at this setting: %s."
              .formatted(
                  basis.group().form().label(),
                  Phrases.figure(divisor),
                  Phrases.figure(prediction.lambda() * divisor)));
    }
    return new Advice(
        prediction,
        Band.at(to, to.timescaleEpochs(prediction.lambda())),
        notes,
        supply == null || supply.isEnough()
            ? new VerifyingStudy(basis, changes, prediction, values).yaml()
            : null);
  }

  /** In which regime the predicted training is. */
  public String regime() {
    double epochs = prediction.to().epochs();
    return Regime.of(epochs).describe(epochs);
  }
}
