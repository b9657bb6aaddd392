package org.isotopelm.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isotopelm.base.ProblemException;
import org.isotopelm.export.gguf.GgufModel;
import org.isotopelm.model.ModelSpec;

/** A gpt as one file that llama.cpp loads, with its tokenizer. */
final class GgufExport {
  private GgufExport() {}

  static List<String> write(Export export) throws IOException {
    TrainedModel model = export.model();
    if (!(model.spec() instanceof ModelSpec.Gpt gpt)) {
      throw ProblemException.failure(
          "llama.cpp has no architecture for %s; %s".formatted(model.kind(), model.instead()));
    }
    if (!gpt.isGpt2() && !gpt.isLlama()) {
      throw ProblemException.failure(
          "only a gpt of GPT-2's shape (key_value_heads as many as heads, norm: layer, positions: learned, feed_forward: gelu) "
              + "or of Llama's (norm: rms, positions: rotary, feed_forward: swiglu, biases: false) can be exported to GGUF, "
              + "and this one has neither; export its weights as safetensors");
    }
    GgufModel file =
        new GgufModel(
            model.background().name(),
            gpt,
            model.tokenizer(),
            model.parameters(),
            model.values(),
            export.type());
    Target.file(export, file::write);
    return notes(export, gpt, file);
  }

  private static List<String> notes(Export export, ModelSpec.Gpt gpt, GgufModel file) {
    List<String> notes = new ArrayList<>();
    if (gpt.isGpt2() && !(gpt.biases() && gpt.attentionHasBiases() && gpt.feedForwardHasBiases())) {
      notes.add(
          "the model lacks some or all biases, which GPT-2 always has: they are written as zeros");
    }
    if (!file.halves().isEmpty()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%d matrices, such as %s, have rows that are not a multiple of %d numbers: they are written as f16, as llama.cpp does",
              file.halves().size(),
              file.halves().getFirst(),
              export.type().block()));
    }
    return notes;
  }
}
