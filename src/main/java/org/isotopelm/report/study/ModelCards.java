package org.isotopelm.report.study;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.report.run.ReportData.Card;
import org.isotopelm.study.comparison.Rung;
import org.isotopelm.study.comparison.Rung.Against;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;

/** The key figures of the model that a study gives. */
final class ModelCards {
  private ModelCards() {}

  static List<Card> of(ModelUse use) {
    Rung rung = use.rung();
    List<Card> cards = new ArrayList<>();
    cards.add(new Card("Use this model", use.label(), List.of(use.folder())));
    cards.add(card("Bits per byte, test split", Figures.nats(rung.bitsPerByte()), interval(rung)));
    cards.add(
        card(
            "Perplexity per token",
            Figures.perplexity(StrictMath.exp(rung.nll())),
            rung.ci95().isEmpty()
                ? ""
                : Phrases.interval(
                    Figures.perplexity(StrictMath.exp(rung.ci95().getFirst())),
                    Figures.perplexity(StrictMath.exp(rung.ci95().getLast())))));
    cards.add(
        card(
            "Size",
            Figures.bytes(rung.bytesOnDisk()),
            Figures.rate(rung.tokensPerSecond()) + " tokens a second here"));
    if (!rung.name().equals(Rung.COUNTED)) {
      use.ladder()
          .beside(Rung.COUNTED)
          .ifPresent(counted -> gain(cards, "counting alone", counted));
      use.ladder()
          .beside(Rung.ZERO)
          .ifPresent(zero -> gain(cards, "a single model with λ = 0", zero));
    }
    return cards;
  }

  private static Card card(String name, String value, String note) {
    return new Card(name, value, note.isEmpty() ? List.of() : List.of(note));
  }

  private static String interval(Rung rung) {
    return rung.bitsCi95().isEmpty()
        ? ""
        : Phrases.interval(
            Figures.nats(rung.bitsCi95().getFirst()), Figures.nats(rung.bitsCi95().getLast()));
  }

  /** How much lower the recommended model is, or by how much it is behind. */
  private static void gain(List<Card> cards, String than, Rung beside) {
    Against against = beside.pairedToRecommended();
    if (against == null) {
      return;
    }
    boolean isBehind = against.difference() < 0;
    List<Double> ends = against.ci95();
    List<String> notes = new ArrayList<>();
    if (!ends.isEmpty()) {
      notes.add(
          isBehind
              ? Phrases.interval(Figures.nats(-ends.getLast()), Figures.nats(-ends.getFirst()))
              : Phrases.interval(Figures.nats(ends.getFirst()), Figures.nats(ends.getLast())));
    }
    if (against.p() != null) {
      notes.add(Phrases.p(against.p()));
    }
    cards.add(
        new Card(
            (isBehind ? "Behind " : "Gain over ") + than,
            Figures.nats(Math.abs(against.difference())) + " nats",
            notes));
  }
}
