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
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.base.ProblemException;
import org.isotopelm.model.Discounts;
import org.isotopelm.model.MemoryBound;
import org.isotopelm.model.NgramSpec;
import org.isotopelm.model.Smoothing;
import org.isotopelm.model.ngram.NgramTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NgramEstimationTest {
  @TempDir private Path folder;

  private WordText text(boolean boundaries, String... lines) {
    return new WordText(List.of(lines), boundaries, folder);
  }

  /**
   * Two documents: {@code <s> a b </s>} and {@code <s> a a </s>}; V = 4: a, b, unknown, end.
   * Bigrams: {@code <s>} a 2; a a 1; a b 1; a end 1; b end 1.
   */
  private WordText tiny() {
    return text(true, "a b", "a a");
  }

  private static Discounts discounts(Double... of) {
    return new Discounts(List.of(Arrays.asList(of)));
  }

  private NgramTable bigrams(Smoothing smoothing, Discounts discounts) {
    return tiny()
        .estimate(
            new NgramSpec(2, smoothing, discounts, List.of(), 0, MemoryBound.of("1MiB"), null));
  }

  private void assertProbability(NgramTable table, double p, String... words) {
    assertThat(tiny().probability(table, words))
        .as("%s", List.of(words))
        .isCloseTo(p, within(1e-7));
  }

  /**
   * Continuations: a after {@code <s>} and a: 2; b after a: 1; end after a and b: 2; together 5.
   * Discounts 0.5, 1, 1.5 for all orders: p(a) = (2 − 1)/5 + γ/4 with γ = (0.5 + 1 + 1)/5 = 0.5.
   */
  @Test
  void modifiedKneserNey_ofATinyText_isAsByHand() {
    NgramTable table = bigrams(new Smoothing.ModifiedKneserNey(), discounts(0.5, 1., 1.5));
    double a = 1 / 5. + 0.125;
    double b = 0.5 / 5 + 0.125;
    assertProbability(table, a, "a");
    assertProbability(table, b, "b");
    assertProbability(table, a, "</s>");
    assertProbability(table, 0.125, "never");
    // After a: a, b and the end once each; γ = 3·0.5/3.
    assertProbability(table, 0.5 / 3 + 0.5 * a, "a", "a");
    assertProbability(table, 0.5 / 3 + 0.5 * b, "a", "b");
    assertProbability(table, 0.5 * 0.125, "a", "never");
    // After <s>: a twice, with discount 1; γ = 1/2.
    assertProbability(table, 0.5 + 0.5 * a, "<s>", "a");
    assertProbability(table, 0.5 * b, "<s>", "b");
  }

  /** One discount, 0.5, for all: p(a) = 1.5/5 + 0.3/4, γ after a 1.5/3, after {@code <s>} 0.5/2. */
  @Test
  void kneserNey_ofATinyText_isAsByHand() {
    NgramTable table = bigrams(new Smoothing.KneserNey(), discounts(0.5));
    double a = 1.5 / 5 + 0.075;
    assertProbability(table, a, "a");
    assertProbability(table, 0.5 / 3 + 0.5 * a, "a", "a");
    assertProbability(table, 0.75 + 0.25 * a, "<s>", "a");
  }

  /**
   * Counts: a 3, b 1, end 2 of 6, T = 3: p(a) = (3 + 3/4)/9. After a: T = 3 of 3; after {@code
   * <s>}: T = 1 of 2.
   */
  @Test
  void wittenBell_ofATinyText_isAsByHand() {
    NgramTable table = bigrams(new Smoothing.WittenBell(), Discounts.OF_TEXT);
    double a = 3.75 / 9;
    assertProbability(table, a, "a");
    assertProbability(table, 0.75 / 9, "never");
    assertProbability(table, (1 + 3 * a) / 6, "a", "a");
    assertProbability(table, (2 + a) / 3, "<s>", "a");
    assertProbability(table, 0.75 / 9 / 3, "<s>", "never");
  }

  /** δ = 0.5, δV = 2: after a (1 + 0.5)/(3 + 2); after {@code <s>} 2.5/4; after what is new 1/4. */
  @Test
  void additive_ofATinyText_isAsByHand() {
    NgramTable table = bigrams(new Smoothing.Additive(0.5), Discounts.OF_TEXT);
    assertProbability(table, 1.5 / 5, "a", "b");
    assertProbability(table, 0.5 / 5, "a", "never");
    assertProbability(table, 2.5 / 4, "<s>", "a");
    assertProbability(table, 0.5 / 4, "<s>", "b");
    assertProbability(table, 1.5 / 3, "b", "</s>");
    assertProbability(table, 0.25, "never", "a");
  }

  /** After two tokens only their trigrams count, and after the beginning the bigram there. */
  @Test
  void additive_ofOrder3_addsToTheLongestContextsAlone() {
    WordText text = tiny();
    NgramTable table = text.estimate(WordText.spec(3, new Smoothing.Additive(0.5)));
    assertThat(text.probability(table, "<s>", "a", "b")).isCloseTo(1.5 / 4, within(1e-7));
    assertThat(text.probability(table, "<s>", "a")).isCloseTo(2.5 / 4, within(1e-7));
    assertThat(text.probability(table, "b", "a", "a")).isCloseTo(0.25, within(1e-7));
    assertThat(WordText.deviation(table)).isLessThan(1e-9);
  }

  @Test
  void stupidBackoff_ofATinyText_isAsByHandAndNoDistribution() {
    NgramTable table = bigrams(new Smoothing.StupidBackoff(), Discounts.OF_TEXT);
    assertProbability(table, 3 / 6., "a");
    assertProbability(table, 1 / 3., "a", "b");
    assertProbability(table, 0.4 * 3 / 6, "b", "a");
    assertProbability(table, 0.4 * 0.4 / 4, "b", "never");
    assertThat(table.isDistribution()).isFalse();
    assertThat(bigrams(new Smoothing.WittenBell(), Discounts.OF_TEXT).isDistribution()).isTrue();
  }

  private static Stream<List<String>> oddTexts() {
    List<String> onceEach =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    String.join(
                        " ", IntStream.range(0, 10).mapToObj(k -> "w" + (10 * i + k)).toList()))
            .toList();
    String ab = "a b ".repeat(200).strip();
    return Stream.of(
        List.of("the cat sat on the mat"),
        onceEach,
        Collections.nCopies(100, "to be or not to be"),
        List.of("yes no"),
        List.of("yes"),
        List.of(""),
        List.of("", "", ""),
        List.of(ab),
        Collections.nCopies(3, "one two three four"),
        List.of("a a a a a a a a a a"),
        List.of("a", "b", "c", "d"),
        List.of("a b c d e f g h", "h g f e d c b a"));
  }

  /** Texts that end lmplz with BadDiscountException. */
  @ParameterizedTest
  @MethodSource("oddTexts")
  void run_ofAnOddText_saysSoAndSumsToOne(List<String> lines) {
    for (boolean boundaries : new boolean[] {true, false}) {
      for (int order : new int[] {1, 3, 5}) {
        WordText text = new WordText(lines, boundaries, folder);
        if (text.split(lines).targets() > 0) {
          List<String> notes = new ArrayList<>();
          NgramTable table = text.estimate(NgramSpec.ofOrder(order), 1, notes::add);
          assertThat(notes).singleElement().asString().contains("discounts");
          assertThat(WordText.deviation(table)).isLessThan(1e-9);
          assertThat(text.log10(table, lines)).isGreaterThan(Double.NEGATIVE_INFINITY);
        }
      }
    }
  }

  /**
   * Nothing comes before the first token of a stream: its count stays 1. V = 3, discount 0.5:
   * p(yes) = 0.5 + 0.5/3.
   */
  @Test
  void run_ofAStreamOfOneToken_countsIt() {
    WordText text = text(false, "yes");
    NgramTable table = text.estimate(NgramSpec.ofOrder(3));
    assertThat(text.probability(table, "yes")).isCloseTo(0.5 + 0.5 / 3, within(1e-12));
  }

  @Test
  void run_ofAnOddTextWithGivenDiscounts_saysNothing() {
    List<String> notes = new ArrayList<>();
    NgramSpec spec =
        new NgramSpec(
            3,
            new Smoothing.ModifiedKneserNey(),
            discounts(0.4, 0.8, 1.2),
            List.of(),
            0,
            MemoryBound.of("1GiB"),
            null);
    NgramTable table = tiny().estimate(spec, 1, notes::add);
    assertThat(notes).isEmpty();
    assertThat(WordText.deviation(table)).isLessThan(1e-9);
  }

  @Test
  void run_ofAnEmptyText_isRefused() {
    assertThatThrownBy(() -> text(true).estimate(NgramSpec.ofOrder(3)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("empty");
  }

  /** Lines of words with a distribution as steep as a language's. */
  private static List<String> random(int lines, int words, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, lines)
        .mapToObj(
            i ->
                String.join(
                    " ",
                    IntStream.range(0, random.nextInt(12))
                        .mapToObj(k -> "w" + (int) Math.exp(random.nextDouble() * Math.log(words)))
                        .toList()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"modified_kneser_ney", "kneser_ney", "witten_bell", "additive"})
  void run_withCutoffsAndPruning_sumsToOneWithFewerNgrams(String name) {
    WordText text = new WordText(random(400, 60, 5), true, folder);
    Smoothing smoothing =
        switch (name) {
          case "kneser_ney" -> new Smoothing.KneserNey();
          case "witten_bell" -> new Smoothing.WittenBell();
          case "additive" -> new Smoothing.Additive(0.1);
          default -> new Smoothing.ModifiedKneserNey();
        };
    int all = text.estimate(WordText.spec(4, smoothing)).sizes().nodes();
    List<Integer> sizes = new ArrayList<>(List.of(all));
    for (double prune : new double[] {0, 1e-4, 1e-3}) {
      NgramTable table =
          text.estimate(
              new NgramSpec(
                  4,
                  smoothing,
                  Discounts.OF_TEXT,
                  List.of(0, 0, 1, 2),
                  prune,
                  MemoryBound.of("1GiB"),
                  null));
      assertThat(WordText.deviation(table)).isLessThan(1e-9);
      sizes.add(table.sizes().nodes());
    }
    assertThat(sizes).isSortedAccordingTo((a, b) -> Integer.compare(b, a)).doesNotHaveDuplicates();
  }

  /**
   * Bigrams after a of {@code a b} and {@code a a}, discounts as in the test by hand: without a b,
   * p(b | a) = α'·0.225 with α' = (1 − 2·p(a | a))/(1 − 2·p(a)), D = −P(a)·[p·(ln(p'/p)) +
   * rest·ln(α'/α)].
   */
  @Test
  void prune_atTheThresholdOfAnNgram_dropsItAtAHigherOneOnly() {
    double a = 0.325;
    double b = 0.225;
    double pa = 0.5 / 3 + 0.5 * a;
    double pb = 0.5 / 3 + 0.5 * b;
    double without = (1 - 2 * pa) / (1 - 2 * a);
    double rest = 0.5 * 0.125;
    double share = 3 / 6.;
    double d = -share * (pb * Math.log(without * b / pb) + rest * Math.log(without / 0.5));
    double threshold = Math.expm1(d);
    assertThat(tiny().estimate(pruned(threshold * 0.999)).find(1, 1))
        .isNotEqualTo(NgramTable.ABSENT);
    assertThat(tiny().estimate(pruned(threshold * 1.001)).find(1, 1)).isEqualTo(NgramTable.ABSENT);
  }

  private static NgramSpec pruned(double threshold) {
    return new NgramSpec(
        2,
        new Smoothing.ModifiedKneserNey(),
        discounts(0.5, 1., 1.5),
        List.of(),
        threshold,
        MemoryBound.of("1GiB"),
        null);
  }

  private static byte[] file(NgramTable table) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    table.write(bytes);
    return bytes.toByteArray();
  }

  private NgramSpec bounded(String memory) {
    return new NgramSpec(
        4,
        new Smoothing.ModifiedKneserNey(),
        Discounts.OF_TEXT,
        List.of(0, 0, 0, 1),
        1e-7,
        MemoryBound.of(memory),
        null);
  }

  @Test
  void run_withLittleMemory_givesTheSameBitsAndLeavesNothing() throws IOException {
    WordText text = new WordText(random(8000, 800, 6), true, folder);
    byte[] all = file(text.estimate(bounded("1GiB")));
    byte[] little = file(text.estimate(bounded("1MiB")));
    assertThat(little).isEqualTo(all);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void run_onMoreThreads_givesTheSameBits() throws IOException {
    WordText text = new WordText(random(8000, 800, 7), true, folder);
    byte[] one = file(text.estimate(bounded("1GiB"), 1, note -> {}));
    assertThat(file(text.estimate(bounded("1GiB"), 2, note -> {}))).isEqualTo(one);
    assertThat(file(text.estimate(bounded("8MiB"), 3, note -> {}))).isEqualTo(one);
  }

  @Test
  void run_whereNoFolderCanBe_namesTheFolderAndTheRemedy() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    WordText text = new WordText(random(8000, 800, 6), true, file.resolve("in-a-file"));
    assertThatThrownBy(() -> text.estimate(bounded("1MiB")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("in-a-file")
        .hasMessageContaining("memory");
  }
}
