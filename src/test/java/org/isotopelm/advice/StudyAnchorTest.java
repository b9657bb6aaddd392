package org.isotopelm.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.isotopelm.base.ProblemException;
import org.isotopelm.optim.decay.Decay;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.decay.Form;
import org.isotopelm.optim.decay.Strength;
import org.isotopelm.study.Cases;
import org.isotopelm.study.StudyOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** λ and its interval from journals made by hand. */
class StudyAnchorTest {
  @TempDir Path folder;

  private StudyOutcome outcome(String name) {
    return Cases.all().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow()
        .outcome(folder);
  }

  private static DecayPlan plan(Form form, double lambda) {
    return new DecayPlan(
        List.of(
            new DecayPlan.Group(
                "rest",
                "",
                new Strength.Lambda(lambda),
                form,
                Decay.of(form, lambda),
                1,
                List.of())));
  }

  private Anchor anchor(String name, double lambda) {
    return StudyAnchor.of("models/x", outcome(name), plan(Form.DECOUPLED, lambda));
  }

  @Test
  void of_threePoints_isTheMinimumOfTheirParabolaAndHalfAStep() {
    Anchor found = anchor("Decay helps, by every test, and the test split agrees", 0.2);
    // The parabola through (ln 0.1, 4.3103), (ln 0.2, 4.2103), (ln 0.3, 4.3707) by divided
    // differences.
    assertThat(found.lambda()).isCloseTo(0.16379, within(1e-5));
    // √(0.1·0.2) and √(0.2·0.3).
    assertThat(found.ci95().get(0)).isCloseTo(0.141421, within(1e-6));
    assertThat(found.ci95().get(1)).isCloseTo(0.244949, within(1e-6));
    assertThat(found.notes()).isEmpty();
  }

  @Test
  void of_aSetThatTheTestCannotTellApart_reachesBeyondItsEnds() {
    Anchor found = anchor("The best is one of a set, its decay not the strongest", 0.1);
    assertThat(found.ci95().get(1)).isCloseTo(Math.sqrt(0.2 * 0.3), within(1e-9));
  }

  @Test
  void of_fourPoints_hasTheIntervalOfTheParabola() {
    Anchor found = anchor("Four points near the minimum, as a parabola has them", 0.2);
    StudyOutcome outcome = outcome("Four points near the minimum, as a parabola has them");
    double minimum = Objects.requireNonNull(outcome.result().parabola()).minimum();
    assertThat(found.lambda()).isCloseTo(minimum, within(1e-12));
    assertThat(found.basis()).contains("95 % interval");
  }

  @Test
  void of_zero_isRefusedWithTheNextValue() {
    assertThatThrownBy(() -> anchor("λ = 0 is the best, and decay hurts", 0))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("λ = 0 is its best")
        .hasMessageContaining("between 0 and 0.1");
  }

  @Test
  void of_zeroAsAnOpponentBelowTheBest_isRefusedUnlessByChance() {
    // Means: 4.41 at λ = 0.1; the opponent λ = 0 has 4.40, not significantly, and 4.21, surely.
    assertThat(
            anchor("λ = 0 was trained as an opponent, and is below every point by chance", 0.1)
                .notes())
        .anySatisfy(
            note -> assertThat(note).contains("by 0.0100 nats per token").contains("chance"));
    assertThatThrownBy(() -> anchor("Even the best λ hurts: λ = 0 was trained as an opponent", 0.1))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("by 0.2000 nats per token");
  }

  @Test
  void of_decayInTheGradient_isRefused() {
    StudyOutcome outcome = outcome("Decay helps, by every test, and the test split agrees");
    assertThatThrownBy(() -> StudyAnchor.of("models/x", outcome, plan(Form.L2, 0.2)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("group rest decays with l2")
        .hasMessageContaining("form: decoupled");
  }
}
