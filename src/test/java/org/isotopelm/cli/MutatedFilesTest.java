package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Files that other programs may have written, with faults: each is read, or refused in words that
 * name the file, in little time and little memory, and nothing is left of what it would have made.
 *
 * <p>{@code -Dfuzz.mutations=10000} tries more and prints what the errors say.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutatedFilesTest {
  private static final int USUAL = 25;

  /** Far above what a sound file needs, far below what a length in it could ask for. */
  private static final long MOST_BYTES = 64_000_000;

  private static final long MOST_SECONDS = 30;

  /** What no message may hold. */
  private static final String[] FOR_PROGRAMMERS = {
    "Exception", "unexpected error", "\tat ", "java.", "jackson", "JsonToken", "StreamRead"
  };

  private static final String CONFIG =
      """
      data: {files: [text.txt], documents: line, split: {validation: 0.2, test: 0, seed: 1}}
      tokenizer: {kind: bpe, vocabulary: 300}
      model: {kind: gpt, layers: 1, heads: 2, width: 8, context: 16}
      train: {steps: 2, batch: 2, shards: 1}
      """;

  private static final String COUNTED =
      """
      data: {files: [text.txt], documents: line, split: {validation: 0.2, test: 0, seed: 1}}
      tokenizer: {kind: word, words: whitespace}
      model: {kind: ngram, order: 3}
      """;

  private final ExecutorService reading = Executors.newSingleThreadExecutor();
  private final int mutations = Integer.getInteger("fuzz.mutations", USUAL);
  private final Map<String, Integer> errors = new TreeMap<>();

  @TempDir static Path folder;

  @BeforeAll
  void write() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 60; line++) {
      text.append("line ").append(line * line % 97).append(" of a text, the ").append(line);
      text.append("th\n");
    }
    Files.writeString(folder.resolve("text.txt"), text);
    Files.writeString(folder.resolve("gpt.yaml"), CONFIG);
    Files.writeString(folder.resolve("grams.yaml"), COUNTED);
  }

  @AfterAll
  void close() {
    reading.shutdownNow();
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kind: byte", "kind: char", "kind: word", "kind: bpe, vocabulary: 300"})
  void encode_withAMutatedTokenizer(String kind) throws Exception {
    String set = "tokenizer={" + kind + "}";
    done("tokenizer", "train", at("text.txt"), "--out", at("tokenizer.json"), "--set", set);
    Path file = folder.resolve("tokenizer.json");
    mutate(
        file, "tokenizer.json of " + kind, "tokenizer", "encode", file.toString(), at("text.txt"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama3", "llama2", "unigram", "bert"})
  void encode_withAMutatedTokenizerOfAnotherProgram(String shape) throws Exception {
    JsonNode golden =
        Json.mapper().readTree(Path.of("src/test/resources/golden/tokenizers.json").toFile());
    Path file = folder.resolve("tokenizer.json");
    Files.writeString(file, golden.path("tokenizers").path(shape).path("file").toString());
    mutate(
        file, "tokenizer.json of " + shape, "tokenizer", "encode", file.toString(), at("text.txt"));
  }

  @Test
  void info_ofMutatedRanks() throws Exception {
    StringBuilder ranks = new StringBuilder();
    for (int b = 0; b < 256; b++) {
      ranks.append(rank(new byte[] {(byte) b}, b));
    }
    ranks.append(rank("th".getBytes(StandardCharsets.UTF_8), 256));
    ranks.append(rank("the".getBytes(StandardCharsets.UTF_8), 257));
    Path file = Files.writeString(folder.resolve("ranks.tiktoken"), ranks);
    mutate(file, "ranks.tiktoken", "tokenizer", "info", file.toString());
  }

  private static String rank(byte[] token, int rank) {
    return Base64.getEncoder().encodeToString(token) + " " + rank + "\n";
  }

  @ParameterizedTest
  @ValueSource(strings = {"bpe-bytes", "bpe-rules", "unigram-bytes", "unigram-rules"})
  void info_ofAMutatedSentencePieceModel(String sample) throws Exception {
    Path file = folder.resolve(sample + ".model");
    Path sound = Path.of("src/test/resources/golden/sentencepiece").resolve(file.getFileName());
    Files.copy(sound, file);
    mutate(file, sample + ".model", "tokenizer", "info", file.toString());
  }

  @Test
  void import_ofAMutatedArpaFile() throws Exception {
    done("train", at("grams.yaml"), "--out", at("grams"));
    done("export", at("grams"), "--to", "arpa", "--out", at("grams.arpa"));
    mutate(folder.resolve("grams.arpa"), "ARPA", "import", at("grams.arpa"), "--out", at("run"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors"})
  void import_ofAMutatedFolder(String file) throws Exception {
    train();
    mutate(folder.resolve("hf").resolve(file), file, "import", at("hf"), "--out", at("run"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run.json",
        "tokenizer.json",
        "checkpoints/step-2/manifest.json",
        "checkpoints/step-2/model.safetensors"
      })
  void eval_ofAMutatedRun(String file) throws Exception {
    train();
    mutate(
        folder.resolve("gpt").resolve(file),
        file + " of a run",
        "eval",
        at("gpt"),
        at("text.txt"),
        "--checkpoint",
        "last");
  }

  private void train() {
    if (Files.notExists(folder.resolve("gpt"))) {
      done("train", at("gpt.yaml"), "--out", at("gpt"));
      done("export", at("gpt"), "--to", "huggingface", "--out", at("hf"));
    }
  }

  private static void done(String... command) {
    Program program = Program.run(command);
    assertThat(program.code()).as(program.err()).isZero();
  }

  /** Runs the command on every mutation of the file, and on the file as it is. */
  private void mutate(Path file, String what, String... command) throws Exception {
    byte[] whole = Files.readAllBytes(file);
    Path made = folder.resolve("run");
    List<String> wrong = new ArrayList<>();
    int refused = 0;
    errors.clear();
    try {
      for (long number = 0; number <= mutations; number++) {
        Files.write(file, number == 0 ? whole : mutated(file, whole, number));
        Program program = within(what + ", mutation " + number, command);
        if (!isRight(program, number, file) || (program.code() != 0 && Files.exists(made))) {
          wrong.add("mutation " + number + ": exit " + program.code() + ", " + program.err());
        }
        if (program.code() != 0) {
          refused++;
          errors.merge(shape(program.err()), 1, Integer::sum);
        }
        Damage.deleteIfExists(made);
      }
    } finally {
      Files.write(file, whole);
    }
    tell(what, refused, wrong.size());
    assertThat(wrong).as(what).isEmpty();
    // Only one field of a tokenizer_config.json is read.
    int least = file.endsWith("tokenizer_config.json") ? mutations / 100 : mutations / 4;
    assertThat(refused).as(what).isGreaterThanOrEqualTo(least);
  }

  /** The sound file is read; another is read, or refused by a message that says where. */
  private static boolean isRight(Program program, long number, Path file) {
    if (program.code() == 0) {
      return true;
    }
    String place = String.valueOf(file.getParent());
    return number > 0
        && program.code() == 4
        && program.err().contains(place)
        && Arrays.stream(FOR_PROGRAMMERS).noneMatch(program.err()::contains);
  }

  /** Of JSON, every second mutation changes what it says, and not only its bytes. */
  private static byte[] mutated(Path file, byte[] whole, long number) {
    String name = file.toString();
    if (number % 2 == 0 && name.endsWith(".json")) {
      return JsonMutation.of(whole, number);
    }
    return number % 2 == 0 && name.endsWith(".safetensors")
        ? JsonMutation.ofHeader(whole, number)
        : Mutation.of(whole, number);
  }

  /** In a thread of its own, whose time and allocations are limited. */
  private Program within(String what, String... command) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] allocated = new long[1];
    try {
      Program program =
          reading
              .submit(
                  () -> {
                    long before = threads.getCurrentThreadAllocatedBytes();
                    Program run = Program.run(command);
                    allocated[0] = threads.getCurrentThreadAllocatedBytes() - before;
                    return run;
                  })
              .get(MOST_SECONDS, TimeUnit.SECONDS);
      assertThat(allocated[0]).as(what + ": bytes").isLessThan(MOST_BYTES);
      return program;
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(what + ": " + e, e);
    }
  }

  /** An error without its numbers and quotations. */
  private String shape(String error) {
    return error
        .strip()
        .replace(folder.toString(), "")
        .replaceAll("(?s)\".*\"", "\"…\"")
        .replaceAll("(is not JSON)[^\n]*", "$1")
        .replaceAll("[0-9]+", "#")
        .replaceAll("(?s)^(.{160}).*", "$1");
  }

  private void tell(String what, int refused, int wrong) {
    if (mutations > USUAL) {
      System.out.printf(
          "%s: %s mutations, %s refused, %s harmless, %s wrong%n",
          what, mutations, refused, mutations - refused, wrong);
      errors.entrySet().stream()
          .sorted((a, b) -> b.getValue() - a.getValue())
          .limit(Integer.getInteger("fuzz.errors", 12))
          .forEach(each -> System.out.printf("  %6s  %s%n", each.getValue(), each.getKey()));
    }
  }
}
