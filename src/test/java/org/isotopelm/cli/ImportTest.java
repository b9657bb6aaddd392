package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Runs of models that were not trained in them. */
class ImportTest {
  private static final String CONFIG =
      """
      data: {files: [text.txt], split: {validation: 0.2, test: 0.2, seed: 1}}
      tokenizer: {kind: byte}
      model: {kind: gpt, layers: 1, heads: 2, key_value_heads: 1, width: 16, context: 32, norm: rms,
              positions: rotary, feed_forward: swiglu, biases: false, tied: false}
      train: {steps: 10, batch: 8, seed: 3}
      engine: {products: java}
      """;

  @TempDir static Path folder;
  private static Path run;
  private static Path exported;

  @BeforeAll
  static void trainAndExport() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 60; line++) {
      text.append("line ").append(line * line).append("\n\n");
    }
    Files.writeString(folder.resolve("text.txt"), text);
    Files.writeString(folder.resolve("held.txt"), "line 7\n\nline 8 and more\n\nnothing\n");
    Files.writeString(folder.resolve("small.yaml"), CONFIG);
    run = folder.resolve("run");
    exported = folder.resolve("hf");
    done("train", folder.resolve("small.yaml").toString(), "--out", run.toString());
    done("export", run.toString(), "--to", "huggingface", "--out", exported.toString());
  }

  private static Program done(String... words) {
    Program program = Program.run(words);
    assertThat(program.code()).as(program.err()).isZero();
    return program;
  }

  private static JsonNode eval(Path run) {
    Program program = done("eval", run.toString(), folder.resolve("held.txt").toString(), "--json");
    return Json.mapper().readTree(program.out());
  }

  private static Path imported(Path from, String name, String... options) {
    Path out = folder.resolve(name);
    String[] words =
        Stream.concat(
                Stream.of("import", from.toString(), "--out", out.toString()), Stream.of(options))
            .toArray(String[]::new);
    done(words);
    return out;
  }

  @Test
  void import_whatWasExported_hasTheSameNllAndServesAsARun() {
    Path back = imported(exported, "back");
    assertThat(eval(back).path("nll").asDouble())
        .isCloseTo(eval(run).path("nll").asDouble(), within(1e-9));
    assertThat(eval(back).path("tokens").asInt()).isEqualTo(6 + 15 + 7 + 3);
    assertThat(done("sample", back.toString(), "--tokens", "9", "--seed", "5").out()).isNotBlank();
    done("export", back.toString(), "--to", "huggingface", "--out", folder.resolve("2").toString());
    assertThat(folder.resolve("2/model.safetensors"))
        .hasSameBinaryContentAs(exported.resolve("model.safetensors"));
    done(
        "train",
        folder.resolve("small.yaml").toString(),
        "--out",
        folder.resolve("further").toString(),
        "--set",
        "train.from=" + back,
        "--set",
        "train.steps=2");
  }

  @Test
  void import_modelWithAnotherBos_beginsDocumentsWithIt() throws IOException {
    Path other = folder.resolve("bos");
    done("export", run.toString(), "--to", "huggingface", "--out", other.toString());
    Path config = other.resolve("config.json");
    String changed =
        Files.readString(config).replaceFirst("\"bos_token_id\" : \\d+", "\"bos_token_id\" : 65");
    Files.writeString(config, changed);
    Path back = imported(other, "bos-back");
    assertThat(back.resolve("config.yaml")).content().contains("begin: 65");
    assertThat(eval(back).path("nll").asDouble())
        .isNotCloseTo(eval(run).path("nll").asDouble(), within(1e-6));
    // The proof codes with a reader what the scores say of whole documents.
    done("eval", back.toString(), folder.resolve("held.txt").toString(), "--prove");
    Path again = folder.resolve("bos-again");
    done("export", back.toString(), "--to", "huggingface", "--out", again.toString());
    assertThat(again.resolve("config.json")).hasContent(changed);
  }

  @Test
  void eval_afterAKillInTheMiddleOfAnImport_findsTheEarlierRun() throws IOException {
    Path back = imported(exported, "killed");
    double nll = eval(back).path("nll").asDouble();
    // Linux has no process of this number.
    Path left = Files.createDirectories(folder.resolve(".killed.4194305-1f.tmp"));
    Files.createFile(left.resolve("lock"));
    Files.move(back, left.resolve("old"));
    Files.createDirectory(left.resolve("new"));
    assertThat(eval(back).path("nll").asDouble()).isEqualTo(nll);
    assertThat(left).doesNotExist();
  }

  @Test
  void import_overARunBehindALink_replacesItAndKeepsTheLink() throws IOException {
    Path real = imported(exported, "real");
    Files.writeString(real.resolve("report.html"), "of the old run");
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    imported(exported, "link", "--force");
    assertThat(link).isSymbolicLink();
    assertThat(real.resolve("run.json")).isRegularFile();
    assertThat(real.resolve("report.html")).doesNotExist();
    try (Stream<Path> beside = Files.list(folder)) {
      assertThat(beside.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".real.") || name.startsWith(".link."));
    }
  }

  @Test
  void export_overAFileOfTheRun_isRefused() throws IOException {
    byte[] before = Files.readAllBytes(run.resolve("tokenizer.json"));
    for (String inside : List.of("tokenizer.json", "checkpoints/best/model.safetensors", "new")) {
      Program export =
          Program.run(
              "export",
              run.toString(),
              "--to",
              "safetensors",
              "--out",
              run.resolve(inside).toString(),
              "--force");
      assertThat(export.code()).as(inside).isEqualTo(1);
      assertThat(export.err()).contains("which holds a run");
    }
    assertThat(run.resolve("tokenizer.json")).hasBinaryContent(before);
    assertThat(run.resolve("new")).doesNotExist();
  }

  @Test
  void export_intoTheRunsFolderForExports_isAllowed() {
    Path own = imported(exported, "with-exports");
    done("export", own.toString(), "--to", "onnx");
    Path file = own.resolve("export/deep/model.safetensors");
    done("export", own.toString(), "--to", "safetensors", "--out", file.toString());
    assertThat(own.resolve("export/model.onnx")).isRegularFile();
    assertThat(file).isRegularFile();
  }

  @Test
  void import_halfPrecision_isNearTheModel() {
    Path half = folder.resolve("half");
    done(
        "export",
        run.toString(),
        "--to",
        "huggingface",
        "--type",
        "bf16",
        "--out",
        half.toString());
    assertThat(eval(imported(half, "half-back")).path("nll").asDouble())
        .isCloseTo(eval(run).path("nll").asDouble(), within(0.02));
  }

  @Test
  void import_arpa_isTheCountedModel() {
    // KenLM's model of the garden text; -log10 of p(the | <s>) and so on are in the file.
    Path run = imported(Path.of("src/test/resources/golden/ngram/garden3.arpa"), "grams");
    JsonNode eval =
        Json.mapper()
            .readTree(
                done("eval", run.toString(), "src/test/resources/golden/ngram/held.txt", "--json")
                    .out());
    assertThat(eval.path("tokens").asInt()).isPositive();
    assertThat(eval.path("nll").asDouble()).isBetween(0.5, 10.0);
    done("export", run.toString(), "--to", "arpa", "--out", folder.resolve("g.arpa").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "eval RUN",
    "eval RUN --dynamic",
    "train RUN/config.yaml --out OUT",
    "report RUN --out OUT",
    "mix RUN --cache 5 --out OUT",
    "advise RUN --data 4x"
  })
  void command_thatNeedsAText_saysThatTheRunHasNone(String command) {
    Path back = imported(exported, "none", "--force");
    Program program =
        Program.run(
            command
                .replace("RUN", back.toString())
                .replace("OUT", folder.resolve("x").toString())
                .split(" ", -1));
    assertThat(program.err()).contains("was imported and has no text of its own");
    assertThat(program.code()).isEqualTo(4);
  }

  @Test
  void import_ofAFolderWithoutAModel_saysWhatIsMissing() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path out = folder.resolve("of-nothing");
    Program refused = Program.run("import", empty.toString(), "--out", out.toString());
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err()).contains("empty: holds no config.json; name a folder");
    assertThat(out).doesNotExist();
  }

  @Test
  void import_existingRun_needsForce() throws IOException {
    Path out = imported(exported, "twice");
    Program refused = Program.run("import", exported.toString(), "--out", out.toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("already holds a run", "--force", "--out");
    imported(exported, "twice", "--force");
    Files.writeString(out.resolve("thesis.tex"), "years");
    Program stranger =
        Program.run("import", exported.toString(), "--out", out.toString(), "--force");
    assertThat(stranger.code()).isEqualTo(1);
    assertThat(out.resolve("thesis.tex")).hasContent("years");
  }

  @Test
  void import_brokenModel_leavesNothing() throws IOException {
    Path broken = Files.createDirectories(folder.resolve("broken"));
    for (String file : new String[] {"model.safetensors", "tokenizer.json", "config.json"}) {
      Files.write(broken.resolve(file), Files.readAllBytes(exported.resolve(file)));
    }
    String config = Files.readString(broken.resolve("config.json"));
    Files.writeString(broken.resolve("config.json"), config.replace("\"silu\"", "\"relu\""));
    Path out = folder.resolve("from-broken/run");
    Program refused = Program.run("import", broken.toString(), "--out", out.toString());
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err()).contains("config.json").contains("hidden_act").contains("relu");
    assertThat(out.getParent()).doesNotExist();
    assertThat(Program.run("import", run.toString(), "--out", out.toString()).err())
        .contains("is a run of Isotope already");
    assertThat(Program.run("import", folder.resolve("no").toString()).err())
        .contains("does not exist");
  }
}
