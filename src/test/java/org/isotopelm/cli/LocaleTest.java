package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the machine's locale, the same is written and printed: Turkish has another lower case of
 * I, Arabic and Thai can have other digits, and Arabic another decimal point.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocaleTest {
  private static final String CONFIG =
      """
      data: {files: [text.txt], documents: line, split: {validation: 0.1, test: 0.2, seed: 1}}
      tokenizer: {kind: byte}
      model: {kind: mlp, context: 2, embedding: 4, hidden: [8], tied: false}
      train: {steps: 1200, batch: 2, seed: 1}
      optimizer:
        learning_rate: {peak: 1e-2, schedule: linear}
        decay: [{group: all, roles: [matrix, token_embedding], lambda: 0.1}, {group: rest, lambda: 0}]
      study:
        search: {kind: grid}
        space: {lambda: {set: [optimizer.decay.all.lambda], values: [0, 1]}}
        folds: 2
      """;

  private final Locale before = Locale.getDefault();
  private Map<String, String> expected = Map.of();
  private Path folder = Path.of("");

  @BeforeAll
  void runWithoutALocale(@TempDir Path temporary) throws IOException {
    folder = temporary;
    Locale.setDefault(Locale.ROOT);
    expected = everything("root");
    Locale.setDefault(before);
    assertThat(expected.get("config")).contains("schedule: linear", "on_error: fail");
    assertThat(expected.get("train")).contains("1,200 steps", "validation nll 0.", "bits per byte");
  }

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "ar-EG", "th-TH-u-nu-thai"})
  void commands_underAnyLocale_printAndWriteTheSame(String tag) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(tag));
    Map<String, String> found = everything(tag);
    expected.forEach((what, text) -> assertThat(found.get(what)).as(what).isEqualTo(text));
  }

  /** What the commands print and the files that they write, by name, but for times and paths. */
  private Map<String, String> everything(String name) throws IOException {
    // Paths of one length, so that lines break at the same words.
    Path here = Files.createDirectory(folder.resolve((name + "-".repeat(20)).substring(0, 20)));
    Path config = Files.writeString(here.resolve("x.yaml"), CONFIG);
    List<String> lines =
        IntStream.range(0, 60).mapToObj(i -> "line I " + i + " of the İstanbul text").toList();
    Files.write(here.resolve("text.txt"), lines);
    Path run = here.resolve("run");
    Path study = here.resolve("study");
    Map<String, String> all = new TreeMap<>();
    all.put("explain", print("explain", config.toString()));
    all.put("train", print("train", config.toString(), "--out", run.toString()));
    all.put(
        "study",
        print("study", config.toString(), "--set=train.steps=20", "--out", study.toString()));
    String chosen = study.resolve("chosen").toString();
    all.put("eval", print("eval", run.toString(), chosen, "--split=test"));
    all.put("data", print("data", "info", config.toString()));
    all.put("config", Files.readString(run.resolve("config.yaml")));
    all.put("plan", Files.readString(run.resolve("plan.json")));
    for (String file : List.of("report.md", "trials.csv", "curve.svg", "study.json")) {
      all.put(file, Files.readString(study.resolve(file)));
    }
    try (Stream<Path> cells = Files.list(study)) {
      all.put("files", cells.map(Path::getFileName).sorted().toList().toString());
    }
    all.replaceAll((what, text) -> timeless(text.replace(here.toString(), "HERE")));
    return all;
  }

  private static String print(String... args) {
    Program program = Program.run(args);
    assertThat(program.code()).as(program.err()).isZero();
    return program.out();
  }

  /** Without what differs from one run to the next: lengths of time, and what follows from them. */
  private static String timeless(String text) {
    return text.replaceAll("[0-9.,]+ s \\([0-9,]+ tokens/s\\)", "TIME")
        .replaceAll("\"seconds\" ?: ?[0-9.E-]+", "TIME")
        .replaceAll("(?s)## Training of.*?## The decay plan", "TIME")
        .replaceAll("trainings took (less than a second|[0-9.,]+ [a-z0-9 ]+)", "TIME")
        .replaceAll("(?m),20,[0-9.E-]+,$", "TIME")
        .replaceAll("date \\| [^|]+", "TIME");
  }
}
