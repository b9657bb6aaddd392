package org.isotopelm.optim.explain;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.optim.explain.Explanation.Entry;

/** Warns of decay that cannot act in a run, or does more than it should; each with its remedy. */
final class DecayWarnings {
  private final List<String> warnings = new ArrayList<>();

  private DecayWarnings() {}

  static List<String> of(List<Entry> groups) {
    DecayWarnings found = new DecayWarnings();
    groups.forEach(found::strength);
    if (groups.stream().allMatch(entry -> entry.lambda() == 0)) {
      found.warnings.add(Explanation.NO_DECAY);
    }
    return List.copyOf(found.warnings);
  }

  private void strength(Entry entry) {
    Double exposure = entry.exposure();
    if (exposure == null || entry.lambda() == 0) {
      return;
    }
    Double timescale = entry.timescaleSteps();
    if (timescale != null && timescale < 1) {
      warnings.add(overshoot(entry, 1 / timescale));
    } else if (exposure < Explanation.LEAST_EXPOSURE) {
      warnings.add(idle(entry, exposure));
    } else if (exposure > Explanation.MOST_EXPOSURE) {
      warnings.add(
          "group '%s': exposure %s, over %s: decay erases the model; lower lambda, to %s or less"
              .formatted(
                  entry.group(),
                  Numbers.text(exposure),
                  Numbers.text(Explanation.MOST_EXPOSURE),
                  Numbers.text(entry.lambda() * Explanation.MOST_EXPOSURE / exposure)));
    }
  }

  private static String idle(Entry entry, double exposure) {
    return "group '%s': decay is too weak to matter: over the whole run it shrinks a weight without gradients by only %s %% (exposure %s; %s is the least that acts); raise lambda, train longer, or set lambda: 0"
        .formatted(
            entry.group(),
            Numbers.text(-100 * StrictMath.expm1(-exposure)),
            Numbers.text(exposure),
            Numbers.text(Explanation.LEAST_EXPOSURE));
  }

  /** Of decay whose steps θ ← (1 − c·λ)·θ are so long that they change a weight's sign. */
  private static String overshoot(Entry entry, double rate) {
    boolean enlarges = rate > 2;
    return "group '%s': c·λ is %s at the peak learning rate, over %s; %s; use a lambda under %s"
        .formatted(
            entry.group(),
            Numbers.text(rate),
            enlarges ? "2" : "1",
            enlarges
                ? "each step changes the sign of weights and enlarges them, so training will diverge"
                : "decay overshoots: each step changes the sign of weights",
            Numbers.text(entry.lambda() / rate * (enlarges ? 2 : 1)));
  }
}
