package org.isotopelm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code compress} and {@code decompress} with small networks. */
class CompressCommandTest {
  private static final String TEXT = "to be, or not to be:\r\n that is the question\ufeff 汉字";

  @TempDir Path folder;
  private Path run;
  private Path file;
  private Path packed;

  @BeforeEach
  void writeText() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 60; line++) {
      text.append("line ").append(line * line).append(" of the text\n");
    }
    Files.writeString(folder.resolve("text.txt"), text);
    run = folder.resolve("run");
    file = Files.writeString(folder.resolve("some.txt"), TEXT);
    packed = folder.resolve("some.txt.isotope");
  }

  private void train(String model, String seed) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("small.yaml"),
            """
            data: {files: [text.txt], documents: line, split: {validation: 0.2, test: 0.1, seed: 1}}
            tokenizer: {kind: byte}
            model: %s
            train: {steps: 10, batch: 8, seed: %s}
            optimizer: {kind: adamw, learning_rate: {peak: 1e-2}, decay: [{group: all, lambda: 0.1}]}
            """
                .formatted(model, seed));
    Program trained = Program.run("train", config.toString(), "--out", run.toString(), "--force");
    assertThat(trained.code()).as(trained.err()).isZero();
  }

  private void train() throws IOException {
    train("{kind: mlp, context: 3, embedding: 8, hidden: [16]}", "3");
  }

  private Program compress(String... more) {
    return run(Stream.concat(Stream.of("compress", run.toString()), Arrays.stream(more)));
  }

  private Program decompress(String... more) {
    return run(Stream.concat(Stream.of("decompress", run.toString()), Arrays.stream(more)));
  }

  private static Program run(Stream<String> words) {
    return Program.run(words.toArray(String[]::new));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void compress_aFile_andBack_withDefaultNames() throws IOException {
    train();
    Program done = compress(file.toString(), "--json");
    assertThat(done.code()).as(done.err()).isZero();
    JsonNode report = Json.mapper().readTree(done.bytes());
    long size = Files.size(packed);
    int length = TEXT.getBytes(UTF_8).length;
    assertThat(report.path("bytes_in").asLong()).isEqualTo(length);
    assertThat(report.path("bytes_out").asLong()).isEqualTo(size);
    assertThat(report.path("bits_per_byte").asDouble()).isEqualTo(8.0 * size / length);
    double ideal = report.path("ideal_bits_per_byte").asDouble() * length;
    assertThat(8 * size - ideal).isBetween(0.0, 8.0 * 128);
    long tokens = report.path("token_bytes").asLong();
    assertThat(8 * tokens - ideal).isBetween(-16.0, 64.0);
    assertThat(report.path("other_bytes").asLong()).isZero();
    assertThat(report.path("header_bytes").asLong()).isEqualTo(size - tokens);
    Files.delete(file);
    assertThat(decompress(packed.toString()).code()).isZero();
    assertThat(file).hasContent(TEXT);
  }

  @Test
  void compress_fromAndToAPipe_givesTheSameBytes() throws IOException {
    train();
    assertThat(compress(file.toString()).code()).isZero();
    byte[] text = TEXT.getBytes(UTF_8);
    Program piped = Program.withInput(text, "compress", run.toString(), "-");
    assertThat(piped.bytes()).isEqualTo(Files.readAllBytes(packed));
    Program back = Program.withInput(piped.bytes(), "decompress", run.toString(), "-");
    assertThat(back.bytes()).isEqualTo(text);
    assertThat(Program.withInput(text, "compress", run.toString(), "-", "--json").code())
        .isEqualTo(2);
  }

  @Test
  void decompress_ofDamagedFilesOrAnotherModel_isRefusedAndLeavesNothing() throws IOException {
    train();
    assertThat(compress(file.toString()).code()).isZero();
    Files.delete(file);
    byte[] whole = Files.readAllBytes(packed);
    byte[] flipped = whole.clone();
    flipped[60] ^= 1;
    for (byte[] bad :
        List.of(flipped, Arrays.copyOf(whole, 50), new byte[0], TEXT.getBytes(UTF_8))) {
      Files.write(packed, bad);
      assertRefused(packed.toString());
    }
    Files.write(packed, whole);
    train("{kind: mlp, context: 3, embedding: 8, hidden: [16]}", "4");
    assertRefused("another model");
  }

  private void assertRefused(String reason) throws IOException {
    List<String> before = files();
    Program refused = decompress(packed.toString());
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err()).contains(reason).doesNotContain("Exception");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void compressAndDecompress_whereAnotherFileLies_leaveIt() throws IOException {
    train();
    Files.writeString(packed, "a letter");
    assertThat(compress(file.toString()).code()).isEqualTo(1);
    assertThat(packed).hasContent("a letter");
    assertThat(compress(file.toString(), "--out", file.toString()).code()).isNotZero();
    Files.delete(packed);
    assertThat(compress(file.toString()).code()).isZero();
    Files.writeString(file, "changed since");
    byte[] first = Files.readAllBytes(packed);
    Program again = compress(file.toString());
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("exists and is not to be replaced without --force");
    assertThat(packed).hasBinaryContent(first);
    assertThat(decompress(packed.toString()).code()).isEqualTo(1);
    assertThat(file).hasContent("changed since");
    assertThat(decompress(packed.toString(), "--force").code()).isZero();
    assertThat(file).hasContent(TEXT);
    assertThat(compress(file.toString(), "--force").code()).isZero();
    assertThat(compress(folder.resolve("none.txt").toString()).code()).isEqualTo(4);
    Program ofAFolder = compress(folder.toString(), "--out", folder.resolve("x").toString());
    assertThat(ofAFolder.code()).isEqualTo(4);
    assertThat(ofAFolder.err()).contains(folder + ": is a folder; name a file");
    Files.move(packed, folder.resolve("nameless"));
    assertThat(decompress(folder.resolve("nameless").toString()).code()).isEqualTo(2);
  }

  @Test
  void compress_ofAnEmptyFile_namesNoShares() throws IOException {
    train();
    Files.write(file, new byte[0]);
    Program done = compress(file.toString());
    assertThat(done.out().strip()).endsWith("bytes from 0");
    assertThat(decompress(packed.toString()).code()).isZero();
    assertThat(file).isEmptyFile();
  }

  @Test
  void compress_withWords_statesTokensAndTheRestApart() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("words.yaml"),
            """
            data: {files: [text.txt], documents: line, split: {validation: 0.2, test: 0.1, seed: 1}}
            tokenizer: {kind: word}
            model: {kind: ngram, order: 2}
            """);
    Program trained = Program.run("train", config.toString(), "--out", run.toString());
    assertThat(trained.code()).as(trained.err()).isZero();
    JsonNode report = Json.mapper().readTree(compress(file.toString(), "--json").bytes());
    long tokens = report.path("token_bytes").asLong();
    long others = report.path("other_bytes").asLong();
    assertThat(others).isPositive();
    assertThat(tokens + others + report.path("header_bytes").asLong())
        .isEqualTo(report.path("bytes_out").asLong());
    Program told = compress(file.toString(), "--force");
    assertThat(told.out())
        .contains("tokens: " + tokens + " bytes; the model's probabilities ask for ")
        .contains("white space and unknown words: " + others + " bytes");
  }

  @Test
  void compress_interrupted_writesNothing() throws IOException {
    train();
    List<String> before = files();
    Program stopped = Program.interrupted("compress", run.toString(), file.toString());
    assertThat(stopped.code()).isEqualTo(130);
    assertThat(files()).isEqualTo(before);
  }

  /** Other vectors, compiler and threads give the same bits. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: mlp, context: 3, embedding: 9, hidden: [17]}",
        "{kind: gpt, layers: 1, heads: 2, width: 18, context: 12}",
        "{kind: lstm, layers: 1, width: 17, embedding: 17, context: 8}"
      })
  void compress_inAProcessWithOtherVectors_givesTheSameFile(String model) throws Exception {
    train(model, "3");
    assertThat(compress(file.toString()).code()).isZero();
    List<String> flags =
        model.contains("gpt")
            ? List.of(
                "-XX:MaxVectorSize=16", "-XX:TieredStopAtLevel=1", "-XX:ActiveProcessorCount=1")
            : List.of("-XX:MaxVectorSize=16");
    for (String flag : flags) {
      Path there = folder.resolve("there.isotope");
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  flag,
                  "--add-modules=jdk.incubator.vector",
                  "--enable-native-access=ALL-UNNAMED",
                  "-Disotope.home=" + Path.of("").toAbsolutePath(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName()));
      command.addAll(
          List.of("compress", run.toString(), file.toString(), "--out", there.toString()));
      Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(child.getInputStream().readAllBytes(), UTF_8);
      assertThat(child.waitFor()).as(said).isZero();
      assertThat(there).as(flag).hasSameBinaryContentAs(packed);
      Files.delete(there);
    }
  }
}
