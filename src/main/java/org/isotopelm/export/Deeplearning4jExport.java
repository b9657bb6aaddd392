package org.isotopelm.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.isotopelm.base.ProblemException;
import org.isotopelm.model.ModelSpec;

/**
 * A network for Deeplearning4j: a neural n-gram or layers of long short-term memory. The classes
 * with this one's prefix use ND4J, which takes seconds to load and is not there in every program;
 * this one does not.
 */
final class Deeplearning4jExport {
  /** A class of each library that is needed. */
  private static final List<String> LIBRARIES =
      List.of(
          "org/deeplearning4j/util/ModelSerializer.class",
          "org/nd4j/linalg/cpu/nativecpu/CpuBackend.class");

  private Deeplearning4jExport() {}

  static List<String> write(Export export) throws IOException {
    TrainedModel model = export.model();
    requireExpressible(model.spec());
    requireLibraries(Deeplearning4jExport.class.getClassLoader());
    Target.file(export, out -> Deeplearning4jZip.write(model, out));
    return notes(model.spec());
  }

  private static void requireExpressible(ModelSpec spec) {
    if (!(spec instanceof ModelSpec.Mlp || spec instanceof ModelSpec.Lstm)) {
      throw ProblemException.failure(
          "only an mlp or an lstm can be exported to Deeplearning4j, "
              + "which has neither causal attention nor counted n-grams; export a gpt "
              + "as huggingface, gguf or onnx, counted n-grams as arpa, or weights as safetensors");
    }
  }

  /** A program that uses this one as a library need not have them. */
  static void requireLibraries(ClassLoader libraries) {
    if (!LIBRARIES.stream().allMatch(name -> libraries.getResource(name) != null)) {
      throw ProblemException.failure(
          "this export needs Deeplearning4j, which is not on the class path; add org.deeplearning4j:deeplearning4j-nn and org.nd4j:nd4j-native-platform, 1.0.0-M2.1");
    }
  }

  private static List<String> notes(ModelSpec spec) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "the zip holds no tokenizer: the model's input is token ids, as tokenizer.json "
            + "gives them");
    boolean tied =
        switch (spec) {
          case ModelSpec.Mlp mlp -> mlp.tied();
          case ModelSpec.Lstm lstm -> lstm.tied();
          default -> false;
        };
    if (tied) {
      notes.add(
          "Deeplearning4j cannot tie matrices: the output has a copy of the "
              + "embedding, and training there would make the two differ");
    }
    return notes;
  }
}
