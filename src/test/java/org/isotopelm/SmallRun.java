package org.isotopelm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Trains in a moment what tests open. */
final class SmallRun {
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
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append("half of it is left after ").append(i % 7).append(" half-lives\n");
      text.append("and line ").append(i).append(" is another, über alles\n");
    }
    Files.writeString(folder.resolve("text.txt"), text);
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
}
