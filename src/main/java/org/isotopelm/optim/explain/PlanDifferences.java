package org.isotopelm.optim.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.isotopelm.base.Json;
import org.isotopelm.optim.decay.LambdaSchedule;
import org.isotopelm.optim.explain.Explanation.Difference;
import org.isotopelm.optim.explain.Explanation.Entry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What one plan does otherwise than another, for each group and value. */
final class PlanDifferences {
  private static final String GROUPS = "optimizer.decay";

  /** The optimizer of runs that were begun when there was no other; their plans do not name it. */
  private static final String FIRST_OPTIMIZER = "adamw";

  private final List<Difference> found = new ArrayList<>();

  private PlanDifferences() {}

  static List<Difference> between(Explanation then, Explanation now) {
    PlanDifferences differences = new PlanDifferences();
    differences.optimizers(then.optimizer(), now.optimizer());
    differences.groups(then, now);
    return List.copyOf(differences.found);
  }

  /** Another kind says it all; else every key that differs. A plan of an old run has the kind. */
  private void optimizers(@Nullable ObjectNode saved, @Nullable ObjectNode now) {
    if (now == null) {
      return;
    }
    String then = saved == null ? FIRST_OPTIMIZER : saved.path("kind").asString();
    String kind = now.path("kind").asString();
    if (!then.equals(kind)) {
      optimizer("kind", then, kind);
    } else if (saved != null) {
      Stream.concat(saved.propertyNames().stream(), now.propertyNames().stream())
          .distinct()
          .forEach(key -> optimizer(key, text(saved.get(key)), text(now.get(key))));
    }
  }

  private void optimizer(String key, String then, String now) {
    compare("optimizer." + key, "optimizer", key, then, now);
  }

  private static String text(@Nullable JsonNode value) {
    return value == null ? "not given" : value.toString();
  }

  private void groups(Explanation then, Explanation now) {
    for (Entry entry : then.decay()) {
      if (now.find(entry.group()) == null) {
        found.add(new Difference(GROUPS, "group %s: is missing".formatted(entry.group())));
      }
    }
    for (Entry entry : now.decay()) {
      Entry before = then.find(entry.group());
      if (before == null) {
        found.add(new Difference(GROUPS, "group %s: is new".formatted(entry.group())));
      } else {
        group(before, entry);
      }
    }
  }

  private void group(Entry then, Entry now) {
    compare(now, "form", then.form(), now.form());
    if (then.side() != null && (isCustom(then) || isCustom(now))) {
      parts(then, now);
    }
    compare(now, "lambda", then.lambda(), now.lambda());
    compare(now, "lambda_schedule", schedule(then), schedule(now));
    compare(now, "learning_rate_factor", then.learningRateFactor(), now.learningRateFactor());
    compare(now, "tensors", then.tensors(), now.tensors());
  }

  /** The name of a preset says what its parts are; custom parts have none. */
  private static boolean isCustom(Entry entry) {
    return entry.form().equals("custom");
  }

  private void parts(Entry then, Entry now) {
    compare(now, "side", label(then.side()), label(now.side()));
    compare(now, "coupling", label(then.coupling()), label(now.coupling()));
    compare(now, "mask", label(then.mask()), label(now.mask()));
    compare(now, "target", label(then.target()), label(now.target()));
  }

  private static String label(@Nullable Enum<?> part) {
    return part == null ? "not given" : part.name().toLowerCase(Locale.ROOT);
  }

  /** As configs write it; Isotope 0.1 knew one kind only. */
  private static String schedule(Entry entry) {
    LambdaSchedule schedule =
        Objects.requireNonNullElse(entry.lambdaSchedule(), new LambdaSchedule.Constant());
    return Json.mapper()
        .writeValueAsString(schedule)
        .replace("\"", "")
        .replace(":", ": ")
        .replace(",", ", ");
  }

  private void compare(Entry group, String what, Object then, Object now) {
    compare(GROUPS, "group " + group.group(), what, then, now);
  }

  private void compare(String path, String whose, String what, Object then, Object now) {
    if (!Objects.equals(then, now)) {
      boolean many = then instanceof List;
      found.add(
          new Difference(
              path,
              "%s: %s %s %s, %s now %s"
                  .formatted(whose, what, many ? "were" : "was", then, many ? "are" : "is", now)));
    }
  }
}
