package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isotopelm.base.Json;
import org.isotopelm.cli.text.DryRunText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Studies by the command line, with trainings that take a fraction of a second. */
class StudyCommandTest {
  private static final String CONFIG =
      """
      data: {files: [text.txt], documents: line, split: {validation: 0.1, test: 0.2, seed: 1}}
      tokenizer: {kind: byte}
      model: {kind: mlp, context: 2, embedding: 4, hidden: [8], tied: false}
      train: {epochs: 2, batch: 64, seed: 1}
      optimizer:
        kind: adamw
        learning_rate: {peak: 1e-2, schedule: constant}
        decay: [{group: all, roles: [matrix, token_embedding], lambda: 0.1}, {group: rest, lambda: 0}]
      study:
        search: {kind: grid}
        space: {lambda: {set: [optimizer.decay.all.lambda], values: [0, 0.1, 1, 30]}}
        folds: 2
      """;

  @TempDir Path folder;
  private Path config;
  private Path out;

  @BeforeEach
  void write() throws IOException {
    config = folder.resolve("tiny.yaml");
    out = folder.resolve("out");
    Files.writeString(config, CONFIG);
    Random random = new Random(1);
    String[] words = {
      "one", "of", "these", "ten", "words", "comes", "after", "another", "at", "will"
    };
    Files.writeString(
        folder.resolve("text.txt"),
        IntStream.range(0, 120)
            .mapToObj(
                i ->
                    random
                        .ints(8, 0, words.length)
                        .mapToObj(w -> words[w])
                        .collect(Collectors.joining(" ")))
            .collect(Collectors.joining("\n")));
  }

  private Program study(String... more) {
    String[] first = {"study", config.toString(), "--out", out.toString(), "--json"};
    String[] all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return Program.run(all);
  }

  private static JsonNode json(Program program) {
    assertThat(program.code()).as(program.err()).isZero();
    return Json.mapper().readTree(program.out());
  }

  @Test
  void dryRun_saysWhatTheStudyThenCosts_andLeavesNothing() {
    JsonNode cost = json(study("--dry-run"));
    assertThat(out).doesNotExist();
    JsonNode result = json(study());
    // A config whose λ is among the points needs no opponent.
    assertThat(cost.path("opponents").asInt()).isZero();
    assertThat(cost.path("cells").asInt()).isEqualTo(result.path("cells").asInt()).isEqualTo(8);
    assertThat(cost.path("points").asInt()).isEqualTo(4);
    assertThat(cost.path("seconds").asDouble()).isPositive();
    assertThat(cost.path("bytes").asLong()).isPositive();
    assertThat(cost.path("steps").asInt())
        .isCloseTo(result.at("/points/0/steps").asInt(), within(3)); // of the first fold, of all
  }

  /** Four points on two folds, then at most the best and λ = 0. */
  @Test
  void study_throughAPipe_countsFromTheFirstLineToTheLast() {
    List<String> lines =
        study().err().lines().filter(line -> line.matches(".* done(;.*)?")).toList();
    assertThat(lines.getFirst()).isEqualTo("0 of 10 trainings done");
    assertThat(lines.get(8)).startsWith("8 of 10 trainings done; about ").contains("best so far ");
    assertThat(lines.getLast()).matches("final trainings, (\\d+) of \\1 done; best so far .*");
  }

  /** An epoch of another batch has other steps, and another width other weights. */
  @Test
  void dryRun_ofCellsThatDiffer_saysRangesAndNoMoreWorkersThanCells() {
    Program program =
        Program.run(
            "study",
            config.toString(),
            "--out=" + out,
            "--dry-run",
            "--workers=1000",
            "--set=study.space.size={set: [train.batch, model.embedding], values: [4, 8]}");
    assertThat(program.code()).as(program.err()).isZero();
    assertThat(program.out())
        .containsPattern(": (\\d+) trainings of [\\d,]+ to [\\d,]+ steps, models of at most ")
        .containsPattern("(?s): (\\d+) trainings .* in all, \\1 at a\\stime\n");
  }

  /** Four points and the opponent on two folds; inside an outer fold there are no opponents. */
  @Test
  void dryRun_outerFolds_countsTheirCells() {
    JsonNode cost =
        json(
            study(
                "--dry-run",
                "--set=study.outer_folds=3",
                "--set=study.opponents={long: {train.epochs: 3}}"));
    assertThat(cost.path("cells").asInt()).isEqualTo(2 * (4 + 1) + 3 * 2 * 4);
  }

