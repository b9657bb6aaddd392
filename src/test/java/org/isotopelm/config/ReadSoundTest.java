package org.isotopelm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.isotopelm.base.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run holds is read without the checks, and gives what they would let through. */
class ReadSoundTest {
  @TempDir Path folder;

  static List<Path> configs() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("configs"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private void requireSame(Config config) throws IOException {
    Path written = folder.resolve("config.yaml");
    ConfigFile.write(config, written);
    assertThat(ConfigFile.unchecked(written).map(LoadedConfig::config))
        .contains(ConfigFile.read(written, List.of()).config());
  }

  @ParameterizedTest
  @MethodSource("configs")
  void unchecked_writtenConfig_isAsIfItWereChecked(Path config) throws IOException {
    requireSame(ConfigFile.read(config, List.of()).config());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: mlp, context: 2, embedding: 4, hidden: [8]}",
        "{kind: hashed, order: 3, buckets: 2^8}",
        "{kind: lstm, embedding: 8, layers: 1, width: 8, context: 4}",
        "{kind: gpt, layers: 1, heads: 2, width: 8, context: 4, norm: rms, positions: rotary}"
      })
  void unchecked_network_isAsIfItWereChecked(String model) throws IOException {
    requireSame(new Sample().with("model", model).read(folder).config());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{kind: ngram, order: 3}", "{file: m.arpa}", "{kind: mix, runs: [a, b]}"})
  void unchecked_modelWithoutSteps_isAsIfItWereChecked(String model) throws IOException {
    String text = "data: {files: [t.txt]}\ntokenizer: {kind: byte}\nmodel: " + model;
    Path file = Files.writeString(folder.resolve("c.yaml"), text);
    requireSame(ConfigFile.read(file, List.of()).config());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: bpe, vocabulary: 300}",
        "{kind: unigram, vocabulary: 300}",
        "{kind: wordpiece, vocabulary: 300}",
        "{kind: word, vocabulary: 300}",
        "{file: tokenizer.json}"
      })
  void unchecked_tokenizer_isAsIfItWereChecked(String tokenizer) throws IOException {
    requireSame(new Sample().with("tokenizer", tokenizer).read(folder).config());
  }

  /** Another version may have had other keys. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "unheard: 1",
        "train: {steps: 10, batch: 8, unheard: 1}",
        "train: {batch: 8, steps: many}",
        "model: {kind: unheard}",
        "model: {kind: gpt, heads: 2, width: 32, context: 32}",
        "model: {kind: gpt, layers: 2, heads: 2, width: 32, context: 32, norm: unheard}",
        "optimizer: {learning_rate: {peak: 1}, decay: [{group: a, roles: [unheard], lambda: 0}]}",
        "engine: 3"
      })
  void readSound_whatThisVersionRefuses_isRefusedInTheSameWords(String line) throws IOException {
    int colon = line.indexOf(':');
    Path file = new Sample().with(line.substring(0, colon), line.substring(colon + 1)).in(folder);
    requireSameProblems(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "tokenizer"})
  void readSound_missingSection_isRefusedInTheSameWords(String section) throws IOException {
    requireSameProblems(
        Files.writeString(
            folder.resolve("c.yaml"),
            String.join(
                "\n", new Sample().text().lines().filter(l -> !l.startsWith(section)).toList())));
  }

  @Test
  void readSound_brokenYaml_isRefusedInTheSameWords() throws IOException {
    requireSameProblems(Files.writeString(folder.resolve("c.yaml"), "train: {steps: 1"));
  }

  private static void requireSameProblems(Path file) {
    ProblemException checked =
        Objects.requireNonNull(
            catchThrowableOfType(ProblemException.class, () -> ConfigFile.read(file, List.of())));
    ProblemException sound =
        Objects.requireNonNull(
            catchThrowableOfType(ProblemException.class, () -> ConfigFile.readSound(file)));
    assertThat(sound.exitCode()).isEqualTo(checked.exitCode());
    assertThat(sound.problems()).isNotEmpty().isEqualTo(checked.problems());
  }
}
