package org.isotopelm.model.ngram.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.model.NgramSpec;
import org.isotopelm.model.ngram.NgramTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** N-grams that are counted by parts and merged by ranges, without a cluster. */
class CountedElsewhereTest {
  @TempDir private Path folder;

  /** Counts parts of so many places each, in an order of chance. */
  static NgramCounter byParts(int places, int ranges) {
    return (text, order, _, sorted) -> {
      NgramRanges cut = NgramRanges.of(text, order, ranges);
      List<List<byte[]>> parts = new ArrayList<>();
      for (long from = 0; from < text.size(); from += places) {
        int here = (int) Math.min(places, text.size() - from);
        parts.add(NgramPart.of(text, from, here, order).count(order, text.vocabulary(), cut));
      }
      Collections.shuffle(parts, new Random(1));
      for (int range = 0; range < cut.count(); range++) {
        int each = range;
        sorted.accept(NgramMerge.of(parts.stream().map(part -> part.get(each)).iterator(), order));
      }
    };
  }

  private static byte[] bytes(NgramTable table) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      table.write(out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  private static List<String> words(int lines, int different) {
    Random random = new Random(7);
    return IntStream.range(0, lines)
        .mapToObj(
            _ ->
                String.join(
                    " ",
                    random
                        .ints(random.nextInt(12), 0, different)
                        .mapToObj(word -> "w" + Math.min(word, random.nextInt(different)))
                        .toList()))
        .toList();
  }

  private static Stream<List<String>> texts() {
    return Stream.of(
        List.of("the cat sat on the mat"),
        List.of(""),
        List.of("", "a", "", ""),
        List.of("a a a a a a a a a a"),
        Collections.nCopies(40, "to be or not to be"),
        words(60, 12),
        words(150, 90_000));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void model_ofPartsAndRanges_isThatOfHome(List<String> lines) {
    for (boolean boundaries : new boolean[] {true, false}) {
      WordText text = new WordText(lines, boundaries, folder);
      if (!boundaries && lines.stream().allMatch(String::isEmpty)) {
        continue; // no token
      }
      for (int order : new int[] {1, 2, 3, 9}) {
        NgramSpec spec = WordText.spec(order, List.of(), 0);
        byte[] home = bytes(text.estimate(spec));
        for (int places : new int[] {1, 7, 1 << 20}) {
          for (int ranges : new int[] {1, 40}) {
            assertThat(bytes(text.estimate(spec, byParts(places, ranges))))
                .as("order %s, parts of %s, %s ranges", order, places, ranges)
                .isEqualTo(home);
          }
        }
      }
    }
  }

  @Test
  void textWithoutTokens_isTheErrorOfHome() {
    WordText text = new WordText(List.of("", ""), false, folder);
    NgramSpec spec = WordText.spec(2, List.of(), 0);
    for (ThrowingCallable estimating :
        List.<ThrowingCallable>of(
            () -> text.estimate(spec), () -> text.estimate(spec, byParts(1, 1)))) {
      assertThatThrownBy(estimating)
          .isInstanceOfSatisfying(
              ProblemException.class,
              problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.DATA))
          .hasMessageContaining("the training text is empty");
    }
  }

  /** Prunes, and sorts in files. */
  @Test
  void model_largerThanMemory_isThatOfHome() {
    WordText text = new WordText(words(40_000, 3_000), true, folder);
    NgramSpec spec = WordText.small(4);
    assertThat(bytes(text.estimate(spec, byParts(30_000, 7))))
        .isEqualTo(bytes(text.estimate(spec)));
  }

  /**
   * One stream: the end of documents would be one n-gram at many places, which no range divides.
   */
  @Test
  void ranges_ofAText_haveAboutAsManyPlacesEach() {
    NgramText text = new WordText(words(5_000, 500), false, folder).text();
    NgramRanges ranges = NgramRanges.of(text, 3, 8);
    List<byte[]> counted =
        NgramPart.of(text, 0, (int) text.size(), 3).count(3, text.vocabulary(), ranges);
    assertThat(counted).hasSize(8);
    for (byte[] each : counted) {
      long places = 0;
      SortedNgrams.Reader reader = new SortedNgrams.Reader(each, 3);
      while (reader.next()) {
        places += reader.count();
      }
      assertThat(places).isBetween(text.size() / 16, text.size() / 4);
    }
  }
}