  @Test
  void dryRun_noTestSplit_hasNoFinalTrainings() {
    assertThat(json(study("--dry-run")).path("finals").asInt()).isEqualTo(2);
    JsonNode cost = json(study("--dry-run", "--set=data.split.test=0"));
    assertThat(cost.path("finals").asInt()).isZero();
    assertThat(cost.path("seconds").asDouble())
        .isCloseTo(
            cost.path("seconds_per_cell").asDouble()
                * cost.path("cells").asInt()
                / Math.min(
                    cost.path("workers").asInt(), Runtime.getRuntime().availableProcessors()),
            within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "1.23, 1.26, 1.2 to 1.3 seconds",
    "1.21, 1.22, 1.2 seconds",
    "90, 300, 2 to 5 minutes",
    "6, 150, 6 seconds to 3 minutes",
    "7200, 9000, 2.0 to 2.5 hours",
    "864000, 864000, 10.0 days",
    "40572444345, 40572444345, '1,285.7 years'"
  })
  void dryRun_times_haveAUnitForPeople(double alone, double busy, String shown) {
    assertThat(DryRunText.time(alone, busy)).isEqualTo(shown);
  }

  @Test
  void eval_ofAStudy_namesTheRunThatItChose() {
    json(study());
    Program eval = Program.run("eval", out.toString());
    assertThat(eval.code()).isEqualTo(4);
    assertThat(eval.err())
        .isEqualTo(
            "isotope: %s is a study, not a run; name its chosen model, %s --split test%n"
                .formatted(out, out.resolve("chosen")));
    assertThat(Program.run("eval", out.resolve("chosen").toString(), "--split=test").code())
        .isZero();
  }

  @Test
  void study_whoseReportCannotBeMade_keepsItsResultAndExitCode() throws IOException {
    JsonNode first = json(study());
    Files.delete(out.resolve("study.json"));
    Files.writeString(out.resolve("provenance.json"), "no json");
    Files.delete(out.resolve("curve.svg"));
    Files.createDirectories(out.resolve("curve.svg/in/the/way"));
    Program again = study();
    JsonNode result = json(again);
    assertThat(result.path("test")).isEqualTo(first.path("test"));
    assertThat(result.path("conclusion")).isEqualTo(first.path("conclusion"));
    assertThat(again.err().lines().filter(line -> line.contains("cannot be made"))).hasSize(1);
    assertThat(out.resolve("study.json")).isNotEmptyFile();
  }

  @Test
  void report_ofAStudyWhoseConfigChanged_isRefusedAndTheStudyMendsIt() throws IOException {
    JsonNode first = json(study());
    Path kept = out.resolve("config.yaml");
    String sound = Files.readString(kept);
    Files.writeString(kept, sound.replaceFirst("folds: 2", "folds: 3"));
    assertThat(Files.readString(kept)).isNotEqualTo(sound);
    Program report = Program.run("report", out.toString());
    assertThat(report.code()).isEqualTo(4);
    assertThat(report.err()).contains("config.yaml", "folds was 2, is 3");
    assertThat(json(study()).path("points")).isEqualTo(first.path("points"));
    assertThat(kept).hasContent(sound);
  }

  @Test
  void report_ofAStudyWhoseChosenPlanChanged_isRefusedAndTheStudyMendsIt() throws IOException {
    JsonNode first = json(study());
    Path plan = out.resolve("chosen/plan.json");
    String sound = Files.readString(plan);
    Files.writeString(plan, sound.replace("0", "1"));
    Program report = Program.run("report", out.toString());
    assertThat(report.code()).isEqualTo(4);
    assertThat(report.err()).contains("plan.json is damaged");
    assertThat(json(study()).path("conclusion")).isEqualTo(first.path("conclusion"));
    assertThat(plan).hasContent(sound);
  }

  @Test
  void report_ofAStudyWhoseChosenRunIsAnother_saysSoAndLeavesItThere() throws IOException {
    String[] without = {"--set", "study.space.lambda.values=[0.1, 1]"};
    JsonNode first = json(study(without));
    for (String name : List.of("chosen", "zero")) {
      Path own = out.resolve(name);
      Path aside = folder.resolve("aside");
      Files.move(own, aside);
      Path other = folder.resolve("other");
      train(other, "--set", "train.epochs=1");
      Files.move(other, own);
      String plan = Files.readString(own.resolve("plan.json"));

      for (Program program : List.of(Program.run("report", out.toString()), study(without))) {
        assertThat(program.code()).isEqualTo(4);
        assertThat(program.err())
            .contains(own + " is not the run that this study trained as " + name);
      }
      assertThat(own.resolve("plan.json")).hasContent(plan);

      Files.move(own, other);
      assertThat(Program.run("report", out.toString()).code()).isZero();
      Files.move(aside, own);
      assertThat(json(study(without)).path("conclusion")).isEqualTo(first.path("conclusion"));
      Files.move(other, folder.resolve("done-" + name));
    }
  }

