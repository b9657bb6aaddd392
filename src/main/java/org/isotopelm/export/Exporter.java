package org.isotopelm.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isotopelm.ExitCode;
import org.isotopelm.IsotopeException;
import org.isotopelm.Json;
import org.isotopelm.Problem;
import org.isotopelm.checkpoint.Safetensors;
import org.isotopelm.checkpoint.Tensor;
import org.isotopelm.model.ModelSpec;

/** Writes a trained model for other tools, and refuses a model that the format cannot express. */
public final class Exporter {
  private Exporter() {}

  /**
   * Writes the whole export or nothing.
   *
   * @param target the file or folder to write
   * @param force replaces an earlier export there
   * @return notes for the user: where the format has more or less than the model
   */
  public static List<String> write(
      ExportFormat format, TrainedModel model, Path target, boolean force) {
    try {
      return switch (format) {
        case SAFETENSORS -> safetensors(model, target, force);
        case HUGGINGFACE -> huggingFace(model, target, force);
        case DEEPLEARNING4J -> deeplearning4j(model, target, force);
      };
    } catch (IOException e) {
      throw new IsotopeException(
          ExitCode.FAILURE, List.of(Problem.of(target + ": cannot be written: " + e)), e);
    }
  }

  private static List<String> safetensors(TrainedModel model, Path target, boolean force)
      throws IOException {
    Target.file(target, force, out -> safetensors(model, out));
    return List.of();
  }

  private static void safetensors(TrainedModel model, OutputStream out) throws IOException {
    Safetensors.write(
        out,
        Tensor.all(model.parameters(), "", model.values()),
        Map.of("model", Json.mapper().writeValueAsString(model.spec())));
  }

  private static List<String> huggingFace(TrainedModel model, Path target, boolean force)
      throws IOException {
    if (!(model.spec() instanceof ModelSpec.Gpt gpt)) {
      throw IsotopeException.failure(
          "transformers has no architecture for %s; export %s as safetensors"
              .formatted(
                  Json.mapper().valueToTree(model.spec()).path("kind").asString(),
                  model.spec() instanceof ModelSpec.Mlp
                      ? "it as deeplearning4j, or its weights"
                      : "its weights"));
    }
    if (!gpt.isGpt2()) {
      throw IsotopeException.failure(
          "only a model of GPT-2's shape (key_value_heads as many as heads, norm: "
              + "layer, positions: learned, feed_forward: gelu) can be exported to "
              + "transformers, and this one is not; export its weights as safetensors");
    }
    Target.folder(target, force, new HuggingFaceExport(model, gpt).files());
    return gpt.biases()
        ? List.of()
        : List.of("the model has no biases, which GPT-2 always has: they are written as zeros");
  }

  private static List<String> deeplearning4j(TrainedModel model, Path target, boolean force)
      throws IOException {
    if (!(model.spec() instanceof ModelSpec.Mlp mlp)) {
      throw IsotopeException.failure(
          "only a neural n-gram (model.kind: mlp) can be exported to Deeplearning4j, "
              + "which has neither causal attention nor layer normalisation; export a gpt "
              + "as huggingface, or weights as safetensors");
    }
    Target.file(target, force, out -> new Deeplearning4jExport(model, mlp).write(out));
    List<String> notes = new ArrayList<>();
    notes.add(
        "the zip holds no tokenizer: the model's input is token ids, as tokenizer.json "
            + "gives them");
    if (mlp.tied()) {
      notes.add(
          "Deeplearning4j cannot tie matrices: the output has a copy of the "
              + "embedding, and training there would make the two differ");
    }
    return notes;
  }
}
