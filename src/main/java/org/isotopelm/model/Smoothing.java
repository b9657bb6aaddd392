package org.isotopelm.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.isotopelm.base.Json;
import org.isotopelm.base.Nearest;
import org.isotopelm.base.ProblemException;
import tools.jackson.databind.JsonNode;

/**
 * The config's {@code model.smoothing}: where counted n-grams take the probability of unseen ones
 * from. Configs write a name, or a map with the name as its {@code kind}.
 */
public sealed interface Smoothing {
  /** Three discounts for each order (Chen and Goodman 1999), interpolated. */
  record ModifiedKneserNey() implements Smoothing {}

  /** One discount for each order (Kneser and Ney 1995), interpolated. */
  record KneserNey() implements Smoothing {}

  /** As much for new tokens as different ones were seen (Witten and Bell 1991), interpolated. */
  record WittenBell() implements Smoothing {}

  /**
   * Every count is higher by a constant (Lidstone 1920).
   *
   * @param delta that constant
   */
  record Additive(double delta) implements Smoothing {
    static final double USUAL_DELTA = 0.1;

    /**
     * @throws ProblemException (config) if the constant is not a number above 0
     */
    public Additive {
      if (!(delta > 0 && delta <= MOST_DELTA)) {
        throw ProblemException.config(
            "model.smoothing.delta",
            "%s is not possible; delta must be > 0 and ≤ %s".formatted(delta, MOST_DELTA));
      }
    }
  }

  /** Shares of counts, times {@link #ALPHA} for each shorter context (Brants et al. 2007). */
  record StupidBackoff() implements Smoothing {
    /** The authors' α. */
    public static final double ALPHA = 0.4;
  }

  /** Far above any count. */
  double MOST_DELTA = 1e12;

  /** The names that configs use. */
  List<String> NAMES =
      List.of("modified_kneser_ney", "kneser_ney", "witten_bell", "additive", "stupid_backoff");

  /** Its name in configs. */
  default String label() {
    return switch (this) {
      case ModifiedKneserNey _ -> "modified_kneser_ney";
      case KneserNey _ -> "kneser_ney";
      case WittenBell _ -> "witten_bell";
      case Additive _ -> "additive";
      case StupidBackoff _ -> "stupid_backoff";
    };
  }

  /** How many discounts an order has; 0: this smoothing has none. */
  default int discounts() {
    return switch (this) {
      case ModifiedKneserNey _ -> 3;
      case KneserNey _ -> 1;
      case WittenBell _, Additive _, StupidBackoff _ -> 0;
    };
  }

  /**
   * The smoothing that is written so.
   *
   * @throws ProblemException (config) if it is not sound
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Smoothing of(JsonNode written) {
    if (!written.isObject()) {
      return named("model.smoothing", written, Additive.USUAL_DELTA);
    }
    if (!written.has("kind")) {
      throw ProblemException.config(
          "model.smoothing", "kind is missing; give one of " + String.join(", ", NAMES));
    }
    JsonNode delta = written.path("delta");
    boolean additive = written.path("kind").asString("").equals("additive");
    requireKeys(written, additive);
    if (!delta.isMissingNode() && !delta.isNumber()) {
      throw ProblemException.config(
          "model.smoothing.delta", delta + " is not a number; delta must be a number > 0");
    }
    return named(
        "model.smoothing.kind", written.path("kind"), delta.asDouble(Additive.USUAL_DELTA));
  }

  private static void requireKeys(JsonNode written, boolean additive) {
    Set<String> keys = new TreeSet<>(written.propertyNames());
    keys.remove("kind");
    if (additive) {
      keys.remove("delta");
    }
    for (String key : keys) {
      throw ProblemException.config(
          "model.smoothing." + key,
          "unknown key %s; smoothing has the key kind, and delta where kind is additive"
              .formatted(key));
    }
  }

  private static Smoothing named(String path, JsonNode name, double delta) {
    return switch (name.asString("")) {
      case "modified_kneser_ney" -> new ModifiedKneserNey();
      case "kneser_ney" -> new KneserNey();
      case "witten_bell" -> new WittenBell();
      case "additive" -> new Additive(delta);
      case "stupid_backoff" -> new StupidBackoff();
      case String other -> {
        String found = name.isString() ? other : name.toString();
        throw ProblemException.config(
            path,
            "unknown smoothing %s%s (%s)"
                .formatted(found, Nearest.hint(found, NAMES), String.join(", ", NAMES)));
      }
    };
  }

  /** As configs write it. */
  @JsonValue
  default JsonNode written() {
    Object written =
        this instanceof Additive(double delta) ? Map.of("kind", label(), "delta", delta) : label();
    return Json.mapper().valueToTree(written);
  }
}
