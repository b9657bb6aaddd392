package org.isotopelm.report.run;

import static org.isotopelm.report.table.Table.Field.number;
import static org.isotopelm.report.table.Table.Field.spared;
import static org.isotopelm.report.table.Table.Field.words;

import java.util.List;
import org.isotopelm.optim.explain.DecayTable;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.report.table.Cells;
import org.isotopelm.report.table.Table;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A run's decay plan and its log as tables. */
public final class RunTables {
  private static final String LOSS =
      "train loss: the mean nll of the steps since the line before in metrics.jsonl (train_nll),"
          + " each scored before its own update and with dropout. validation nll: the whole"
          + " validation split, scored at this step. Both are in nats per token.";

  private RunTables() {}

  /** The groups of a decay plan. */
  public static Table plan(Explanation plan, String whose) {
    return Table.of(
        "plan",
        "The decay plan" + whose,
        "%s, %s, plan %s. Every tensor is in exactly one group. Half-lives and timescales are those at the peak learning rate.%s"
            .formatted(
                Phrases.count(plan.steps(), "step"),
                Phrases.count(plan.parameters(), "parameter"),
                plan.planHash(),
                plan.decay().stream().allMatch(group -> DecayFormula.of(group) == null)
                    ? ""
                    : " " + DecayFormula.LETTERS),
        plan.decay(),
        _ -> false,
        List.of(
            words("group", Explanation.Entry::group),
            number("tensors", "", group -> Cells.whole(group.tensors().size())),
            number("parameters", "", group -> Cells.whole(group.parameters())),
            words("form", DecayTable::form),
            words("formula", 1, false, DecayFormula::of),
            number("λ", "", group -> Cells.significant(group.lambda())),
            number(
                "exposure κ",
                "with zero gradients a weight ends at e^−κ of its start",
                group -> Cells.significant(group.exposure())),
            number("half-life, steps", "", group -> Cells.significant(group.halfLife().steps())),
            spared(
                "half-life, epochs", "", 2, group -> Cells.significant(group.halfLife().epochs())),
            spared(
                "timescale, steps",
                "decay averages the updates over about so many steps",
                3,
                group -> Cells.significant(group.timescaleSteps())),
            spared(
                "PyTorch's weight_decay",
                "the same decay in torch.optim",
                1,
                group -> Cells.significant(group.pytorchWeightDecay())),
            words("rule", 4, false, Explanation.Entry::rule)));
  }

  /** Every evaluation of a run, and the last line of its log. */
  public static Table log(List<JsonNode> points, String whose) {
    List<JsonNode> shown =
        points.stream()
            .filter(
                point -> logged(point, "validation_nll") != null || point.equals(points.getLast()))
            .toList();
    return Table.of(
        "log",
        "Training" + whose,
        LOSS,
        shown,
        _ -> false,
        List.of(
            number("step", "", point -> Cells.whole(logged(point, "step"))),
            number("epoch", "", point -> Cells.fixed(logged(point, "epoch"), 2)),
            number("tokens", "", point -> Cells.whole(logged(point, "tokens"))),
            number("seconds", "", point -> Cells.fixed(logged(point, "seconds"), 1)),
            number("learning rate", "", point -> Cells.significant(logged(point, "learning_rate"))),
            number("train loss", "", point -> Cells.nats(logged(point, "train_nll"))),
            number("validation nll", "", point -> Cells.nats(logged(point, "validation_nll"))),
            number(
                "perplexity", "", point -> Cells.fixed(exp(logged(point, "validation_nll")), 2))));
  }

  private static @Nullable Double exp(@Nullable Double nll) {
    return nll == null ? null : (Double) Math.exp(nll);
  }

  /** A figure of a line of metrics.jsonl; null where it is missing or was no finite number. */
  static @Nullable Double logged(JsonNode point, String name) {
    return RunSeries.number(point.path(name));
  }
}
