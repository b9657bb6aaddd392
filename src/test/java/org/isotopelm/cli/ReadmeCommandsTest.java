package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands that the README shows, on a small text. */
class ReadmeCommandsTest {
  private static final String CONFIG =
      """
      data: {files: [text.txt], documents: line, split: {validation: 0.1, test: 0.1}}
      tokenizer: {kind: byte}
      model: {kind: mlp, context: 4, embedding: 8, hidden: [16]}
      train: {steps: 20, batch: 16}
      optimizer: {learning_rate: {peak: 1e-2}, decay: [{group: all, lambda: 0.1}]}
      study:
        search: {kind: grid}
        space: {lambda: {set: [optimizer.decay.all.lambda], values: [0, 0.1]}}
        folds: 2
      """;

  /** Takes minutes: .ci/run runs the first, others test what --live does, and a study of texts. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "study configs/quickstart.yaml",
          "study configs/bayes.yaml --live",
          "study my-texts/ --minutes 10");

  @TempDir Path folder;

  @Test
  void commands_ofTheReadme_inTheirOrder_succeed() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 120; line++) {
      text.append("line ").append(line * line).append(" of the text\n");
    }
    Files.writeString(folder.resolve("text.txt"), text);
    Files.writeString(folder.resolve("my.yaml"), CONFIG);
    // Stands for the study of configs/bayes.yaml, which takes minutes.
    run("study " + folder.resolve("my.yaml") + " --out " + folder.resolve("models/bayes"));

    List<String> commands =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.startsWith("./isotope ") && !line.startsWith("./isotope --"))
            .map(line -> line.replaceFirst(" +#.*", "").substring("./isotope ".length()))
            .filter(command -> !ELSEWHERE.contains(command))
            .toList();
    assertThat(commands).hasSizeGreaterThan(8);
    commands.forEach(command -> run(here(command)));
  }

  /** The command with its files in this test's folder. */
  private String here(String command) {
    String local =
        command.replaceAll(
            "(?<= )(my\\.yaml|models/)", Matcher.quoteReplacement(folder + "/") + "$1");
    return local.startsWith("train ") ? local + " --out " + folder.resolve("models/my") : local;
  }

  private static void run(String command) {
    String[] words =
        Pattern.compile("\"([^\"]*)\"|\\S+")
            .matcher(command)
            .results()
            .map(word -> word.group(1) == null ? word.group() : word.group(1))
            .toArray(String[]::new);
    Program program = Program.run(words);
    assertThat(program.code()).as("%s%n%s", command, program.err()).isZero();
    assertThat(program.bytes().length + program.err().length()).as(command).isPositive();
  }
}
