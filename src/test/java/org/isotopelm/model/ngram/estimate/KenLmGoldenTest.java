package org.isotopelm.model.ngram.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.isotopelm.data.TokenStore;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.model.NgramSpec;
import org.isotopelm.model.ngram.NgramTable;
import org.isotopelm.model.ngram.arpa.ArpaTokens;
import org.isotopelm.model.ngram.arpa.ArpaWriter;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.WordKind;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The ARPA file of an estimate is the one that KenLM's lmplz writes of the same text: the same
 * n-grams, probabilities and back-off weights (src/bench/golden/kenlm.py).
 */
class KenLmGoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/ngram");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "garden, garden1, 1, ",
    "garden, garden2, 2, ",
    "garden, garden3, 3, ",
    "garden, garden4, 4, ",
    "garden, garden5, 5, ",
    "garden, garden3-cut001, 3, 0 0 1",
    "garden, garden4-cut0112, 4, 0 1 1 2",
    "odd, odd2, 2, ",
    "odd, odd3, 3, ",
  })
  void write_ofAnEstimate_isTheFileOfKenlm(String text, String model, int order, String cutoffs)
      throws IOException {
    Path kenlm = GOLDEN.resolve(model + ".arpa");
    Tokenizer tokenizer = WordKind.of(ArpaTokens.words(kenlm), WordKind.Words.WHITESPACE);
    NgramSpec spec = WordText.spec(order, cutoffs(cutoffs), 0);
    Map<String, double[]> ours = ngrams(arpa(estimate(spec, text, tokenizer), tokenizer));
    Map<String, double[]> theirs = ngrams(Files.readAllLines(kenlm));
    assertThat(ours).containsOnlyKeys(theirs.keySet());
    assertThat(ours)
        .allSatisfy(
            (ngram, logs) -> {
              double[] golden = Objects.requireNonNull(theirs.get(ngram));
              if (!ngram.equals("<s>")) { // never predicted: KenLM writes 0, SRILM −99
                assertThat(logs[0]).as("log10 p").isEqualTo(golden[0], within(1e-5));
              }
              assertThat(logs[1]).as("back-off").isEqualTo(golden[1], within(1e-5));
            });
  }

  private static List<Integer> cutoffs(String numbers) {
    return numbers == null
        ? List.of()
        : Arrays.stream(numbers.split(" ", -1)).map(Integer::valueOf).toList();
  }

  private NgramTable estimate(NgramSpec spec, String text, Tokenizer tokenizer) throws IOException {
    int[][] lines =
        Files.readAllLines(GOLDEN.resolve(text + ".txt")).stream()
            .map(tokenizer::encode)
            .toArray(int[][]::new);
    long[] nothing = new long[lines.length];
    TokenizedSplit split =
        new TokenizedSplit(
            TokenStore.of(lines, nothing, nothing, nothing, nothing),
            IntStream.range(0, lines.length).toArray(),
            tokenizer.endOfDocument(),
            true);
    try (Team team = new Team(2)) {
      return NgramEstimation.run(spec, split, tokenizer.vocabulary(), team, folder, note -> {});
    }
  }

  private static List<String> arpa(NgramTable table, Tokenizer tokenizer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArpaWriter.write(table, tokenizer, out);
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** log10 of probability and back-off weight, by n-gram. */
  private static Map<String, double[]> ngrams(List<String> lines) {
    Map<String, double[]> ngrams = new HashMap<>();
    for (String line : lines) {
      String[] fields = line.split("\t", -1);
      if (fields.length > 1) {
        double backoff = fields.length > 2 ? Double.parseDouble(fields[2]) : 0;
        ngrams.put(fields[1], new double[] {Double.parseDouble(fields[0]), backoff});
      }
    }
    return ngrams;
  }
}
