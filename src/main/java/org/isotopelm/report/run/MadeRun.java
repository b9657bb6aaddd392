package org.isotopelm.report.run;

import static org.isotopelm.report.table.Table.Field.number;
import static org.isotopelm.report.table.Table.Field.words;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isotopelm.IsotopeException;
import org.isotopelm.eval.Scores;
import org.isotopelm.model.mixture.MixtureWeights.CacheShare;
import org.isotopelm.report.run.ReportData.Card;
import org.isotopelm.report.run.ReportData.RunPart;
import org.isotopelm.report.table.Cells;
import org.isotopelm.report.table.Table;
import org.isotopelm.train.CountingPlan;
import org.isotopelm.train.MixtureFile;
import org.isotopelm.train.TrainState;
import org.isotopelm.train.run.RunCheckpoints;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/** A run whose model was made in one go: it has a result, and for a mixture its weights. */
final class MadeRun {
  /** A part of a mixture; null where it has no figure of its own. */
  private record Part(String name, double weight, @Nullable Double nll) {}

  private MadeRun() {}

  static ReportData of(Path folder, RunPart run, Provenance provenance) {
    Optional<TrainState> state = read(folder, RunCheckpoints::state);
    return new ReportData(
        run.name(),
        folder.toString(),
        null,
        state
            .map(made -> verdict(made, isDistribution(folder)))
            .orElse("Nothing has been made yet."),
        state.map(MadeRun::cards).orElse(List.of()),
        read(folder, MadeRun::mixture).map(MadeRun::table).stream().toList(),
        null,
        List.of(new RunPart(run.name(), null, run.points(), run.counted())),
        null,
        null,
        provenance);
  }

  private interface Reader<T> {
    Optional<T> in(Path folder);
  }

  /** What is damaged is left out; the commands that need it say so. */
  private static <T> Optional<T> read(Path folder, Reader<T> reader) {
    try {
      return reader.in(folder);
    } catch (IsotopeException damaged) {
      return Optional.empty();
    }
  }

  private static Optional<MixtureFile> mixture(Path folder) {
    return RunCheckpoints.newestStep(folder) == 0
        ? Optional.empty()
        : RunCheckpoints.read(
            folder,
            "last",
            checkpoint ->
                Files.exists(checkpoint.folder().resolve(MixtureFile.FILE))
                    ? Optional.of(MixtureFile.in(checkpoint))
                    : Optional.empty());
  }

  private static boolean isDistribution(Path folder) {
    return read(
            folder,
            run -> Optional.of(RunCheckpoints.read(run, "last", CountingPlan::isDistribution)))
        .orElse(true);
  }

  private static String verdict(TrainState state, boolean distribution) {
    return distribution ? verdict(state) : said(Scores.NO_PROBABILITIES) + verdict(state);
  }

  private static String said(String doubt) {
    return "T" + doubt.substring(1) + ". ";
  }

  private static String verdict(TrainState state) {
    return state.best() == null
        ? "Made in one go. No validation split was scored."
        : "Validation split: %s nats per token, perplexity %s."
            .formatted(
                Figures.nats(state.best().nll()), Figures.perplexity(Math.exp(state.best().nll())));
  }

  private static List<Card> cards(TrainState state) {
    List<Card> cards = new ArrayList<>();
    if (state.best() != null) {
      double nll = state.best().nll();
      cards.add(new Card("Held-out nll", Figures.nats(nll), List.of("nats per token")));
      cards.add(new Card("Perplexity", Figures.perplexity(Math.exp(nll)), List.of()));
    }
    cards.add(new Card("Made in", RunCards.duration(state.seconds()), List.of()));
    return cards;
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
        "Weights that make the %s split likeliest (%s), so the nll of the mixture there, %s, is a little too low."
            .formatted(
                mixture.split(),
                Phrases.count(mixture.tokens(), "token"),
                Figures.nats(mixture.nll())),
        parts,
        _ -> false,
        List.of(
            words("part", Part::name),
            number("weight", "", part -> Cells.fixed(part.weight(), 4)),
            number("nll alone", "nats per token", part -> Cells.fixed(part.nll(), 4))));
  }
}
