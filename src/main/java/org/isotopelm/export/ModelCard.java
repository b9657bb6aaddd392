package org.isotopelm.export;

import java.util.List;
import java.util.Locale;
import org.isotopelm.base.Json;
import org.isotopelm.export.Background.Score;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.report.table.MarkdownTable;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.words.Figures;

/**
 * The README.md of a model folder: what Hugging Face calls a model card. Its header is YAML, in
 * which strings are written as in JSON.
 */
final class ModelCard {
  private final Background background;
  private final ModelSpec.Gpt spec;
  private final StringBuilder text = new StringBuilder();

  private ModelCard(TrainedModel model, ModelSpec.Gpt spec) {
    this.background = model.background();
    this.spec = spec;
  }

  /**
   * The card's text.
   *
   * @param className the architecture's class in transformers
   * @param notes what the folder has otherwise than the model, a sentence each
   */
  static String of(TrainedModel model, ModelSpec.Gpt spec, String className, List<String> notes) {
    ModelCard card = new ModelCard(model, spec);
    card.header();
    card.model(model, className, notes);
    card.data();
    card.training();
    card.scores();
    card.limits(model);
    return card.text.toString();
  }

  private void header() {
    line("---");
    line("library_name: transformers");
    line("pipeline_tag: text-generation");
    line("tags:");
    line("  - isotope");
    if (!background.scores().isEmpty()) {
      line("model-index:");
      line("  - name: " + quoted(background.name()));
      line("    results:");
      background.scores().forEach(this::result);
    }
    line("---");
  }

  private void result(Score score) {
    line("      - task: {type: text-generation}");
    line("        dataset: {name: %s, type: text, split: %s}", quoted(texts()), score.split());
    line("        metrics:");
    line("          - {type: perplexity, value: %.3f}", Math.exp(score.nll()));
    line("          - {type: nll, name: nats per token, value: %.4f}", score.nll());
  }

  private String texts() {
    return background.texts().isEmpty() ? "unknown" : String.join(", ", background.texts());
  }

  private static String quoted(String value) {
    return Json.mapper().writeValueAsString(value);
  }

  private void model(TrainedModel model, String className, List<String> notes) {
    line("");
    line("# %s", background.name());
    line("");
    line(
        "A small language model, trained with Isotope and exported as transformers' `%s`:"
            + " %,d parameters, %,d layers, %,d heads, width %,d, a context of %,d tokens and a"
            + " vocabulary of %,d.",
        className,
        model.parameters().count(),
        spec.layers(),
        spec.heads(),
        spec.width(),
        spec.context(),
        model.tokenizer().vocabulary());
    notes.forEach(note -> line("Note: %s.", note));
    line("");
    Tokenizer tokenizer = model.tokenizer();
    line(
        "A text begins after the token `%s` and ends with `%s`.",
        tokenizer.token(model.beginOfDocument()), tokenizer.token(tokenizer.endOfDocument()));
  }

  private void data() {
    line("");
    line("## Data");
    line("");
    if (background.texts().isEmpty()) {
      line("The text that the model was trained on is not known.");
    }
    background.texts().forEach(each -> line("- " + MarkdownTable.escape(each)));
  }

  private void training() {
    line("");
    line("## Training");
    line("");
    if (background.training().isEmpty()) {
      line("How the model was trained is not known.");
    } else {
      text.append(
          MarkdownTable.pairs(
              background.training().stream()
                  .map(fact -> List.of(fact.name(), fact.value()))
                  .toList()));
    }
    background.decay().ifPresent(this::decay);
  }

  private void decay(Explanation plan) {
    if (plan.decay().isEmpty()) {
      return;
    }
    line("Weight decay λ by group of weights:");
    line("");
    line("| group | form | λ | weights |");
    line("|---|---|---|---|");
    for (Explanation.Entry entry : plan.decay()) {
      line(
          "| %s | %s | %s | %,d |",
          MarkdownTable.escape(entry.group()),
          MarkdownTable.escape(entry.form()),
          Figures.value(entry.lambda()),
          entry.parameters());
    }
  }

  private void scores() {
    line("");
    line("## Scores");
    line("");
    if (background.scores().isEmpty()) {
      line("The run holds no score of held-out text (nll, perplexity).");
      return;
    }
    line("| split | nll (nats per token) | perplexity |");
    line("|---|---|---|");
    for (Score score : background.scores()) {
      line("| %s | %.4f | %.3f |", score.split(), score.nll(), Math.exp(score.nll()));
    }
    line("");
    line(
        "Every token of a split counts once, in order, with as much of its document before it as"
            + " Isotope's window shows the model.");
  }

  private void limits(TrainedModel model) {
    line("");
    line("## Limits");
    line("");
    line("- The model knows nothing but the text above, and continues text. It follows no");
    line("  instructions, and what it writes may be wrong or offensive, as that text may be.");
    line("- It sees at most %,d tokens.", spec.context());
    line("- Perplexities are comparable only with those of the same tokenizer.");
    if (model.tokenizer().unknown().isPresent()) {
      line("- Text that the tokenizer does not know becomes one unknown token.");
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  @SuppressWarnings("AnnotateFormatMethod") // that annotation is not on the class path
  private void line(String format, Object... values) {
    line(String.format(Locale.ROOT, format, values));
  }
}
