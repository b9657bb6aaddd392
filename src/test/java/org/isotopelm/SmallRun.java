package org.isotopelm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.config.Settings;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.project.Project;
import org.isotopelm.train.Listener;
import org.isotopelm.train.TrainingPlan;
import org.isotopelm.train.run.RunFolder;

/** Trains in a moment what tests open. */
final class SmallRun {
  private SmallRun() {}

  /** A run in {@code folder/run}, of a model in YAML and a tokenizer in YAML. */
  static Path train(Path folder, String tokenizer, String model) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append("half of it is left after ").append(i % 7).append(" half-lives\n");
      text.append("and line ").append(i).append(" is another, über alles\n");
    }
    Files.writeString(folder.resolve("text.txt"), text);
    Path config =
        Files.writeString(
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
                        optimizer: {kind: adamw, learning_rate: {peak: 1e-2}}
                        """));
    Project project = Project.read(folder, config, Settings.of(List.of()));
    Engine engine = project.engineStartingCold();
    TrainingPlan plan = project.plan(engine);
    Path out = folder.resolve("run");
    try (RunFolder run = RunFolder.take(out, RunFolder.Opening.NEW);
        Team team = new Team(1)) {
      run.begin(
              ConfigFile.toYaml(project.resolved(plan, engine)),
              plan,
              project.corpus().fingerprints())
          .train(team, Listener.NONE, () -> false);
    }
    return out;
  }
}
