package org.isotopelm.model.ngram.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.math.Team;
import org.isotopelm.model.Discounts;
import org.isotopelm.model.MemoryBound;
import org.isotopelm.model.NgramSpec;
import org.isotopelm.model.Smoothing;
import org.isotopelm.model.ngram.CountedModel;
import org.isotopelm.model.ngram.NgramTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QuantisedTableTest {
  @TempDir private Path folder;

  private static NgramSpec spec(Smoothing smoothing, @Nullable Integer bits) {
    return new NgramSpec(
        3, smoothing, Discounts.OF_TEXT, List.of(), 0, MemoryBound.of("1GiB"), bits);
  }

  private static List<String> lines(int count, int seed) {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder line = new StringBuilder();
      for (int word = 0; word < 12; word++) {
        line.append((int) (60 * Math.pow(random.nextDouble(), 3))).append(' ');
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private NgramTable table(@Nullable Integer bits, int lines) {
    return new WordText(lines(lines, 1), true, folder)
        .estimate(spec(new Smoothing.ModifiedKneserNey(), bits));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 12, 16})
  void estimate_quantised_sumsToOneWithFewProbabilities(int bits) {
    NgramTable table = table(bits, 200);
    assertThat(table.isDistribution()).isTrue();
    assertThat(WordText.deviation(table)).isLessThan(1e-6);
    for (int order = 2; order <= 3; order++) {
      Set<Double> values = new HashSet<>();
      for (int node = table.sizes().begin(order); node < table.sizes().end(order); node++) {
        values.add(table.probability(node));
      }
      assertThat(values).hasSizeBetween(10, 1 << bits);
    }
  }

  /**
   * One word stands before each of 1,000 others, which have small probabilities there and leave
   * almost nothing: if they are rounded up, their sum exceeds 1, and no back-off weight helps.
   */
  @ParameterizedTest
  @ValueSource(ints = {4, 6, 8})
  void estimate_ofAWideContextOfRareTokens_sumsToOne(int bits) {
    List<String> lines = new ArrayList<>(lines(100, 1));
    for (int i = 0; i < 1000; i++) {
      for (int times = 0; times <= i % 7; times++) {
        lines.add("the r" + i);
      }
      lines.add("of s" + i);
    }
    Discounts small = new Discounts(List.of(List.of(0.01, 0.01, 0.01)));
    NgramTable table =
        new WordText(lines, true, folder)
            .estimate(
                new NgramSpec(
                    3,
                    new Smoothing.ModifiedKneserNey(),
                    small,
                    List.of(),
                    0,
                    MemoryBound.of("1GiB"),
                    bits));
    assertThat(table.isDistribution()).isTrue();
    double largest = 0;
    for (int context = 1; context < table.sizes().contexts(); context++) {
      double children = 0;
      double lower = 0;
      for (int child = table.firstChild(context); child < table.childrenEnd(context); child++) {
        children += table.probability(child);
        lower += table.probability(table.suffix(context), table.token(child));
      }
      largest = Math.max(largest, Math.abs(children + table.backoff(context) * (1 - lower) - 1));
    }
    assertThat(largest).isLessThan(1e-6);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 13, 16})
  void open_ofAQuantisedTable_hasTheSameNumbers(int bits) throws IOException {
    NgramTable table = table(bits, 200);
    NgramTable read = NgramTable.open(Files.write(folder.resolve("q.bin"), bytes(table)));
    assertThat(read.sizes()).isEqualTo(table.sizes());
    assertThat(read.isDistribution()).isTrue();
    for (int node = 1; node < table.sizes().nodes(); node++) {
      assertThat(read.token(node)).isEqualTo(table.token(node));
      assertThat(read.suffix(node)).isEqualTo(table.suffix(node));
      if (node != table.sizes().documentBegin()) {
        assertThat(read.probability(node)).isEqualTo(table.probability(node));
      }
    }
    for (int context = 1; context < table.sizes().contexts(); context++) {
      assertThat(read.firstChild(context)).isEqualTo(table.firstChild(context));
      assertThat(read.childrenEnd(context)).isEqualTo(table.childrenEnd(context));
      assertThat(read.backoff(context)).isEqualTo(table.backoff(context));
    }
    assertThat(bytes(read)).isEqualTo(bytes(table));
    assertThat(score(read, 1)).containsExactly(score(table, 1));
    assertThat(score(read, 3)).containsExactly(score(read, 1));
  }

  @Test
  void estimate_withMoreBits_isNearerToWhatIsNotQuantised() {
    WordText text = new WordText(lines(200, 1), true, folder);
    double exact = text.log10(table(null, 200), lines(50, 2));
    double sixteen = text.log10(table(16, 200), lines(50, 2));
    double eight = text.log10(table(8, 200), lines(50, 2));
    assertThat(eight).isEqualTo(exact, within(0.003 * Math.abs(exact)));
    assertThat(sixteen).isEqualTo(exact, within(0.0003 * Math.abs(exact)));
  }

  @Test
  void estimate_ofStupidBackoff_keepsItsWeights() {
    NgramTable table =
        new WordText(lines(50, 1), true, folder).estimate(spec(new Smoothing.StupidBackoff(), 8));
    assertThat(table.isDistribution()).isFalse();
    assertThat(table.backoff(1)).isEqualTo(0.4, within(1e-7));
  }

  @Test
  void write_quantised_isSmaller() throws IOException {
    int plain = bytes(table(null, 200)).length;
    int eight = bytes(table(8, 200)).length;
    assertThat(eight).isLessThan(plain * 3 / 4).isGreaterThan(bytes(table(4, 200)).length);
  }

  @Test
  void open_ofADamagedOrCutFile_refusesIt() throws IOException {
    byte[] sound = bytes(table(4, 3));
    for (int i = 0; i < sound.length; i += 7) {
      byte[] damaged = sound.clone();
      damaged[i] ^= (byte) (1 << i % 8);
      assertRefused(damaged);
      assertRefused(Arrays.copyOf(sound, i));
    }
  }

  private void assertRefused(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("damaged.bin"), content);
    assertThatThrownBy(() -> NgramTable.open(file))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA));
    Files.delete(file);
  }

  private float[] score(NgramTable table, int threads) {
    WordText text = new WordText(lines(200, 1), true, folder);
    try (Team team = new Team(threads)) {
      return new CountedModel(table).score(text.split(lines(2000, 3)), team);
    }
  }

  private static byte[] bytes(NgramTable table) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    table.write(out);
    return out.toByteArray();
  }
}
