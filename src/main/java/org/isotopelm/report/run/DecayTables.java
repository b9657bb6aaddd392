package org.isotopelm.report.run;

import static org.isotopelm.report.table.Table.Field.number;
import static org.isotopelm.report.table.Table.Field.spared;
import static org.isotopelm.report.table.Table.Field.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.isotopelm.report.run.GroupTrace.Dot;
import org.isotopelm.report.table.Cells;
import org.isotopelm.report.table.Table;
import org.isotopelm.report.table.Table.Cell;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What decay did in a run, as tables by group and by tensor. */
final class DecayTables {
  /** A tensor at the first and at the last step at which tensors were measured. */
  private record Tensor(String name, String group, JsonNode first, JsonNode last) {
    @Nullable Double first(String figure) {
      return RunSeries.number(first.path(figure));
    }

    @Nullable Double last(String figure) {
      return RunSeries.number(last.path(figure));
    }
  }

  private DecayTables() {}

  /** The groups. */
  static Table groups(List<GroupTrace> groups) {
    return Table.of(
        "decay-groups",
        "What decay did, by group",
        "Norms are those of the first and the last line of the log. From the rotation on, figures are means over the last quarter of the steps; where η was 0 at all of these that were measured, rotation and same way are of the last step before.",
        groups,
        _ -> false,
        List.of(
            words("group", GroupTrace::group),
            number("norm,\nfirst", "", group -> end(group.norms(), true)),
            number("norm,\nlast", "", group -> end(group.norms(), false)),
            number(
                "factor by\ndecay",
                "on the norm, over all steps",
                group -> course(group, NormCourse::decayed)),
            number(
                "factor by\nthe updates",
                "on the norm, over all steps",
                group -> course(group, NormCourse::updated)),
            number(
                "norm /\npredicted",
                "the median; 1: decay takes as much as the updates add",
                group -> cell(Equilibrium.median(group), 1)),
            number("rotation,\n° a step", "", group -> late(group, "rotation", Math.toDegrees(1))),
            spared(
                "same way,\n%",
                "weights that decay and the optimizer pull the same way",
                1,
                group -> group.decays() ? late(group, "agreement", 100) : Cell.EMPTY),
            spared(
                "near zero,\n%",
                "weights under a hundredth of their root mean square: 0.8 % where they are normally distributed",
                2,
                group -> late(group.dots("near_zero"), 100))));
  }

  private static Cell course(GroupTrace group, ToDoubleFunction<NormCourse> factor) {
    return NormCourse.of(group)
        .map(course -> Cells.significant(factor.applyAsDouble(course)))
        .orElse(Cell.EMPTY);
  }

  private static Cell end(List<Dot> dots, boolean first) {
    return dots.isEmpty()
        ? Cell.EMPTY
        : Cells.significant((first ? dots.getFirst() : dots.getLast()).figure());
  }

  private static Cell late(GroupTrace group, String updated, double unit) {
    return cell(GroupTrace.late(group.updated(updated), group.lastStep()), unit);
  }

  private static Cell late(List<Dot> dots, double unit) {
    return cell(GroupTrace.late(dots), unit);
  }

  private static Cell cell(OptionalDouble figure, double unit) {
    return figure.isEmpty() ? Cell.EMPTY : Cells.significant(unit * figure.getAsDouble());
  }

  /** The tensors; none where they were not measured. */
  static Stream<Table> tensors(List<JsonNode> points) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (JsonNode point : points) {
      for (Map.Entry<String, JsonNode> group : point.path("groups").properties()) {
        for (Map.Entry<String, JsonNode> tensor : group.getValue().path("tensors").properties()) {
          JsonNode now = tensor.getValue();
          Tensor before = tensors.get(tensor.getKey());
          tensors.put(
              tensor.getKey(),
              new Tensor(
                  tensor.getKey(), group.getKey(), before == null ? now : before.first(), now));
        }
      }
    }
    return tensors.isEmpty() ? Stream.empty() : Stream.of(table(new ArrayList<>(tensors.values())));
  }

  private static Table table(List<Tensor> tensors) {
    return Table.of(
        "decay-tensors",
        "What decay did, by tensor",
        "At the first and at the last step at which tensors were measured.",
        tensors,
        _ -> false,
        List.of(
            words("tensor", Tensor::name),
            words("group", Tensor::group),
            number("norm,\nfirst", "", each -> Cells.significant(each.first("weight_norm"))),
            number("norm,\nlast", "", each -> Cells.significant(each.last("weight_norm"))),
            number("last /\nfirst", "", each -> quotient(each)),
            number("norm /\npredicted", "", each -> Cells.significant(each.last("equilibrium"))),
            spared(
                "effective rank,\nfirst",
                "",
                2,
                each -> Cells.significant(each.first("effective_rank"))),
            spared(
                "effective rank,\nlast",
                "",
                2,
                each -> Cells.significant(each.last("effective_rank"))),
            spared("near zero,\n%", "", 1, each -> percent(each.last("near_zero")))));
  }

  private static Cell quotient(Tensor tensor) {
    Double first = tensor.first("weight_norm");
    Double last = tensor.last("weight_norm");
    return first == null || last == null || first == 0
        ? Cell.EMPTY
        : Cells.significant(last / first);
  }

  private static Cell percent(@Nullable Double share) {
    return share == null ? Cell.EMPTY : Cells.significant(100 * share);
  }
}
