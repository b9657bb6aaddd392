package org.isotopelm.optim.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.decay.LambdaSchedule;
import org.isotopelm.optim.decay.Parts.Target;
import org.isotopelm.optim.explain.Explanation.Entry;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.Role;

/**
 * Warns of decay that cannot act in a run, that erases what weights learn, or that acts on weights
 * that need none; each with its remedy.
 */
final class DecayWarnings {
  private static final Set<Role> VECTORS = Set.of(Role.NORM_GAIN, Role.BIAS);

  private final List<String> warnings = new ArrayList<>();
  private final Schedule schedule;
  private final boolean bounded;
  private final boolean tied;

  /** A model without a head multiplies with its token embedding instead. */
  private DecayWarnings(DecayPlan plan, Schedule schedule, boolean bounded) {
    this.schedule = schedule;
    this.bounded = bounded;
    tied =
        plan.groups().stream()
            .flatMap(group -> group.parameters().stream())
            .noneMatch(parameter -> parameter.role() == Role.HEAD);
  }

  /**
   * The warnings about a plan.
   *
   * @param entries of its groups, in their order
   * @param schedule of η
   * @param bounded whether the optimizer's steps are about η at most
   */
  static List<String> of(DecayPlan plan, List<Entry> entries, Schedule schedule, boolean bounded) {
    DecayWarnings found = new DecayWarnings(plan, schedule, bounded);
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.lambda() > 0) {
        found.strength(entry, plan.groups().get(i));
        found.vectors(plan.groups().get(i));
        found.tiedEmbedding(plan.groups().get(i));
      }
    }
    if (entries.stream().allMatch(entry -> entry.lambda() == 0)) {
      found.warnings.add(Explanation.NO_DECAY);
    }
    return List.copyOf(found.warnings);
  }

  private void strength(Entry entry, DecayPlan.Group group) {
    Double exposure = entry.exposure();
    if (exposure == null) {
      return;
    }
    double rate = group.largestRate(schedule, schedule.steps());
    OtherStrength remedy = new OtherStrength(group.strength());
    if (rate > 1) {
      warnings.add(overshoot(entry, rate, remedy));
    } else if (exposure < Explanation.LEAST_EXPOSURE) {
      warnings.add(idle(entry, exposure, remedy));
    } else if (bounded) {
      erasing(entry, schedule.peak() * entry.learningRateFactor() / rate, remedy);
    } else if (1 / rate < Explanation.LEAST_DESCENT) {
      erasing(
          entry,
          "weights forget within %s steps of gradient descent".formatted(Numbers.text(1 / rate)),
          remedy.atMost(1 / rate / Explanation.LEAST_DESCENT));
    }
  }

  private static String idle(Entry entry, double exposure, OtherStrength remedy) {
    return "group '%s': decay is too weak to matter: over the whole run it shrinks a weight without gradients by only %s %% (exposure %s; %s is the least that acts); %s"
        .formatted(
            entry.group(),
            Numbers.text(-100 * StrictMath.expm1(-exposure)),
            Numbers.text(exposure),
            Numbers.text(Explanation.LEAST_EXPOSURE),
            remedy.act());
  }

  /** A group without a learning rate keeps its weights only as long as decay leaves them. */
  private void erasing(Entry entry, double reach, OtherStrength remedy) {
    if (reach > 0 && reach < Explanation.LEAST_REACH) {
      erasing(
          entry,
          "no weight can get further from %s than η/(%s) = %s, where decay takes as much as a step gives"
              .formatted(
                  entry.target() == Target.ZERO ? "zero" : "its target",
                  isConstant(entry) ? "c·λ" : "c_t·λ_t",
                  Numbers.text(reach)),
          remedy.atMost(reach / Explanation.LEAST_REACH));
    }
  }

  /** Of decay that is too strong. */
  private void erasing(Entry entry, String why, String remedy) {
    boolean toZero = entry.target() == Target.ZERO;
    warnings.add(
        "group '%s': decay %s: %s, so the model %s; %s"
            .formatted(
                entry.group(),
                toZero ? "erases the model" : "holds weights at their target",
                why,
                toZero
                    ? "learns little more than how frequent each token is"
                    : "learns little in this group",
                remedy));
  }

  /** Of decay whose steps θ ← (1 − c·λ)·θ are so long that they change a weight's sign. */
  private static String overshoot(Entry entry, double rate, OtherStrength remedy) {
    boolean enlarges = rate > 2;
    return "group '%s': %s, over %s; %s; %s"
        .formatted(
            entry.group(),
            (isConstant(entry) ? "c·λ is %s at the peak learning rate" : "c_t·λ_t reaches %s")
                .formatted(Numbers.text(rate)),
            enlarges ? "2" : "1",
            enlarges
                ? "each step changes the sign of weights and enlarges them, so training will diverge"
                : "decay overshoots: each step changes the sign of weights",
            remedy.under((enlarges ? 2 : 1) / rate));
  }

  private static boolean isConstant(Entry entry) {
    return entry.lambdaSchedule() instanceof LambdaSchedule.Constant;
  }

  private void vectors(DecayPlan.Group group) {
    boolean gains = has(group, Role.NORM_GAIN);
    boolean biases = has(group, Role.BIAS);
    if (group.decay().target() != Target.ZERO || !(gains || biases)) {
      return;
    }
    boolean alone = group.parameters().stream().allMatch(each -> VECTORS.contains(each.role()));
    warnings.add(
        "group '%s': decays %s towards zero: %s; %s"
            .formatted(
                group.name(),
                gains ? biases ? "norm gains and biases" : "norm gains" : "biases",
                gains
                    ? "a smaller gain shrinks the output of its norm, whatever the weights are"
                    : "biases are too few to over-fit",
                (alone
                        ? new OtherStrength(group.strength()).none()
                        : "put a group with roles: [norm_gain, bias] and lambda: 0 before it")
                    + (gains ? ", or let gains decay towards one with form: to_one" : "")));
  }

  private void tiedEmbedding(DecayPlan.Group group) {
    if (tied && has(group, Role.TOKEN_EMBEDDING)) {
      boolean alone =
          group.parameters().stream().allMatch(each -> each.role() == Role.TOKEN_EMBEDDING);
      warnings.add(
          "group '%s': decays the token embedding, which is also the output matrix (tied), so one lambda acts on both uses; %s, or set model.tied: false"
              .formatted(
                  group.name(),
                  alone
                      ? "search its lambda apart from that of other weights"
                      : "put a group with roles: [token_embedding] and a lambda of its own before it"));
    }
  }

  private static boolean has(DecayPlan.Group group, Role role) {
    return group.parameters().stream().map(Parameter::role).anyMatch(role::equals);
  }
}
