package org.isotopelm.report.run;

import static org.isotopelm.report.table.Table.Field.number;
import static org.isotopelm.report.table.Table.Field.words;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.eval.Scores;
import org.isotopelm.model.mixture.MixtureWeights.CacheShare;
import org.isotopelm.report.run.MadeModel.Ngrams;
import org.isotopelm.report.run.ReportData.Card;
import org.isotopelm.report.run.ReportData.RunPart;
import org.isotopelm.report.table.Cells;
import org.isotopelm.report.table.Table;
import org.isotopelm.train.MixtureFile;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * A run whose model was made in one go: it has a result, its n-grams by order, and for a mixture
 * its weights.
 */
final class MadeRun {
  private static final double MEBIBYTE = 1 << 20;

  /** A part of a mixture; null where it has no figure of its own. */
  private record Part(String name, double weight, @Nullable Double nll) {}

  private MadeRun() {}

  static ReportData of(Path folder, RunPart run, Provenance provenance) {
    MadeModel made = run.made();
    return new ReportData(
        run.name(),
        folder.toString(),
        null,
        made == null ? "Nothing has been made yet." : verdict(made),
        made == null ? List.of() : cards(made),
        made == null ? List.of() : tables(made),
        null,
        List.of(new RunPart(run.name(), null, run.points(), run.counted(), made)),
        null,
        null,
        provenance);
  }

  private static String verdict(MadeModel made) {
    return (made.distribution() ? "" : said(Scores.NO_PROBABILITIES)) + result(made);
  }

  private static String said(String doubt) {
    return "T" + doubt.substring(1) + ". ";
  }

  private static String result(MadeModel made) {
    return made.nll() == null
        ? "Made in one go. No validation split was scored."
        : "Validation split: %s nats per token, perplexity %s."
            .formatted(Figures.nats(made.nll()), Figures.perplexity(Math.exp(made.nll())));
  }

  private static List<Card> cards(MadeModel made) {
    List<Card> cards = new ArrayList<>();
    if (made.nll() != null) {
      cards.add(new Card("Held-out nll", Figures.nats(made.nll()), List.of("nats per token")));
      String perplexity = Figures.perplexity(Math.exp(made.nll()));
      cards.add(new Card("Perplexity", perplexity, List.of()));
    }
    Ngrams counted = made.counted();
    if (counted != null) {
      cards.add(
          new Card(
              "N-grams",
              Figures.whole(counted.all()),
              List.of(
                  "up to order " + counted.sizes().order(),
                  Figures.fixed(counted.bytes() / MEBIBYTE, 1) + " MiB")));
    }
    cards.add(
        new Card(
            "Made in",
            RunCards.duration(made.seconds()),
            List.of("from " + Phrases.count(made.tokens(), "token"))));
    return cards;
  }

  private static List<Table> tables(MadeModel made) {
    List<Table> tables = new ArrayList<>();
    if (made.counted() != null) {
      tables.add(table(made.counted()));
    }
    if (made.mixture() != null) {
      tables.add(table(made.mixture()));
    }
    return tables;
  }

  private static Table table(Ngrams counted) {
    return Table.of(
        "ngrams",
        "N-grams by order",
        "Every token of the vocabulary is a 1-gram, and so is the beginning of a document.",
        IntStream.rangeClosed(1, counted.sizes().order()).boxed().toList(),
        _ -> false,
        List.of(
            number("order", "", Cells::whole),
            number("n-grams", "", order -> Cells.whole(counted.ofOrder(order)))));
  }

  private static Table table(MixtureFile mixture) {
    List<Part> parts = new ArrayList<>();
    mixture.members().forEach(run -> parts.add(new Part(run.run(), run.weight(), run.nll())));
    CacheShare cache = mixture.cache();
    if (cache != null) {
      String name = cache.name();
      parts.add(new Part(name, cache.weight(), null));
    }
    return Table.of(
        "mixture",
        "What is mixed",
        weights(mixture),
        parts,
        _ -> false,
        List.of(
            words("part", Part::name),
            number("weight", "", part -> Cells.fixed(part.weight(), 4)),
            number("nll alone", "nats per token", part -> Cells.fixed(part.nll(), 4))));
  }

  private static String weights(MixtureFile mixture) {
    return mixture.nll() == null
        ? "The config gives the weights."
        : "Weights that make the %s split likeliest (%s), so the nll of the mixture there, %s, is a little too low."
            .formatted(
                mixture.split(),
                Phrases.count(mixture.tokens(), "token"),
                Figures.nats(mixture.nll()));
  }
}
