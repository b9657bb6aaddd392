package org.isotopelm.report.study;

import static org.isotopelm.report.table.Table.Field.detail;
import static org.isotopelm.report.table.Table.Field.number;
import static org.isotopelm.report.table.Table.Field.spared;
import static org.isotopelm.report.table.Table.Field.words;

import java.util.List;
import org.isotopelm.report.table.Cells;
import org.isotopelm.report.table.Table;
import org.isotopelm.report.table.Table.Cell;
import org.isotopelm.report.table.Table.Field;
import org.isotopelm.words.Figures;

/** What a study made of its choice, as a table. */
final class LadderTable {
  static final String TITLE = "Final models";

  private LadderTable() {}

  static Table of(ModelUse use) {
    List<Field<LadderRow>> fields =
        List.of(
            words("final model", LadderRow::name),
            number("bits /\nbyte", "on the test split", row -> Cells.nats(row.bits())),
            spared(
                "95 % interval",
                "of the bits per byte, from a bootstrap over documents",
                1,
                row -> row.bitsCi95().isEmpty() ? Cell.EMPTY : Cells.interval(row.bitsCi95())),
            spared("perplexity", "per token", 2, row -> Cells.fixed(Math.exp(row.nll()), 2)),
            detail("nll per token", "in nats", 5, row -> Cells.nats(row.nll())),
            detail("95 % interval", "of the nll", 6, row -> Cells.interval(row.nllCi95())),
            number(
                "minus\nthe single",
                "the difference to the single model on the same documents, in nats per token",
                row -> row.difference() == null ? Cell.EMPTY : Cells.nats(row.difference())),
            spared(
                "95 % interval\nof that",
                "from a paired bootstrap over documents",
                4,
                row -> row.difference() == null ? Cell.EMPTY : Cells.interval(row.ci95())),
            spared(
                "p\n(Holm)",
                "how often chance alone gives a difference this large, corrected for the number of final models",
                3,
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
    return Table.of("final", TITLE, NOTE, LadderRow.of(use), LadderRow::recommended, fields);
  }

  /** What the columns need beside their heads. */
  static final String NOTE =
      "All were scored on the test split in one look. Differences are to the single model, in nats per token on the same documents; their p are corrected for the number of final models (Holm).";
}
