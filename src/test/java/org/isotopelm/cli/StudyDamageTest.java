package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Bits flipped in every file of a finished study: {@code study} and {@code report} say the same
 * again or refuse it, and never another figure.
 */
class StudyDamageTest {
  private static final String CONFIG =
      """
      data: {files: [text.txt], documents: line, split: {validation: 0.1, test: 0.2}}
      tokenizer: {kind: byte}
      model: {kind: mlp, context: 2, embedding: 4, hidden: [8]}
      train: {steps: 20, batch: 16, shards: 1}
      optimizer: {learning_rate: {peak: 1e-2}, decay: [{group: all, lambda: 0.1}]}
      study:
        search: {kind: grid}
        space: {lambda: {set: [optimizer.decay.all.lambda], values: [0, 0.1, 1]}}
        folds: 2
      """;

  @TempDir Path folder;
  private final Damage damage = new Damage(1);

  @Test
  void studyAndReport_anyBitFlipped_sayTheSameOrRefuse() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 120; line++) {
      text.append("line ").append(line * line).append(" of the text\n");
    }
    Files.writeString(folder.resolve("text.txt"), text);
    Path config = Files.writeString(folder.resolve("small.yaml"), CONFIG);
    Path whole = Files.createDirectory(folder.resolve("whole")).resolve("study");
    List<String> sound = said(study(config, whole).bytes());

    Path copies = folder.resolve("copies");
    for (Path file : Damage.files(whole, path -> !path.endsWith("lock"))) {
      byte[] bytes = Files.readAllBytes(file);
      for (int place = 0; place < damage.places(); place++) {
        Path copy = Files.createDirectory(copies(copies)).resolve("study");
        Damage.copy(whole, copy);
        Path damaged = copy.resolve(whole.relativize(file));
        Files.write(damaged, damage.flipped(bytes, place));
        Program report = Program.run("report", copy.toString());
        if (report.code() == 0) {
          assertThat(said(Files.readAllBytes(copy.resolve("study.json"))))
              .as("report: %s", file)
              .isEqualTo(sound);
          damage.passed();
        } else {
          damage.refused(report, file, 1, 3, 4);
        }
        Program again = study(config, copy);
        if (again.code() == 0) {
          assertThat(said(again.bytes())).as("study: %s", file).isEqualTo(sound);
          damage.passed();
        } else {
          damage.refused(again, file, 1, 3, 4);
        }
        Damage.delete(copies);
      }
    }
    assertThat(damage.refused()).isPositive();
    damage.tell("study and report of a study");
  }

  private static Path copies(Path folder) throws IOException {
    return Files.createDirectories(folder).resolve("one");
  }

  private static Program study(Path config, Path out) {
    return Program.run("study", config.toString(), "--out", out.toString(), "--json");
  }

  private static List<String> said(byte[] json) {
    JsonNode result = Json.mapper().readTree(json);
    return List.of(
        result.path("points").toString(),
        result.path("opponents").toString(),
        result.path("best").toString(),
        result.path("test").toString(),
        result.path("conclusion").asString());
  }
}
