package org.isotopelm.report.study;

import static org.isotopelm.report.table.Table.Field.number;
import static org.isotopelm.report.table.Table.Field.spared;
import static org.isotopelm.report.table.Table.Field.words;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isotopelm.report.table.Cells;
import org.isotopelm.report.table.Table;
import org.isotopelm.report.table.Table.Cell;
import org.isotopelm.report.table.Table.Field;
import org.isotopelm.study.comparison.Rung;
import org.isotopelm.study.comparison.Rungs;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.plan.FinalSpec;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;

/** What a study made of its choice, as a table. */
final class LadderTable {
  static final String TITLE = "Final models";

  private LadderTable() {}

  static Table of(StudyResult result, Rungs ladder) {
    List<Field<LadderRow>> fields =
        List.of(
            words("final model", LadderRow::name),
            number("nll per\ntoken", "on the test split", row -> Cells.nats(row.nll())),
            spared("95 % interval", "of the nll", 4, row -> Cells.interval(row.nllCi95())),
            spared("bits /\nbyte", "", 2, row -> Cells.fixed(row.bits(), 3)),
            number(
                "minus\nthe single",
                "the difference to the single model on the same documents",
                row -> row.difference() == null ? Cell.EMPTY : Cells.nats(row.difference())),
            spared(
                "95 % interval\nof that",
                "from a paired bootstrap over documents",
                3,
                row -> row.difference() == null ? Cell.EMPTY : Cells.interval(row.ci95())),
            spared(
                "p\n(Holm)",
                "how often chance alone gives a difference this large, corrected for the number of final models",
                1,
                row -> row.pHolm() == null ? Cell.EMPTY : Cells.p(row.pHolm())),
            number(
                "on\ndisk",
                "all files that the model is read from",
                row ->
                    row.bytes() == null
                        ? Cell.EMPTY
                        : new Cell(Figures.bytes(row.bytes()), row.bytes())),
            number(
                "tokens a\nsecond",
                "that it scores, on this machine and on the threads of the study",
                row ->
                    row.rate() == null
                        ? Cell.EMPTY
                        : new Cell(Figures.rate(row.rate()), row.rate())),
            words("", row -> row.recommended() ? "← recommended" : ""));
    return Table.of(
        "final", TITLE, note(ladder), LadderRow.of(result), LadderRow::recommended, fields);
  }

  /** What the columns need beside their heads. */
  static String note(Rungs ladder) {
    return "All were scored on the test split in one look. Differences are to the single model, on the same documents; their p are corrected for the number of final models (Holm)."
        + ladder.model(Rung.MIX).map(mix -> " " + shares(ladder, mix)).orElse("");
  }

  /** Of what the mixture consists. */
  private static String shares(Rungs ladder, Rung mix) {
    List<String> parts =
        IntStream.range(0, mix.members().size())
            .mapToObj(i -> share(mix.members().get(i).weight(), name(ladder, mix, i)))
            .collect(Collectors.toList());
    double cache = 1 - mix.members().stream().mapToDouble(Rung.Member::weight).sum();
    parts.add(
        share(
            cache,
            String.format(
                Locale.ROOT, "a cache of n-grams of the last %,d tokens", FinalSpec.CACHE)));
    return "The mixture gives %s.".formatted(Phrases.list(parts));
  }

  private static String share(double weight, String whose) {
    return Figures.fixed(weight, 2) + " to " + whose;
  }

  private static String name(Rungs ladder, Rung mix, int member) {
    String run = mix.members().get(member).run();
    return ladder.models().stream()
        .filter(model -> model.run().equals(run))
        .findFirst()
        .map(model -> "the " + model.label())
        .orElse("the counted model");
  }
}