  @Test
  void trainAndStudy_insideAStudy_areRefused() throws IOException {
    json(study());
    for (String name : List.of("cells/x", "chosen", "zero", "outer/1", "more/a")) {
      Path inside = out.resolve(name);
      for (String command : List.of("train", "study")) {
        Program refused =
            Program.run(command, config.toString(), "--out", inside.toString(), "--force");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains(inside + " lies inside ", "holds a study");
      }
    }
    assertThat(out.resolve("more")).doesNotExist();
    assertThat(Program.run("eval", out.resolve("chosen").toString(), "--split=test").code())
        .isZero();
  }

  /** As a run that an earlier program let in there. */
  @Test
  void study_deletesNoRunThatIsNotItsOwn() throws IOException {
    json(study());
    Path other = folder.resolve("other");
    train(other);
    Path moved = Files.createDirectory(out.resolve("cells")).resolve("x");
    Files.move(other, moved);
    json(study());
    assertThat(Program.run("eval", moved.toString()).code()).isZero();

    Program forced = study("--force", "--look-again");
    assertThat(forced.code()).isEqualTo(1);
    assertThat(forced.err()).contains(moved + " is not part of a study");
    assertThat(Program.run("eval", moved.toString()).code()).isZero();
  }

  private void train(Path run, String... more) {
    String[] first = {"train", config.toString(), "--out", run.toString()};
    String[] all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    Program trained = Program.run(all);
    assertThat(trained.code()).as(trained.err()).isZero();
  }

  @Test
  void report_ofAFinishedStudy_writesTheSameFilesAgain() throws IOException {
    json(study());
    for (String name : new String[] {"report.md", "study.json", "trials.csv", "curve.svg"}) {
      byte[] before = Files.readAllBytes(out.resolve(name));
      Path copy = folder.resolve(name);
      assertThat(Program.run("report", out.toString(), "--out", copy.toString()).code()).isZero();
      assertThat(copy).hasBinaryContent(before);
      Program again = Program.run("report", out.toString(), "--out", copy.toString());
      assertThat(again.code()).as("an earlier report is replaced: " + again.err()).isZero();
    }
    JsonNode report = json(Program.run("report", out.toString(), "--json"));
    assertThat(report.path("kind").asString()).isEqualTo("study");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Held-out nll during training");
  }

  @Test
  void report_ofARun_isARunsReport() throws IOException {
    json(Program.run("train", config.toString(), "--out", out.toString(), "--json"));
    JsonNode report = json(Program.run("report", out.toString(), "--json"));
    assertThat(report.path("kind").asString()).isEqualTo("run");
    assertThat(out.resolve("report.html")).isNotEmptyFile();
    assertThat(Files.readString(out.resolve("report.md"))).contains("The decay plan");
  }

  @Test
  void report_ofNoRun_saysWhatToName() {
    assertThat(Program.run("report", out.toString()))
        .satisfies(program -> assertThat(program.code()).isEqualTo(4))
        .satisfies(program -> assertThat(program.err()).contains("does not exist; name a folder"));
    assertThat(Program.run("report", folder.toString()).err())
        .contains("holds neither a run nor a study");
  }

  @Test
  void secondLook_isRefusedUnlessAskedFor() {
    json(study());
    assertThat(json(study("--force")).at("/test/look").asInt()).as("the same study").isEqualTo(1);
    String[] other = {"--force", "--set", "study.seed=2"};
    assertThat(study(other))
        .satisfies(program -> assertThat(program.code()).isEqualTo(1))
        .satisfies(
            program ->
                assertThat(program.out())
                    .contains("--look-again")
                    .doesNotContain("another folder"));
    JsonNode again = json(study("--force", "--set", "study.seed=2", "--look-again"));
    assertThat(again.at("/test/look").asInt()).isEqualTo(2);
    assertThat(again.path("warnings").toString())
        .contains("The test split has now been scored twice");
  }

  @Test
  void oldStudy_withoutFoldOrder_goesOnWithItsContiguousFolds() throws Exception {
    JsonNode contiguous = json(study("--set", "study.fold_order=contiguous"));
    assertThat(Files.readString(out.resolve("config.yaml")))
        .contains("fold_order: contiguous")
        .doesNotContain("products: auto");
    forgetFoldOrder();
    JsonNode again = json(study());
    assertThat(again.path("points")).isEqualTo(contiguous.path("points"));
    assertThat(again.path("cells").asInt()).as("nothing is trained anew").isEqualTo(8);
    assertThat(Files.readString(out.resolve("config.yaml"))).contains("fold_order: contiguous");
    assertThat(json(study("--set", "study.fold_order=contiguous")).path("points"))
        .isEqualTo(contiguous.path("points"));

    Program hash = study("--set", "study.fold_order=hash");
    assertThat(hash.code()).isEqualTo(1);
    assertThat(hash.out()).contains("holds another study", "fold_order");
    assertThat(json(study("--force", "--look-again")).at("/points/0/nll"))
        .as("folds drawn by hash")
        .isNotEqualTo(contiguous.at("/points/0/nll"));
  }

