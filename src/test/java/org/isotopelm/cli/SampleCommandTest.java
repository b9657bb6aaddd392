package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sample} prints, and how it is told where to stop. */
class SampleCommandTest {
  @TempDir Path folder;
  private String run;

  @BeforeEach
  void train() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 100; line++) {
      text.append("line ").append(line % 10).append(" of the text\n");
    }
    Files.writeString(folder.resolve("text.txt"), text);
    Path config =
        Files.writeString(
            folder.resolve("small.yaml"),
            """
            data: {files: [text.txt], documents: line, split: {validation: 0.2, test: 0.1}}
            tokenizer: {kind: byte}
            model: {kind: ngram, order: 4}
            """);
    run = folder.resolve("run").toString();
    Program trained = Program.run("train", config.toString(), "--out", run);
    assertThat(trained.code()).as(trained.err()).isZero();
  }

  private String sample(String... more) {
    String[] all = new String[4 + more.length];
    System.arraycopy(new String[] {"sample", run, "--tokens", "60"}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    Program program = Program.run(all);
    assertThat(program.code()).as(program.err()).isZero();
    return program.out();
  }

  @Test
  void sample_asTextAndAsJson_isTheSame() {
    String text = sample("--prompt", "line ");
    assertThat(text).startsWith("line ").hasSizeGreaterThan(50);
    var json = Json.mapper().readTree(sample("--prompt", "line ", "--json"));
    assertThat(json.path("text").asString()).isEqualTo(text.substring(5).stripTrailing());
    assertThat(json.path("tokens").asInt()).isEqualTo(60);
  }

  /** Greedy, the model says the line that it counted most often. */
  @Test
  void sample_stopAt_endsBeforeTheFirstOfSeveral() {
    String[] greedy = {"--prompt", "line 3", "--temperature", "0"};
    assertThat(sample(greedy)).startsWith("line 3 of the text\n\n");
    assertThat(sample("--prompt", "line 3", "--temperature", "0", "--stop-at", " text"))
        .isEqualTo("line 3 of the" + System.lineSeparator());
    assertThat(
            sample(
                "--prompt",
                "line 3",
                "--temperature",
                "0",
                "--stop-at",
                " text",
                "--stop-at",
                "f t"))
        .isEqualTo("line 3 o" + System.lineSeparator());
  }

  @Test
  void sample_stop_endsWithTheDocumentAndABlankLine() {
    assertThat(sample("--prompt", "line 3", "--temperature", "0", "--stop"))
        .isEqualTo("line 3 of the text\n\n" + System.lineSeparator());
  }

  @Test
  void sample_minPOfOne_choosesTheLikeliest() {
    assertThat(sample("--prompt", "line 3", "--min-p", "1", "--seed", "5"))
        .startsWith("line 3 of the text\n\n");
    assertThat(sample("--prompt", "line 3", "--min-p", "1", "--repetition-penalty", "1000"))
        .doesNotContain("line 3 of the text");
  }

  @Test
  void sample_ofImpossibleValues_namesTheOption() {
    Program minP = Program.run("sample", run, "--min-p", "2");
    assertThat(minP.code()).isEqualTo(2);
    assertThat(minP.err()).contains("--min-p: 2.0 is not possible");
    Program empty = Program.run("sample", run, "--stop-at", "");
    assertThat(empty.code()).isEqualTo(2);
    assertThat(empty.err()).contains("--stop-at: ");
    Program penalty = Program.run("sample", run, "--repetition-penalty", "-1");
    assertThat(penalty.err()).contains("--repetition-penalty: -1.0");
  }
}
