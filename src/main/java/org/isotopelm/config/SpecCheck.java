package org.isotopelm.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.isotopelm.IsotopeException;
import org.isotopelm.Json;
import org.isotopelm.Problem;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.optim.OptimizerSpec.LearningRate;
import org.isotopelm.optim.Schedule;
import org.isotopelm.text.DataSpec;
import org.isotopelm.text.DataSpec.SplitSpec;
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
    check.make("/model", ModelSpec.class);
    Optional<TrainSpec> train = check.make("/train", TrainSpec.class);
    Optional<LearningRate> rate = check.make("/optimizer/learning_rate", LearningRate.class);
    if (train.isPresent() && rate.isPresent()) {
      check.schedule(rate.get(), train.get().steps());
    }
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

  /** Shares that cannot be are seen apart from the rest of the data. */
  private void data() {
    if (make("/data/split", SplitSpec.class).isEmpty()
        && full.path("data") instanceof ObjectNode data) {
      data.set("split", Json.mapper().valueToTree(SplitSpec.NOTHING));
    }
    make("/data", DataSpec.class);
  }

  private void schedule(LearningRate rate, @Nullable Long steps) {
    if (steps != null) {
      attempt(JsonPointer.empty(), () -> Schedule.of(rate, steps));
    }
  }

  /** The record of a part of the config; empty where it is missing, or cannot be made. */
  private <T> Optional<T> make(String pointer, Class<T> type) {
    JsonNode part = full.at(pointer);
    return part.isObject()
        ? attempt(JsonPointer.compile(pointer), () -> Json.mapper().treeToValue(part, type))
        : Optional.empty();
  }

  private <T> Optional<T> attempt(JsonPointer part, Supplier<T> maker) {
    try {
      return Optional.of(maker.get());
    } catch (IsotopeException e) {
      tell(part, e);
    } catch (JacksonException e) {
      // Without a cause of ours a value that must be there is missing or broken: the schema's.
      if (e.getCause() instanceof IsotopeException refusal) {
        tell(part, refusal);
      }
    }
    return Optional.empty();
  }

  private void tell(JsonPointer part, IsotopeException refusal) {
    for (Problem problem : refusal.problems()) {
      String path = Objects.requireNonNullElse(problem.path(), "");
      JsonPointer pointer = JsonPointer.compile("/" + path.replace('.', '/'));
      if (!pointer.equals(part) || broken.stream().noneMatch(fault -> isValueOf(part, fault))) {
        faults.add(new Fault(pointer, problem.atKey(), problem.message()));
      }
    }
  }

  /** Whether a value of this part was left out: then it may be what the part seems to lack. */
  private static boolean isValueOf(JsonPointer part, Fault fault) {
    JsonPointer pointer = fault.pointer();
    while (!pointer.matches() && Wording.isIndex(Wording.last(pointer))) {
      pointer = pointer.head();
    }
    return !fault.atKey() && !pointer.matches() && part.equals(pointer.head());
  }
}
