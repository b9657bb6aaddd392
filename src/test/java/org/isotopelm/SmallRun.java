package org.isotopelm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Trains in a moment what tests open. */
public final class SmallRun {
  private SmallRun() {}

  /** A run in {@code folder/run}, of a model in YAML and a tokenizer in YAML. */
  static Path train(Path folder, String tokenizer, String model) throws IOException {
    Path config = config(folder, tokenizer, model);
    Path out = folder.resolve("run");
    Isotope.train(config, out, TrainOptions.defaults().withHome(folder).withThreads(1));
    return out;
  }

  /** Its config, {@code folder/small.yaml}, and the text. */
  static Path config(Path folder, String tokenizer, String model) throws IOException {
    text(folder.resolve("text.txt"));
    return Files.writeString(
        folder.resolve("small.yaml"),
        """
        data: {files: [text.txt], documents: line, split: {validation: 0.1, test: 0.1}}
        tokenizer: %s
        model: %s
        %s
        """
            .formatted(
                tokenizer,
                model,
                model.contains("ngram")
                    ? ""
                    : """
                    train: {steps: 60, batch: 16}
                    optimizer:
                      kind: adamw
                      learning_rate: {peak: 1e-2}
                      decay: [{group: all, lambda: 0.1}]
                    """));
  }

  /**
   * The config of a study of λ, {@code folder/study.yaml}.
   *
   * @param texts a file or folder of texts, relative to the folder
   * @param study its keys in YAML, but for the space and the folds
   */
  public static Path study(Path folder, String texts, String study) throws IOException {
    return Files.writeString(
        folder.resolve("study.yaml"),
        """
        data: {files: [%s], documents: line, split: {validation: 0, test: 0.2}}
        tokenizer: {kind: char}
        model: {kind: mlp, context: 3, embedding: 4, hidden: [8]}
        engine: {products: java}
        train: {steps: 40, batch: 8}
        optimizer:
          kind: adamw
          learning_rate: {peak: 1e-2}
          decay: [{group: rest, lambda: 0.1}]
        study:
          space: {lambda: {set: [optimizer.decay.rest.lambda], values: [0, 0.1, 0.5]}}
          folds: 2
        %s"""
            .formatted(texts, study.indent(2)));
  }

  /** A text, each of whose lines is a document. */
  public static Path text(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append("half of it is left after ").append(i % 7).append(" half-lives\n");
      text.append("and line ").append(i).append(" is another, über alles\n");
    }
    return Files.writeString(file, text);
  }
}
