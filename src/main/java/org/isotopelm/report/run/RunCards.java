package org.isotopelm.report.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.isotopelm.baseline.CountedScore;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.report.run.ReportData.Card;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The key figures of a run. */
public record RunCards(
    List<JsonNode> points, @Nullable Explanation plan, @Nullable CountedScore counted) {
  private static final String VALIDATION = "validation_nll";

  /** The evaluation with the lowest nll. */
  @Nullable JsonNode best() {
    return points.stream()
        .filter(point -> RunTables.logged(point, VALIDATION) != null)
        .min(Comparator.comparingDouble(point -> point.path(VALIDATION).asDouble()))
        .orElse(null);
  }

  /** One sentence on how it went. */
  String verdict() {
    if (points.isEmpty()) {
      return "Nothing has been logged yet.";
    }
    JsonNode best = best();
    String steps =
        plan != null && step(points.getLast()) < plan.steps()
            ? "Trained for %s of %s"
                .formatted(
                    Figures.whole(step(points.getLast())), Phrases.count(plan.steps(), "step"))
            : "Trained for %s".formatted(Phrases.count(step(points.getLast()), "step"));
    return best == null
        ? steps + ". No validation split was scored."
        : "Best on the validation split: %s nats per token, perplexity %s, at step %s. %s."
                .formatted(
                    Figures.nats(nll(best)),
                    Figures.perplexity(Math.exp(nll(best))),
                    Figures.whole(step(best)),
                    steps)
            + against(nll(best));
  }

  /** How the counted baseline compares with the lowest nll. */
  private String against(double lowest) {
    return counted == null
        ? ""
        : " A %s of the same tokens has %s nats per token, %s."
            .formatted(counted.label(), Figures.nats(counted.nll()), difference(counted, lowest));
  }

  private static String difference(CountedScore counted, double lowest) {
    double difference = counted.nll() - lowest;
    return "%s nats %s"
        .formatted(Figures.nats(Math.abs(difference)), difference < 0 ? "lower" : "higher");
  }

  List<Card> cards() {
    List<Card> cards = new ArrayList<>();
    JsonNode best = best();
    if (best != null) {
      JsonNode end =
          points.reversed().stream()
              .filter(point -> RunTables.logged(point, VALIDATION) != null)
              .findFirst()
              .orElse(best);
      cards.add(
          card(
              "Lowest held-out nll",
              Figures.nats(nll(best)),
              "at step " + Figures.whole(step(best))));
      cards.add(card("Perplexity", Figures.perplexity(Math.exp(nll(best))), "at that step"));
      cards.add(
          card(
              "Held-out nll at the last evaluation",
              Figures.nats(nll(end)),
              end.equals(best) ? "" : Figures.nats(nll(end) - nll(best)) + " above the lowest"));
      if (counted != null) {
        cards.add(
            card(
                "C" + counted.label().substring(1),
                Figures.nats(counted.nll()),
                difference(counted, nll(best)) + " than the lowest",
                "perplexity " + Figures.perplexity(counted.perplexity())));
      }
    }
    if (!points.isEmpty()) {
      JsonNode last = points.getLast();
      Double loss = RunTables.logged(last, "train_nll");
      if (loss != null) {
        cards.add(card("Train loss", Figures.nats(loss), "at step " + Figures.whole(step(last))));
      }
      cards.add(
          card(
              "Length",
              Phrases.count(step(last), "step"),
              String.format(
                  Locale.ROOT,
                  "%.2f epochs, %,d tokens",
                  last.path("epoch").asDouble(),
                  last.path("tokens").asLong()),
              duration(last.path("seconds").asDouble())));
    }
    return cards;
  }

  private static Card card(String name, String value, String... notes) {
    return new Card(name, value, List.of(notes).stream().filter(note -> !note.isEmpty()).toList());
  }

  private static double nll(JsonNode point) {
    return Objects.requireNonNull(RunTables.logged(point, VALIDATION));
  }

  private static long step(JsonNode point) {
    return point.path("step").asLong();
  }

  /** {@code 90 seconds}, {@code 5 minutes}, {@code 2.5 hours}. */
  public static String duration(double seconds) {
    if (seconds < 1) {
      return "less than a second";
    }
    if (seconds < 120) {
      return Phrases.count(Math.round(seconds), "second");
    }
    return seconds < 7200
        ? Phrases.count(Math.round(seconds / 60), "minute")
        : Figures.fixed(seconds / 3600, 1) + " hours";
  }
}
