package org.isotopelm.model.ngram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NgramTableTest {
  @TempDir private Path folder;

  @Test
  void open_ofAWrittenTable_hasTheSameNodes() throws IOException {
    NgramTable table = TinyTable.of();
    NgramTable read = NgramTable.open(written("tiny.bin", bytes(table)));
    assertThat(read.sizes()).isEqualTo(table.sizes());
    assertThat(read.isDistribution()).isTrue();
    for (int node = 1; node < table.sizes().nodes(); node++) {
      assertThat(read.token(node)).isEqualTo(table.token(node));
      assertThat(read.suffix(node)).isEqualTo(table.suffix(node));
    }
    assertThat(bytes(read)).isEqualTo(bytes(table));
  }

  @Test
  void write_ofATableInAFile_writesWhatOneInMemoryDoes() throws IOException {
    NgramTableBuilder builder =
        NgramTableBuilder.inFile(
            new NgramSizes(TinyTable.VOCABULARY, List.of(4)), folder.resolve("scratch"));
    TinyTable.fill(builder);
    assertThat(bytes(builder.seal(true))).isEqualTo(bytes(TinyTable.of()));
  }

  @Test
  void open_withOneBitFlippedAnywhere_refusesTheFile() throws IOException {
    byte[] sound = bytes(TinyTable.of());
    for (int i = 0; i < sound.length; i++) {
      byte[] damaged = sound.clone();
      damaged[i] ^= (byte) (1 << i % 8);
      assertRefused(damaged);
    }
  }

  @Test
  void open_ofAFileCutAnywhereOrLengthened_refusesIt() throws IOException {
    byte[] sound = bytes(TinyTable.of());
    for (int length = 0; length < sound.length; length++) {
      assertRefused(Arrays.copyOf(sound, length));
    }
    assertRefused(Arrays.copyOf(sound, sound.length + 8));
  }

  private void assertRefused(byte[] content) throws IOException {
    Path file = written("damaged.bin", content);
    assertThatThrownBy(() -> NgramTable.open(file))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageContaining("damaged.bin: ");
    Files.delete(file);
  }

  @Test
  void open_ofALaterVersion_saysBothVersionsAndWhatToDo() throws IOException {
    byte[] later = bytes(TinyTable.of());
    ByteBuffer.wrap(later).order(ByteOrder.LITTLE_ENDIAN).putInt(16, 4);
    Path file = written("later.bin", later);
    assertThatThrownBy(() -> NgramTable.open(file))
        .hasMessageContaining(
            "version 4 of the format, and this program reads versions 2 and 3; use");
  }

  @Test
  void open_forAnotherVocabulary_saysBothSizes() throws IOException {
    Path file = written("tiny.bin", bytes(TinyTable.of()));
    assertThatThrownBy(() -> CountedModel.open(file, 5))
        .hasMessageContaining("has 4 unigrams, but the tokenizer beside it has 5 tokens");
  }

  @Test
  void find_ofChildrenOfAWideContext_findsEachAndNoOther() {
    NgramTable table = wide(50);
    int context = 1;
    for (int token = 0; token < table.sizes().vocabulary(); token++) {
      int node = table.find(context, token);
      assertThat(node).isEqualTo(token % 2 == 0 ? NgramTable.ABSENT : 102 + token / 2);
    }
  }

  /** Bigrams of token 0 before every odd token. */
  private static NgramTable wide(int children) {
    NgramTableBuilder builder =
        NgramTableBuilder.inMemory(new NgramSizes(2 * children, List.of(children)));
    int first = builder.table().sizes().begin(2);
    for (int i = 0; i < children; i++) {
      builder.set(first + i, 2 * i + 1, 2 * i + 2);
    }
    builder.setFirstChild(1, first);
    builder.finishOrder(2);
    return builder.seal(true);
  }

  @Test
  void normalise_ofANearlyCertainContext_sumsToOneWithAWeightAboveZero() {
    NgramTableBuilder builder = NgramTableBuilder.inMemory(new NgramSizes(3, List.of(1)));
    double certain = 1 - 1e-9; // no float lies between this and 1
    builder.setProbability(1, .5);
    builder.set(5, 0, 1);
    builder.setProbability(5, certain);
    builder.setFirstChild(2, 5);
    builder.finishOrder(2);
    builder.normalise(2, .5, (1 - certain) / .5);
    NgramTable table = builder.seal(true);
    assertThat(table.backoff(2)).isPositive().isLessThan(1e-6);
    assertThat(table.probability(5) + table.backoff(2) * .5).isEqualTo(1, within(1e-15));
  }

  @Test
  void normalise_ofAContextBeforeEveryToken_carriesRoundingErrorsOn() {
    int vocabulary = 3;
    NgramTableBuilder builder = NgramTableBuilder.inMemory(new NgramSizes(vocabulary, List.of(3)));
    double[] probabilities = {.6, .3, .1}; // none is a float
    for (int token = 0; token < vocabulary; token++) {
      builder.setProbability(token + 1, probabilities[token]);
      builder.set(5 + token, token, token + 1);
      builder.setProbability(5 + token, probabilities[token]);
    }
    builder.setFirstChild(1, 5);
    builder.finishOrder(2);
    builder.normalise(1, 1, .2);
    NgramTable table = builder.seal(true);
    assertThat(table.probability(5) + table.probability(6) + table.probability(7)).isEqualTo(1);
    assertThat(table.probability(7)).isEqualTo(.1, within(1e-7));
  }

  private Path written(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static byte[] bytes(NgramTable table) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    table.write(out);
    return out.toByteArray();
  }
}
