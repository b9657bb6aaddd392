package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What {@code train} leaves on disk, and how {@code eval} and {@code report} read it again. */
class RunCommandsTest {
  private static final String CONFIG =
      """
      data: {files: [text.txt], documents: line, split: {validation: 0.2, test: 0.1, seed: 1}}
      tokenizer: {kind: byte}
      model: {kind: mlp, context: 2, embedding: 8, hidden: [16]}
      train: {steps: 20, batch: 8, seed: 3, evaluate: {every: 5}, checkpoint: {every: 5}}
      optimizer: {kind: adamw, learning_rate: {peak: 1e-2}, decay: [{group: all, lambda: 0.1}]}
      """;

  @TempDir Path folder;
  private Path config;
  private Path run;

  @BeforeEach
  void writeConfig() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 100; line++) {
      text.append("line ").append(line * line).append(" of the text\n");
    }
    Files.writeString(folder.resolve("text.txt"), text);
    config = Files.writeString(folder.resolve("small.yaml"), CONFIG);
    run = folder.resolve("run");
  }

  private Program train(String... more) {
    List<String> words =
        new ArrayList<>(List.of("train", config.toString(), "--out", run.toString()));
    words.addAll(List.of(more));
    return Program.run(words.toArray(String[]::new));
  }

  private static JsonNode json(Program program) {
    assertThat(program.code()).as(program.err()).isZero();
    return Json.mapper().readTree(program.bytes());
  }

  private void changeText() throws IOException {
    Path text = folder.resolve("text.txt");
    Files.writeString(text, Files.readString(text).replace("the", "eht"));
  }

  /** Each line has a number of its own; with the end of the document it is one token of six. */
  @Test
  void trainAndEval_ofWordsThatAreUnknown_showTheirShare() {
    String[] words = {"--set", "tokenizer.kind=word", "--set", "tokenizer.minimum_count=2"};
    Program trained = train(words);
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.err()).contains("training split: ", "validation split: ", "unknown (17 %)");
    assertThat(trained.out()).contains("17 % of the tokens unknown");
    String bits =
        "\\d\\.\\d{4} bits per byte \\(\\d+\\.\\d{4} with the spelling of unknown words\\)";
    assertThat(trained.out()).containsPattern(bits);
    assertThat(Program.run("eval", run.toString()).out())
        .contains("unknown, 17 %)")
        .containsPattern(bits);
  }

  @Test
  void trainAndEval_ofBytes_sayNothingOfUnknownTokens() {
    Program trained = train();
    assertThat(trained.err() + trained.out()).doesNotContain("unknown");
    assertThat(Program.run("eval", run.toString()).out()).contains("(0 unknown)");
  }

  @Test
  void train_countsABaselineOnce_andNoneWhereItIsOff() throws IOException {
    JsonNode counted = json(train("--json")).path("counted");
    assertThat(counted.path("order").asInt()).isEqualTo(5);
    assertThat(counted.path("perplexity").asDouble())
        .isCloseTo(Math.exp(counted.path("nll").asDouble()), within(1e-9));
    Path kept = run.resolve("counted.json");
    assertThat(Json.mapper().readTree(Files.readString(kept))).isEqualTo(counted);
    assertThat(Files.readString(run.resolve("config.yaml"))).doesNotContain("counted");
    assertThat(Files.readString(run.resolve("report.md"))).contains("Counted 5-gram");

    Files.writeString(kept, Files.readString(kept).replace("\"tokens\":", "\"tokens\":9"));
    Program again = train("--resume");
    assertThat(again.out()).contains("counted 5-gram of the same tokens: validation nll ");
    assertThat(Files.readString(kept)).as("it is not counted again").contains("\"tokens\":9");

    JsonNode two = json(train("--resume", "--json", "--set", "train.counted.order=2"));
    assertThat(two.at("/counted/order").asInt()).isEqualTo(2);
    JsonNode none = json(train("--resume", "--json", "--set", "train.counted=null"));
    assertThat(none.path("counted").isNull()).isTrue();
    assertThat(kept).doesNotExist();
  }

  @Test
  void train_lineOfAnEvaluation_hasTheFiguresOfMetricsAndReport() throws IOException {
    Program trained = train();
    List<String> lines = Files.readAllLines(run.resolve("metrics.jsonl"));
    JsonNode last = Json.mapper().readTree(lines.getLast());
    String loss = String.format(Locale.ROOT, "%.4f", last.path("train_nll").asDouble());
    String nll = String.format(Locale.ROOT, "%.4f", last.path("validation_nll").asDouble());
    assertThat(trained.err())
        .contains("step 20 of 20: train loss " + loss + ", validation nll " + nll + " (");
    assertThat(Files.readString(run.resolve("report.md")))
        .contains("| " + loss + " | " + nll + " |");
  }

  /** Holm: the smaller of two p-values counts twice, the larger at least as much as that. */
  @Test
  void eval_ofThreeRuns_comparesEachWithTheFirstAndCorrectsForTheNumber() {
    train();
    List<String> runs = new ArrayList<>(List.of("eval", run.toString()));
    for (String rate : List.of("1e-3", "1e-4")) {
      String other = folder.resolve("rate-" + rate).toString();
      Program.run(
          "train",
          config.toString(),
          "--out",
          other,
          "--set",
          "optimizer.learning_rate.peak=" + rate);
      runs.add(other);
    }
    Program text = Program.run(runs.toArray(String[]::new));
    assertThat(text.code()).as(text.err()).isZero();
    assertThat(text.out())
        .contains("minus", "p (Holm): how often chance alone", "corrected for 2 comparisons");
    runs.add("--json");
    JsonNode all = json(Program.run(runs.toArray(String[]::new)));
    assertThat(all.path("runs").size()).isEqualTo(3);
    assertThat(all.path("comparison").isNull()).isTrue();
    JsonNode one = all.at("/comparisons/0");
    JsonNode two = all.at("/comparisons/1");
    assertThat(one.path("against").asString()).isEqualTo(run.toString());
    assertThat(one.path("difference").asDouble())
        .isCloseTo(
            all.at("/runs/1/nll").asDouble() - all.at("/runs/0/nll").asDouble(), within(1e-9));
    double smaller = Math.min(one.path("p").asDouble(), two.path("p").asDouble());
    double larger = Math.max(one.path("p").asDouble(), two.path("p").asDouble());
    assertThat(List.of(one.path("p_holm").asDouble(), two.path("p_holm").asDouble()))
        .containsExactlyInAnyOrder(
            Math.min(1, 2 * smaller), Math.max(Math.min(1, 2 * smaller), larger));
  }

  @Test
  void train_interrupted_tellsTheStepOfItsFigureAndTheReportThatOfItsCheckpoint()
      throws IOException {
    String[] words = {
      "train", config.toString(), "--out", run.toString(), "--set", "train.evaluate.every=1"
    };
    Program stopped = Program.interrupted(words);
    assertThat(stopped.code()).as(stopped.err()).isEqualTo(130);
    assertThat(stopped.out()).contains(" 1 step,", "validation nll at step 1 ");
    assertThat(run.resolve("report.md")).content().contains("Ended at step 1. 1 of 20 steps done.");

    Program again =
        Program.interrupted(
            "train", config.toString(), "--out", run.toString(), "--resume", "--accept-changes");
    assertThat(again.code()).as(again.err()).isEqualTo(130);
    assertThat(Program.run("report", run.toString()).code()).isZero();
    assertThat(run.resolve("report.md")).content().contains("Ended at step 2. 2 of 20 steps done.");
  }

  /** Evaluations and checkpoints are at every twentieth of the run where the config is silent. */
  @Test
  void resume_withMoreSteps_isRefusedByThatKeyAlone() throws IOException {
    Files.writeString(
        config, CONFIG.replace(", evaluate: {every: 5}, checkpoint: {every: 5}}", "}"));
    assertThat(train().code()).isZero();
    Program refused = train("--resume", "--set", "train.steps=60");
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err())
        .contains("train.steps was 20, is 60")
        .doesNotContain("every was", "memory: ", "decays");
    assertThat(train("--resume", "--set", "train.evaluate.every=7").err())
        .contains("train.evaluate.every was 1, is 7");
  }

  @Test
  void train_insideARun_isRefusedAndTheRunStays() throws IOException {
    assertThat(train().code()).isZero();
    Files.createSymbolicLink(folder.resolve("link"), run.resolve("checkpoints"));
    for (Path inside :
        List.of(run.resolve("checkpoints"), run.resolve("a/b"), folder.resolve("link/x"))) {
      for (String how : List.of("--force", "--resume")) {
        Program refused = Program.run("train", config.toString(), "--out", inside.toString(), how);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains(inside + " lies inside ", "holds a run");
      }
    }
    assertThat(run.resolve("a")).doesNotExist();
    assertThat(Program.run("eval", run.toString()).code()).isZero();
    assertThat(train("--resume").code()).isZero();
  }

  /** Other programs have files of these names, too, and a ledger of looks lies among the runs. */
  @Test
  void train_besideFilesThatARunOrStudyHasToo_trains() throws IOException {
    Path project = Files.createDirectory(folder.resolve("project"));
    Files.createDirectory(project.resolve("checkpoints"));
    for (String name :
        List.of(
            "config.yaml",
            "tokenizer.json",
            "lock",
            "looks.jsonl",
            "run.json",
            "journal.sqlite",
            "checkpoints/last")) {
      Files.writeString(project.resolve(name), "{}");
    }
    run = project.resolve("models/run");
    Program trained = train();
    assertThat(trained.code()).as(trained.err()).isZero();
  }

  @Test
  void train_whereARunIs_advisesForceOnlyWhereNothingElseLies() throws IOException {
    assertThat(train().code()).isZero();
    Program again = train();
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("already holds a run", "--resume", "--force", "--out");

    Files.writeString(run.resolve("notes.txt"), "mine");
    assertThat(train().err()).contains("already holds a run", "--resume").doesNotContain("--force");
    Program forced = train("--force");
    assertThat(forced.code()).isEqualTo(1);
    assertThat(forced.err()).contains("notes.txt", "not deleted");
    assertThat(run.resolve("checkpoints/step-20")).isDirectory();

    Files.delete(run.resolve("notes.txt"));
    assertThat(train("--force", "--set", "train.steps=5").code()).isZero();
    assertThat(run.resolve("checkpoints/step-20")).doesNotExist();
  }

  @Test
  void train_intoTheFolderOfItsOwnConfig_leavesTheConfig() throws IOException {
    config = Files.writeString(folder.resolve("config.yaml"), CONFIG);
    run = folder;
    for (String[] how : new String[][] {{}, {"--force"}, {"--resume"}}) {
      Program refused = train(how);
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains("config.yaml", "no training").doesNotContain("--force");
    }
    assertThat(config).hasContent(CONFIG);
  }

  @Test
  void train_whereAStudyIs_refusesAndLeavesIt() throws IOException {
    String study =
        "study: {search: {kind: grid}, space: {lambda: {set: [optimizer.decay.all.lambda],"
            + " values: [0, 1]}}, folds: 2}\n";
    Files.writeString(config, CONFIG + study);
    assertThat(Program.run("study", config.toString(), "--out", run.toString()).code()).isZero();
    byte[] journal = Files.readAllBytes(run.resolve("journal.sqlite"));
    for (String[] how : new String[][] {{}, {"--force"}, {"--resume"}}) {
      Program refused = train(how);
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains("holds a study", "--out").doesNotContain("--force");
    }
    assertThat(run.resolve("journal.sqlite")).hasBinaryContent(journal);
    assertThat(run.resolve("chosen")).isDirectory();
  }

  @Test
  void resume_onAnotherText_isRefusedByTheFilesName() throws IOException {
    assertThat(train().code()).isZero();
    changeText();
    Program refused = train("--resume");
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err())
        .contains("text.txt has changed", "restore the text", "--accept-changes");

    assertThat(train("--resume", "--accept-changes").code()).isZero();
    assertThat(train("--resume").code()).as("the new text is the run's from now on").isZero();
  }

  @Test
  void eval_ofARunWhoseTextHasChanged_warnsThere() throws IOException {
    assertThat(train().code()).isZero();
    assertThat(json(eval()).at("/warnings")).isEmpty();
    changeText();
    Program warned = eval();
    assertThat(json(warned).at("/warnings/0").asString()).contains("text.txt has changed");
    assertThat(warned.err()).contains("warning", "text.txt has changed");
  }

  private Program eval() {
    return Program.run("eval", run.toString(), "--json");
  }

  @Test
  void eval_ofADamagedFile_namesItAndItsChecksums() throws IOException {
    assertThat(train().code()).isZero();
    assertDamaged("tokenizer.json", 4);
    assertDamaged("run.json", 4);
    assertDamaged("config.yaml", 3);
  }

  private void assertDamaged(String name, int code) throws IOException {
    byte[] whole = Files.readAllBytes(run.resolve(name));
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] = (byte) (whole[whole.length / 2] ^ 1);
    Files.write(run.resolve(name), flipped);
    Program refused = eval();
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.err()).contains(name, "restore it");
    Files.write(run.resolve(name), whole);
    assertThat(eval().code()).isZero();
  }

  @Test
  void report_ofTwoRuns_standsBesideThem() throws IOException {
    assertThat(train().code()).isZero();
    Path other = run.resolveSibling("other");
    Program trained = Program.run("train", config.toString(), "--out", other.toString());
    assertThat(trained.code()).as(trained.err()).isZero();
    Program report = Program.run("report", run.toString(), other.toString());
    assertThat(report.code()).as(report.err()).isZero();
    assertThat(run.resolveSibling("runs.md")).content().startsWith("# 2 runs\n");
    assertThat(run.resolveSibling("runs.html")).content().contains("2 training runs");
    Program missing = Program.run("report", run.toString(), run + "-none");
    assertThat(missing.code()).isEqualTo(4);
  }

  @Test
  void report_ofAStudysRuns_standsBesideTheStudy() throws IOException {
    assertThat(train().code()).isZero();
    Path other = run.resolveSibling("other");
    assertThat(Program.run("train", config.toString(), "--out", other.toString()).code()).isZero();
    Path study = Files.createDirectory(run.resolveSibling("study"));
    Files.createFile(study.resolve("journal.sqlite"));
    Path chosen = Files.move(run, study.resolve("chosen"));
    Program report = Program.run("report", chosen.toString(), other.toString());
    assertThat(report.code()).as(report.err()).isZero();
    assertThat(study.resolveSibling("runs.html")).isRegularFile();
    assertThat(study).isDirectoryNotContaining("glob:**runs.*");
  }

  @Test
  void train_acceptChangesAlone_isAUsageError() {
    Program train = train("--accept-changes");
    assertThat(train.code()).isEqualTo(2);
    assertThat(train.err()).contains("--accept-changes needs --resume; give both, or neither");
  }

  @Test
  void report_ofADivergedRun_isWritten() throws IOException {
    Program diverged =
        train("--set", "optimizer.learning_rate.peak=1e12", "--set", "optimizer.clip=null");
    assertThat(diverged.code()).isEqualTo(5);
    String step = diverged.err().replaceAll("(?s).*diverged at step (\\d+).*", "$1");
    String said = "Diverged at step " + step + ".";
    assertThat(run.resolve("report.md")).content().contains(said);
    Files.delete(run.resolve("report.md"));
    Program report = Program.run("report", run.toString());
    assertThat(report.code()).as(report.err()).isZero();
    assertThat(run.resolve("report.md")).content().contains(said);
    assertThat(run.resolve("report.html")).content().contains("\"ended\":\"" + said);

    Files.writeString(
        run.resolve("metrics.jsonl"),
        Files.readString(run.resolve("metrics.jsonl"))
            .replaceAll("\"weight_norm\":[^,}]+", "\"weight_norm\":null"));
    report = Program.run("report", run.toString(), "--out", run + "/again.md");
    assertThat(report.code()).as(report.err()).isZero();
    assertThat(run.resolve("again.md")).content().contains("## Training");
  }

  @Test
  void report_ofDamagedFiles_leavesThemOutAndNamesThem() throws IOException {
    assertThat(train().code()).isZero();
    for (String name : List.of("plan.json", "metrics.jsonl")) {
      byte[] whole = Files.readAllBytes(run.resolve(name));
      byte[] flipped = whole.clone();
      flipped[whole.length / 3] = (byte) (whole[whole.length / 3] ^ 4);
      Files.write(run.resolve(name), flipped);
      Program report = Program.run("report", run.toString());
      assertThat(report.code()).as(report.err()).isZero();
      assertThat(report.err()).contains("the report shows no", name, "restore it");
      Files.write(run.resolve(name), whole);
    }
    assertThat(Program.run("report", run.toString()).err()).doesNotContain("shows no");
  }

  @Test
  void train_oneStep_trains() {
    JsonNode one = json(train("--json", "--set", "train.steps=1"));
    run = folder.resolve("still");
    String still = "optimizer.learning_rate.peak=1e-30";
    JsonNode none = json(train("--json", "--set", "train.steps=1", "--set", still));
    assertThat(one.at("/train_nll").asDouble()).isLessThan(none.at("/train_nll").asDouble());
  }

  @Test
  void train_earlyStoppingWithoutAValidationSplit_isAnErrorOfTheConfig() {
    Program refused =
        train("--set", "data.split.validation=0", "--set", "train.early_stopping={patience: 2}");
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("train.early_stopping", "data.split.validation");
    assertThat(run.resolve("config.yaml")).doesNotExist();
  }

  @Test
  void eval_textThatIsAFolder_isReadAsDataFilesAre() throws IOException {
    assertThat(train().code()).isZero();
    Path texts = Files.createDirectories(folder.resolve("texts"));
    Files.writeString(texts.resolve("a.txt"), "one\ntwo\n");
    Files.writeString(texts.resolve("b.txt"), "three\n");
    JsonNode scored = json(Program.run("eval", run.toString(), texts.toString(), "--json"));
    assertThat(scored.at("/documents").asInt()).isEqualTo(3);
  }

  /** 70 of 100 lines are the training split: 20 are held out for validation, 10 for the test. */
  @Test
  void eval_ofTheTextItWasTrainedOn_warns() throws IOException {
    assertThat(train().code()).isZero();
    String text = folder.resolve("text.txt").toString();
    JsonNode report = json(Program.run("eval", run.toString(), text, "--json"));
    assertThat(report.path("warnings").toString())
        .contains("was trained on 70 of the 100 documents of this text");
    String shown = Program.run("eval", run.toString(), text).out();
    assertThat(shown).contains("nll (negative log-likelihood)");
    assertThat(shown.lines()).allMatch(line -> line.length() <= 100);
    Path other = Files.writeString(folder.resolve("other.txt"), "another line\nand one more\n");
    JsonNode heldOut = json(Program.run("eval", run.toString(), other.toString(), "--json"));
    assertThat(heldOut.path("warnings")).isEmpty();
  }

  @Test
  void eval_ofATextThatWasMoved_asksForItBack() throws IOException {
    assertThat(train().code()).isZero();
    Files.move(folder.resolve("text.txt"), folder.resolve("elsewhere"));
    Program refused = Program.run("eval", run.toString());
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err())
        .contains(
            "/text.txt: this file or folder does not exist; move it back, or give its new place")
        .doesNotContain(" in " + run);
  }

  @Test
  void evalAndReport_ofAConfig_nameTheRunsFolder() {
    for (String command : List.of("eval", "report")) {
      Program refused = Program.run(command, config.toString());
      assertThat(refused.code()).isEqualTo(4);
      assertThat(refused.err())
          .contains("small.yaml is a file; name a run's folder, such as models/small");
    }
  }

  @Test
  void report_withASetting_refusesIt() {
    assertThat(train().code()).isZero();
    Program refused = Program.run("report", run.toString(), "--set", "train.steps=1");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("--set train.steps=1 would change nothing", "leave it out");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void train_whereNoFolderCanBeMade_isRefusedAtOnce() {
    run = Path.of("/proc/x");
    Program refused = train();
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .startsWith("isotope: /proc/x cannot be made: ")
        .doesNotContain("Exception", "memory:");
  }

  @Test
  void eval_missingText_isLookedForInTheWorkingDirectory() {
    assertThat(train().code()).isZero();
    Program refused = Program.run("eval", run.toString(), "no-such-text.txt");
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err())
        .contains(
            "no-such-text.txt: this file or folder does not exist",
            Path.of("").toAbsolutePath().toString())
        .doesNotContain(run.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--per-token", "--per-document"})
  void eval_tableWhereAnotherFileLies_isRefusedAndLeavesIt(String option) throws IOException {
    assertThat(train().code()).isZero();
    for (String name : List.of("text.txt", "run/config.yaml", "run/checkpoints/last")) {
      Path file = folder.resolve(name);
      byte[] before = Files.readAllBytes(file);
      Program refused = Program.run("eval", run.toString(), option, file.toString());
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains(name, "is not a table of scores", "name another file");
      assertThat(file).hasBinaryContent(before);
    }
    Program intoFolder = Program.run("eval", run.toString(), option, folder.toString());
    assertThat(intoFolder.code()).isEqualTo(1);
    assertThat(intoFolder.err()).contains("is a folder");
  }

  @Test
  void eval_tableWhereATableLies_replacesIt() throws IOException {
    assertThat(train().code()).isZero();
    Path table = folder.resolve("scores.tsv");
    Path empty = Files.createFile(folder.resolve("empty.tsv"));
    String[] words = {
      "eval", run.toString(), "--per-token", table.toString(), "--per-document", empty.toString()
    };
    assertThat(Program.run(words).code()).isZero();
    String first = Files.readString(table);
    Files.writeString(table, first.substring(0, first.length() / 2));
    assertThat(Program.run(words).code()).isZero();
    assertThat(table).hasContent(first);
    assertThat(empty).content().startsWith("document\ttokens\t");
  }

  @Test
  void eval_tableThatIsItsTextOrTwoTables_isRefused() throws IOException {
    assertThat(train().code()).isZero();
    String table = folder.resolve("scores.tsv").toString();
    assertThat(Program.run("eval", run.toString(), "--per-token", table).code()).isZero();
    String before = Files.readString(Path.of(table));
    Program ofItself = Program.run("eval", run.toString(), table, "--per-token", table);
    assertThat(ofItself.code()).isEqualTo(1);
    assertThat(ofItself.err()).contains("is a text to evaluate");
    Program twice =
        Program.run("eval", run.toString(), "--per-token", table, "--per-document", table);
    assertThat(twice.code()).isEqualTo(2);
    assertThat(twice.err()).contains("both name", table);
    assertThat(Path.of(table)).hasContent(before);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void eval_tableOnAFullDevice_namesIt() {
    assertThat(train().code()).isZero();
    Program full = Program.run("eval", run.toString(), "--per-token", "/dev/full");
    assertThat(full.code()).isEqualTo(1);
    assertThat(full.err()).isEqualTo("isotope: /dev/full: No space left on device\n");
  }

  @Test
  void out_thatIsEmpty_isAUsageErrorOfEveryCommand() {
    assertThat(train().code()).isZero();
    String text = folder.resolve("text.txt").toString();
    for (List<String> words :
        List.of(
            List.of("train", config.toString()),
            List.of("export", run.toString(), "--to", "safetensors"),
            List.of("tokenizer", "train", text),
            List.of("report", run.toString()))) {
      List<String> call = new ArrayList<>(words);
      call.addAll(List.of("--out", ""));
      Program refused = Program.run(call.toArray(String[]::new));
      assertThat(refused.code()).as(call.toString()).isEqualTo(2);
      assertThat(refused.err()).contains("--out is empty");
    }
  }

  @Test
  void eval_runJsonOfAnotherContent_saysWhatItIsNot() throws IOException {
    assertThat(train().code()).isZero();
    Files.writeString(run.resolve("run.json"), "{}");
    assertThat(eval().err()).contains("run.json: is damaged: it does not hold what a run writes");
    Files.writeString(run.resolve("run.json"), "{\"format\": ");
    assertThat(eval().err()).contains("run.json: is damaged: it is not JSON, or it is cut short");
  }

  @Test
  void report_whereAnotherFileLies_isRefusedAndLeavesIt() throws IOException {
    assertThat(train().code()).isZero();
    Path notes = Files.writeString(folder.resolve("README.md"), "# My notes\n");
    Program refused = Program.run("report", run.toString(), "--out", notes.toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("README.md: exists and is not a report");
    assertThat(notes).hasContent("# My notes\n");
    for (String name : List.of("a.md", "a.html")) {
      String out = folder.resolve(name).toString();
      assertThat(Program.run("report", run.toString(), "--out", out).code()).isZero();
      assertThat(Program.run("report", run.toString(), "--out", out).code()).as(name).isZero();
    }
  }
}
