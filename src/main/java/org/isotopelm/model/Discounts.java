package org.isotopelm.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.isotopelm.base.Json;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import tools.jackson.databind.JsonNode;

/**
 * The config's {@code model.discounts}: what Kneser–Ney smoothing takes from counts of 1, 2, and 3
 * or more. Configs write one list for all orders, or a list of such lists, one for each order from
 * 1; no discounts: they come from the text.
 *
 * @param lists none, one for all orders, or one for each
 */
public record Discounts(List<List<Double>> lists) {
  /** Those of the text. */
  public static final Discounts OF_TEXT = new Discounts(List.of());

  public Discounts {
    lists = lists.stream().map(List::copyOf).toList();
  }

  /** Whether they come from the text. */
  boolean ofText() {
    return lists.isEmpty();
  }

  /** The list of an order; empty: its discounts come from the text. */
  public List<Double> of(int order) {
    return lists.isEmpty() ? List.of() : lists.get(lists.size() == 1 ? 0 : order - 1);
  }

  /** What does not fit an order and a smoothing. */
  List<Problem> problems(int order, Smoothing smoothing) {
    List<Problem> problems = new ArrayList<>();
    if (ofText()) {
      return problems;
    }
    if (smoothing.discounts() == 0) {
      problems.add(
          Problem.atKey(
              "model.discounts",
              "%s smoothing has no discounts; remove the key, or use modified_kneser_ney or kneser_ney"
                  .formatted(smoothing.label())));
    } else if (lists.size() != 1 && lists.size() != order) {
      problems.add(
          Problem.at(
              "model.discounts",
              "%s lists are given for order %s; give one list for all orders, or one for each"
                  .formatted(lists.size(), order)));
    } else {
      lists.forEach(list -> problems.addAll(problems(list, smoothing)));
    }
    return problems;
  }

  private static List<Problem> problems(List<Double> list, Smoothing smoothing) {
    List<Problem> problems = new ArrayList<>();
    if (list.size() != smoothing.discounts()) {
      problems.add(
          Problem.at(
              "model.discounts",
              "%s has %s numbers; %s smoothing needs %s: those of counts of 1%s"
                  .formatted(
                      list,
                      list.size(),
                      smoothing.label(),
                      smoothing.discounts(),
                      smoothing.discounts() == 1 ? " or more" : ", of 2, and of 3 or more")));
      return problems;
    }
    for (int i = 0; i < list.size(); i++) {
      if (!(list.get(i) > 0 && list.get(i) <= i + 1)) {
        problems.add(
            Problem.at(
                "model.discounts",
                "%s is not possible for counts of %s; it must be > 0 and ≤ %s"
                    .formatted(list.get(i), i + 1, i + 1)));
      }
    }
    return problems;
  }

  /**
   * What a config writes: a list of numbers, or a list of such lists.
   *
   * @throws ProblemException (config) if it is not that
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Discounts read(JsonNode written) {
    if (!written.isArray()) {
      throw noNumbers(written);
    }
    if (written.isEmpty()) {
      return OF_TEXT;
    }
    if (written.valueStream().noneMatch(JsonNode::isArray)) {
      return new Discounts(List.of(numbers(written)));
    }
    return new Discounts(written.valueStream().map(Discounts::numbers).toList());
  }

  private static List<Double> numbers(JsonNode list) {
    if (!list.isArray() || !list.valueStream().allMatch(JsonNode::isNumber)) {
      throw noNumbers(list);
    }
    return list.valueStream().map(JsonNode::asDouble).toList();
  }

  private static ProblemException noNumbers(JsonNode found) {
    return ProblemException.config(
        "model.discounts",
        found
            + " is not a list of numbers; write [D1, D2, D3] for all orders, or a list of such lists, one for each order");
  }

  /** As configs write it. */
  @JsonValue
  Object written() {
    return lists.size() == 1 ? lists.getFirst() : Json.mapper().valueToTree(lists);
  }
}
