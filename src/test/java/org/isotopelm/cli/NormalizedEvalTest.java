package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** What {@code eval} says of bits per byte where the tokenizer changes the text. */
class NormalizedEvalTest {
  private static final String SAID = "bits per byte do not count what is lost";

  @TempDir Path folder;

  @BeforeEach
  void writeText() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 60; line++) {
      text.append("Line ").append(line * line).append(" of the Text\n");
    }
    Files.writeString(folder.resolve("text.txt"), text);
  }

  private Program evaluated(String tokenizer) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("counted.yaml"),
            """
            data: {files: [text.txt], documents: line, split: {validation: 0.2, test: 0.1, seed: 1}}
            tokenizer: {file: %s}
            model: {kind: ngram, order: 2, smoothing: witten_bell}
            """
                .formatted(tokenizer));
    String run = folder.resolve("run").toString();
    Program trained = Program.run("train", config.toString(), "--out", run);
    assertThat(trained.code()).as(trained.err()).isZero();
    return Program.run("eval", run);
  }

  private String tokenizer(boolean lowercase) throws IOException {
    String made = folder.resolve("tokenizer.json").toString();
    String text = folder.resolve("text.txt").toString();
    Program program =
        Program.run("tokenizer", "train", text, "--set", "tokenizer.kind=char", "--out", made);
    assertThat(program.code()).as(program.err()).isZero();
    ObjectNode json = (ObjectNode) Json.mapper().readTree(Files.readString(Path.of(made)));
    if (lowercase) {
      json.putObject("normalizer").put("type", "Lowercase");
    }
    return Files.writeString(folder.resolve("other.json"), json.toString()).toString();
  }

  @Test
  void eval_tokenizerThatLowersCapitals_warns() throws IOException {
    assertThat(evaluated(tokenizer(true)).err().replaceAll("\\s+", " ")).contains(SAID);
  }

  @Test
  void eval_tokenizerThatKeepsTheText_doesNot() throws IOException {
    assertThat(evaluated(tokenizer(false)).err().replaceAll("\\s+", " ")).doesNotContain(SAID);
  }
}
