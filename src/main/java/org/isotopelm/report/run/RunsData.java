package org.isotopelm.report.run;

import static org.isotopelm.report.table.Table.Field.detail;
import static org.isotopelm.report.table.Table.Field.number;
import static org.isotopelm.report.table.Table.Field.words;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.isotopelm.optim.explain.DecayTable;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.report.run.ReportData.RunPart;
import org.isotopelm.report.table.Cells;
import org.isotopelm.report.table.Table;
import org.isotopelm.report.table.Table.Cell;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a report shows of several runs: their results side by side and their training overlaid. */
public final class RunsData {
  /** A group of the decay plan of a run. */
  private record Decayed(String run, Explanation.Entry group) {}

  private RunsData() {}

  /** The data of runs, in the order given: the others are compared with the first. */
  public static ReportData of(List<Path> folders, Provenance provenance) {
    List<RunPart> runs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Path folder : folders) {
      RunPart run = RunData.part(folder);
      String name = names.add(run.name()) ? run.name() : folder.toString();
      runs.add(new RunPart(name, run.plan(), run.points(), run.counted(), run.made()));
    }
    return new ReportData(
        Phrases.count(runs.size(), "run"),
        String.join(", ", folders.stream().map(Path::toString).toList()),
        null,
        verdict(runs),
        List.of(),
        List.of(results(runs), plans(runs)),
        null,
        runs,
        TrainingData.runs(runs),
        null,
        provenance);
  }

  private static String verdict(List<RunPart> runs) {
    return runs.stream()
        .filter(RunsData::isRanked)
        .min(Comparator.comparingDouble(run -> Objects.requireNonNull(lowest(run))))
        .map(
            run -> {
              double nll = Objects.requireNonNull(lowest(run));
              return "%s has the lowest nll on the validation split: %s nats per token, perplexity %s."
                  .formatted(run.name(), Figures.nats(nll), Figures.perplexity(Math.exp(nll)));
            })
        .orElse("No run has scored a validation split.");
  }

  /** Scores that are no probabilities have no perplexity that compares with another. */
  private static boolean isRanked(RunPart run) {
    return lowest(run) != null && (run.made() == null || run.made().distribution());
  }

  private static @Nullable JsonNode best(RunPart run) {
    return new RunCards(run.points(), run.plan(), run.counted()).best();
  }

  private static @Nullable Double lowest(RunPart run) {
    if (run.made() != null) {
      return run.made().distribution() ? run.made().nll() : null; // others do not compare
    }
    JsonNode best = best(run);
    return best == null ? null : RunTables.logged(best, "validation_nll");
  }

  private static @Nullable Double bestStep(RunPart run) {
    JsonNode best = best(run);
    return best == null ? null : RunTables.logged(best, "step");
  }

  private static @Nullable Double last(RunPart run, String name) {
    return run.points().isEmpty() ? null : RunTables.logged(run.points().getLast(), name);
  }

  private static Table results(List<RunPart> runs) {
    Double first = lowest(runs.getFirst());
    Double least =
        runs.stream()
            .filter(RunsData::isRanked)
            .map(RunsData::lowest)
            .filter(Objects::nonNull)
            .min(Double::compare)
            .orElse(null);
    return Table.of(
        "results",
        "Results",
        "The lowest nll of each run on its validation split, in nats per token. Differences count only where the runs have the same validation split and the same tokenizer. They are not tested here: isotope eval RUN RUN scores the runs on the same text and tests the difference in pairs.",
        runs,
        run -> isRanked(run) && Objects.equals(least, lowest(run)),
        List.of(
            words("run", RunPart::name),
            number("validation nll", "the lowest of the run", run -> Cells.nats(lowest(run))),
            number("perplexity", "", run -> Cells.fixed(exp(lowest(run)), 2)),
            number("minus the first run", "", run -> difference(lowest(run), first)),
            number("at step", "", run -> Cells.whole(bestStep(run))),
            number("train loss,\nlast step", "", run -> Cells.nats(last(run, "train_nll"))),
            number("steps", "", run -> Cells.whole(last(run, "step"))),
            number("epochs", "", run -> Cells.fixed(last(run, "epoch"), 2)),
            detail("tokens", "", 2, run -> Cells.whole(tokens(run))),
            detail("seconds", "", 3, run -> Cells.fixed(seconds(run), 1)),
            detail(
                "parameters",
                "",
                1,
                run ->
                    run.plan() == null || RunData.isMadeInOneGo(run.plan())
                        ? Cell.EMPTY
                        : Cells.whole(run.plan().parameters())),
            detail("n-grams", "of a counted model", 1, run -> Cells.whole(ngrams(run)))));
  }

  private static @Nullable Number tokens(RunPart run) {
    return run.made() == null ? last(run, "tokens") : (Number) run.made().tokens();
  }

  private static @Nullable Double seconds(RunPart run) {
    return run.made() == null ? last(run, "seconds") : (Double) run.made().seconds();
  }

  private static @Nullable Number ngrams(RunPart run) {
    return run.made() == null || run.made().counted() == null
        ? null
        : (Number) run.made().counted().all();
  }

  private static Cell difference(@Nullable Double nll, @Nullable Double first) {
    return nll == null || first == null ? Cell.EMPTY : Cells.nats(nll - first);
  }

  private static @Nullable Double exp(@Nullable Double nll) {
    return nll == null ? null : (Double) Math.exp(nll);
  }

  private static Table plans(List<RunPart> runs) {
    List<Decayed> groups = new ArrayList<>();
    for (RunPart run : runs) {
      if (run.plan() != null) {
        run.plan().decay().forEach(group -> groups.add(new Decayed(run.name(), group)));
      }
    }
    return Table.of(
        "plans",
        "Decay plans",
        "",
        groups,
        _ -> false,
        List.of(
            words("run", Decayed::run),
            words("group", row -> row.group().group()),
            words("form", row -> DecayTable.form(row.group())),
            number("λ", "", row -> Cells.significant(row.group().lambda())),
            number("exposure κ", "", row -> Cells.significant(row.group().exposure())),
            number(
                "half-life, steps", "", row -> Cells.significant(row.group().halfLife().steps())),
            number(
                "half-life, epochs",
                "",
                row -> Cells.significant(row.group().halfLife().epochs()))));
  }
}
