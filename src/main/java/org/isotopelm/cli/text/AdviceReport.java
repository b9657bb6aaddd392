package org.isotopelm.cli.text;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.advice.Advice;
import org.isotopelm.advice.Anchor;
import org.isotopelm.advice.Band;
import org.isotopelm.advice.Changes;
import org.isotopelm.advice.Part;
import org.isotopelm.advice.Prediction;
import org.isotopelm.advice.Rule;
import org.isotopelm.words.Phrases;
import org.isotopelm.words.TextTable;
import org.isotopelm.words.Wrap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of {@code advise}.
 *
 * @param from the study or run
 * @param rule by which λ was predicted; several, where changes follow different rules
 * @param source who found them
 * @param regime of the predicted training
 * @param because why each applies
 * @param lambda predicted; with {@code timescaleEpochs} τ = 1/(c·λ) at the predicted setting
 * @param ci95 low and high
 * @param anchor what was found in the study or run
 * @param parts what each change does
 * @param band public optima at such a setting; null where there are none
 * @param config path of the verifying study; null where the text is not enough for it
 */
public record AdviceReport(
    String from,
    String rule,
    String source,
    String regime,
    List<String> because,
    double lambda,
    List<Double> ci95,
    double timescaleEpochs,
    double timescaleSteps,
    Anchor anchor,
    double anchorTimescaleEpochs,
    List<Part> parts,
    @Nullable Band band,
    List<String> notes,
    @Nullable String config) {

  public static AdviceReport of(
      String from, Anchor anchor, Advice advice, @Nullable String config) {
    Prediction prediction = advice.prediction();
    double lambda = prediction.lambda();
    return new AdviceReport(
        from,
        prediction.rule(),
        prediction.source(),
        advice.regime(),
        prediction.rules().stream().map(AdviceReport::reason).toList(),
        lambda,
        prediction.ci95(),
        prediction.to().timescaleEpochs(lambda),
        prediction.to().timescaleSteps(lambda),
        anchor,
        prediction.from().timescaleEpochs(anchor.lambda()),
        prediction.parts(),
        advice.band(),
        advice.notes(),
        config);
  }

  private static String reason(Rule rule) {
    return "%s (%s). It applies because %s.".formatted(rule.name(), rule.source(), rule.reason());
  }

  /** As people read it, in lines of at most so many columns, each ended. */
  public String text(int columns) {
    StringBuilder text = new StringBuilder(results().fitting(columns)).append('\n');
    text.append(changes().fitting(columns)).append('\n');
    for (String paragraph : paragraphs()) {
      text.append(Wrap.paragraph(paragraph, columns));
    }
    if (config != null) {
      text.append('\n').append("To verify it:\n  isotope study ").append(config).append('\n');
    }
    return text.toString();
  }

  private TextTable results() {
    TextTable table =
        new TextTable().words("").numbers("λ").numbers("95 % interval").numbers("τ, epochs");
    table.row(
        List.of(
            from,
            Phrases.figure(anchor.lambda()),
            range(anchor.ci95()),
            Phrases.figure(anchorTimescaleEpochs)));
    table.row(
        List.of("predicted", Phrases.figure(lambda), range(ci95), Phrases.figure(timescaleEpochs)));
    return table;
  }

  private TextTable changes() {
    TextTable table =
        new TextTable().words("change").numbers("λ times").numbers("doubt").words("because");
    for (Part part : parts) {
      table.row(
          List.of(
              part.change().label() + " " + Changes.times(part.factor()),
              Phrases.figure(part.lambda()),
              "×÷ " + Phrases.figure(part.doubt()),
              part.because()));
    }
    return table;
  }

  private List<String> paragraphs() {
    List<String> all = new ArrayList<>();
    all.add("Start: %s.".formatted(anchor.basis()));
    because.forEach(reason -> all.add("Rule: " + reason));
    all.add("Regime: " + regime + "." + comparison());
    all.add(
        "τ = 1/(c·λ) is the timescale of decay: alone it would take a weight to 37 % of its size in this time.");
    notes.forEach(note -> all.add("Note: " + note));
    return all;
  }

  private String comparison() {
    return band == null
        ? ""
        : " The best timescales of public training of 8 to 64 epochs, by models of 150 M to 1.4 B parameters, are %s epochs, which is λ = %s here; this one is %s."
            .formatted(range(band.timescaleEpochs()), range(band.lambda()), place(band));
  }

  private String place(Band found) {
    return found.holds() ? "among them" : timescaleEpochs > found.typical() ? "longer" : "shorter";
  }

  private static String range(List<Double> interval) {
    return Phrases.figure(interval.get(0)) + " to " + Phrases.figure(interval.get(1));
  }
}
