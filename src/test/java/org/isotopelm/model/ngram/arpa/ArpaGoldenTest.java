package org.isotopelm.model.ngram.arpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.data.TokenStore;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.ngram.CountedModel;
import org.isotopelm.model.ngram.NgramTable;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.WordKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of KenLM's lmplz, scored as KenLM scores them: src/bench/golden/kenlm.py made both. */
final class ArpaGoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/ngram");

  record Golden(String model, double log10, int unknown) {}

  private static Stream<Golden> scores() throws IOException {
    return Files.readAllLines(GOLDEN.resolve("scores.tsv")).stream()
        .skip(1)
        .map(line -> line.split("\t", -1))
        .map(f -> new Golden(f[0], Double.parseDouble(f[1]), Integer.parseInt(f[2])));
  }

  @ParameterizedTest
  @MethodSource("scores")
  void read_ofAModelOfKenLM_scoresAsKenLMDoes(Golden golden) throws IOException {
    Path file = GOLDEN.resolve(golden.model() + ".arpa");
    Tokenizer tokenizer = WordKind.of(ArpaTokens.words(file), WordKind.Words.WHITESPACE);
    NgramTable table = ArpaReader.read(file, tokenizer, note -> {});
    assertThat(table.isDistribution()).isTrue();
    CountedModel model = new CountedModel(table);
    int[][] held =
        Files.readAllLines(GOLDEN.resolve("held.txt")).stream()
            .map(tokenizer::encode)
            .toArray(int[][]::new);
    try (Team team = new Team(1)) {
      float[] nll = model.score(split(held, tokenizer), team);
      double sum = IntStream.range(0, nll.length).mapToDouble(i -> nll[i]).sum();
      assertThat(-sum / Math.log(10)).isEqualTo(golden.log10(), within(2e-5 * sum));
    }
    assertThat(Arrays.stream(held).flatMapToInt(Arrays::stream))
        .filteredOn(token -> token == tokenizer.unknown().orElseThrow())
        .hasSize(golden.unknown());
    assertSumsAreOne(model, held);
  }

  private static void assertSumsAreOne(CountedModel model, int[][] held) {
    TokenModel.Reader reader = model.reader();
    double[] distribution = new double[model.vocabulary()];
    for (int[] document : held) {
      reader.begin();
      for (int token : document) {
        reader.distribution(distribution);
        assertThat(DoubleStream.of(distribution).sum()).isEqualTo(1, within(1e-12));
        reader.read(token);
      }
    }
  }

  private static TokenizedSplit split(int[][] documents, Tokenizer tokenizer) {
    long[] zeros = new long[documents.length];
    return new TokenizedSplit(
        TokenStore.of(documents, zeros, zeros, zeros, zeros),
        IntStream.range(0, documents.length).toArray(),
        tokenizer.endOfDocument(),
        true);
  }
}
