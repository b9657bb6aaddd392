package org.isotopelm.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.isotopelm.base.Json;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.optim.OptimizerSpec;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.optim.decay.DecayRule;
import org.isotopelm.optim.decay.WrittenRule;
import org.isotopelm.optim.schedule.LearningRate;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.text.DataSpec;
import org.isotopelm.text.DataSpec.SplitSpec;
import org.isotopelm.token.TokenizerSpec;
import org.isotopelm.train.TrainSpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds what the spec's records refuse. Each part of a config is made into its record by itself, so
 * that one mistake hides no other; values that break the schema are left out before.
 */
final class SpecCheck {
  private final ObjectNode full;
  private final List<Fault> broken;
  private final List<Fault> faults = new ArrayList<>();

  private SpecCheck(ObjectNode full, List<Fault> broken) {
    this.full = full;
    this.broken = broken;
  }

  /**
   * What the records refuse.
   *
   * @param full a config's tree with its defaults, without what breaks the schema
   * @param broken what breaks the schema
   */
  static List<Fault> check(ObjectNode full, List<Fault> broken) {
    SpecCheck check = new SpecCheck(full, broken);
    check.data();
    check.make("/tokenizer", TokenizerSpec.class);
    check.make("/model", ModelSpec.class);
    Optional<TrainSpec> train = check.make("/train", TrainSpec.class);
    Optional<LearningRate> rate = check.make("/optimizer/learning_rate", LearningRate.class);
    if (train.isPresent() && rate.isPresent()) {
      check.schedule(rate.get(), train.get().steps());
    }
    check.decay();
    check.make("/study", StudySpec.class);
    return check.faults;
  }

  /** A tree without the values and keys at fault, in which the rest can be looked at. */
  static ObjectNode without(ObjectNode given, List<Fault> faults) {
    ObjectNode rest = given.deepCopy();
    for (Fault fault : faults) {
      JsonPointer pointer = fault.pointer();
      while (!pointer.matches() && rest.at(pointer.head()).isArray()) {
        pointer = pointer.head();
      }
      if (!pointer.matches() && rest.at(pointer.head()) instanceof ObjectNode object) {
        object.remove(Wording.last(pointer));
      }
    }
    return rest;
  }

  /** Looks at the shares apart from the rest of the data. */
  private void data() {
    if (make("/data/split", SplitSpec.class).isEmpty()
        && full.path("data") instanceof ObjectNode data) {
      data.set("split", Json.mapper().valueToTree(SplitSpec.NOTHING));
    }
    make("/data", DataSpec.class);
  }

  /**
   * Each rule that has a name by itself; one that is refused is looked at beside the others by its
   * name alone.
   */
  private void decay() {
    JsonNode rules = full.at("/optimizer/decay");
    Algorithm algorithm = Json.mapper().convertValue(full.at("/optimizer"), Algorithm.class);
    for (int i = 0; i < rules.size(); i++) {
      JsonNode rule = rules.path(i);
      JsonPointer pointer = JsonPointer.compile("/optimizer/decay").appendIndex(i);
      String group = rule.path("group").asString("");
      String path = "optimizer.decay." + group;
      if (!group.isEmpty()
          && attempt(pointer, path, () -> rule(rule, algorithm)).isEmpty()
          && rule instanceof ObjectNode object) {
        object.removeAll();
        object.put("group", group).put("lambda", 0).put("learning_rate_factor", 1);
      }
    }
    make("/optimizer", OptimizerSpec.class);
  }

  private static DecayRule rule(JsonNode rule, Algorithm optimizer) {
    return Json.mapper().treeToValue(rule, WrittenRule.class).rule(optimizer.defaultForm());
  }

  private void schedule(LearningRate rate, @Nullable Long steps) {
    if (steps != null) {
      attempt(JsonPointer.empty(), "", () -> Schedule.of(rate, steps));
    }
  }

  /** The record of a part of the config; empty where it is missing, or cannot be made. */
  private <T> Optional<T> make(String pointer, Class<T> type) {
    JsonNode part = full.at(pointer);
    String path = pointer.substring(1).replace('/', '.');
    return part.isObject()
        ? attempt(JsonPointer.compile(pointer), path, () -> Json.mapper().treeToValue(part, type))
        : Optional.empty();
  }

  /**
   * Makes something of a part of the config.
   *
   * @param path the part's, as the records write it in what they refuse
   */
  private <T> Optional<T> attempt(JsonPointer part, String path, Supplier<T> maker) {
    try {
      return Optional.of(maker.get());
    } catch (ProblemException e) {
      add(part, path, e);
    } catch (JacksonException e) {
      // Without a cause of ours a value that must be there is missing or of another type.
      if (e.getCause() instanceof ProblemException refusal) {
        add(part, path, refusal);
      } else if (broken.stream()
          .noneMatch(fault -> fault.pointer().toString().startsWith("" + part))) {
        faults.add(unfit(part, e));
      }
    }
    return Optional.empty();
  }

  /** A value that the schema lets through and no record can be made of. */
  private Fault unfit(JsonPointer part, JacksonException e) {
    JsonPointer pointer = part;
    for (JacksonException.Reference step : e.getPath()) {
      pointer =
          step.getPropertyName() == null
              ? pointer.appendIndex(step.getIndex())
              : pointer.appendProperty(step.getPropertyName());
    }
    JsonNode found = full.at(pointer);
    return found.isMissingNode()
        ? Fault.key(pointer, Wording.last(pointer) + " is missing; give it a value")
        : Fault.value(pointer, Wording.found(found) + " is not valid here; use another value");
  }

  private void add(JsonPointer part, String path, ProblemException refusal) {
    for (Problem problem : refusal.problems()) {
      String below = Objects.requireNonNullElse(problem.path(), "").substring(path.length());
      String rest = (path.isEmpty() ? "/" : "") + below.replace('.', '/');
      JsonPointer pointer = part.append(JsonPointer.compile(rest));
      boolean isSaid = broken.stream().anyMatch(fault -> fault.pointer().equals(pointer));
      boolean mayFollow =
          broken.stream()
              .map(fault -> keyOf(part, fault))
              .anyMatch(
                  key -> !key.isEmpty() && (pointer.equals(part) || names(problem.message(), key)));
      if (!isSaid && !mayFollow) {
        faults.add(new Fault(pointer, problem.atKey(), problem.message()));
      }
    }
  }

  /** Whether a message speaks of a key; without its value what it says may be wrong. */
  private static boolean names(String message, String key) {
    return Arrays.asList(message.split("\\W+")).contains(key);
  }

  /**
   * The key of this part whose value was left out: it may be what the part seems to lack. Empty
   * where the fault is another one.
   */
  private static String keyOf(JsonPointer part, Fault fault) {
    JsonPointer pointer = fault.pointer();
    while (!pointer.matches() && Wording.isIndex(Wording.last(pointer))) {
      pointer = pointer.head();
    }
    return !fault.atKey() && !pointer.matches() && part.equals(pointer.head())
        ? Wording.last(pointer)
        : "";
  }
}