  @Test
  void foldLargerThanTwiceItsShare_isToldOnce() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      lines.append(
          String.format(
              Locale.ROOT,
              "{\"text\": \"some words number %d\", \"who\": \"w%d\"}\n",
              i,
              i < 50 ? 0 : i));
    }
    Files.writeString(folder.resolve("a.jsonl"), lines);
    Files.writeString(
        config,
        CONFIG
            .replace("files: [text.txt], documents: line", "files: [a.jsonl], group: who")
            .replace("validation: 0.1, test: 0.2", "validation: 0, test: 0")
            .replace("folds: 2", "folds: 3"));
    Program program = study();
    assertThat(program.code()).as(program.err()).isZero();
    assertThat(program.err().lines().filter(line -> line.contains("study.folds: fold")))
        .singleElement()
        .asString()
        .contains(
            "fold 0 of 3 has 83 % of the text, as what stays together there (a long document");
  }

  /**
   * Ten long lines among many short ones, cut into as many folds as there are long ones and more.
   */
  @Test
  void study_ofManyUnevenFolds_tellsItOnce() throws IOException {
    String lines =
        IntStream.range(0, 110)
            .mapToObj(i -> i + (i < 10 ? " word".repeat(200) : " w"))
            .collect(Collectors.joining("\n"));
    Files.writeString(folder.resolve("text.txt"), lines);
    Files.writeString(
        config, CONFIG.replace("validation: 0.1, test: 0.2", "validation: 0, test: 0"));
    Program program = study("--dry-run", "--set=study.folds=30");
    assertThat(program.code()).as(program.err()).isZero();
    assertThat(program.err().lines().filter(line -> line.contains("study.folds: fold")))
        .singleElement()
        .asString()
        .contains("of 30 has ", ", and 10 folds in all have at least twice their share");
  }

  @Test
  void countedBaseline_isShown_andAnotherIsNoOtherStudy() throws IOException {
    JsonNode usual = json(study());
    assertThat(usual.at("/counted/order").asInt()).isEqualTo(5);
    assertThat(usual.at("/counted/cells").asInt()).isEqualTo(2);
    assertThat(usual.at("/counted/perplexity").asDouble())
        .isEqualTo(Math.exp(usual.at("/counted/nll").asDouble()));
    assertThat(usual.at("/test/counted/order").asInt()).isEqualTo(5);
    assertThat(usual.path("conclusion").asString()).contains("counted 5-gram");

    JsonNode other = json(study("--set", "study.counted.order=2"));
    assertThat(other.at("/counted/order").asInt()).isEqualTo(2);
    assertThat(other.at("/counted/nll")).isNotEqualTo(usual.at("/counted/nll"));
    assertThat(other.path("points")).isEqualTo(usual.path("points"));

    JsonNode none = json(study("--set", "study.counted=null"));
    assertThat(none.path("counted").isNull()).isTrue();
    assertThat(none.path("points")).isEqualTo(usual.path("points"));
    assertThat(Files.readString(out.resolve("config.yaml"))).contains("counted: null");
    assertThat(json(Program.run("report", out.toString(), "--json")).path("kind").asString())
        .isEqualTo("study");
  }

  /** Makes the study in the folder one that was begun before the key was there. */
  private void forgetFoldOrder() throws Exception {
    try (Connection journal =
            DriverManager.getConnection("jdbc:sqlite:" + out.resolve("journal.sqlite"));
        Statement statement = journal.createStatement()) {
      assertThat(
              statement.executeUpdate(
                  "UPDATE study SET value = json_remove(value, '$.config.study.fold_order')"
                      + " WHERE name = 'identity'"))
          .isEqualTo(1);
      for (String table : List.of("study", "point", "cell")) {
        statement.execute("ALTER TABLE " + table + " DROP COLUMN hash");
      }
      statement.execute("PRAGMA user_version = 3");
    }
    Path config = out.resolve("config.yaml");
    Files.writeString(
        config, Files.readString(config).replaceFirst(" *fold_order: contiguous\n", ""));
  }

  @Test
  void otherConfig_inTheSameFolder_isRefused() {
    json(study());
    Program other = study("--set", "train.epochs=3");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.out()).contains("--force", "train.epochs");
  }
}
