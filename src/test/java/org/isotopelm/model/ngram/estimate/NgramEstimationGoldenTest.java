package org.isotopelm.model.ngram.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isotopelm.model.NgramSpec;
import org.isotopelm.model.Smoothing;
import org.isotopelm.model.ngram.NgramTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Estimates are those of KenLM's lmplz, and of the formulas (src/bench/golden/*.py). */
class NgramEstimationGoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/ngram");

  @TempDir private Path folder;

  private WordText text(String name, boolean boundaries) throws IOException {
    return new WordText(Files.readAllLines(GOLDEN.resolve(name + ".txt")), boundaries, folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "garden | garden1 | 1 |",
        "garden | garden2 | 2 |",
        "garden | garden3 | 3 |",
        "garden | garden4 | 4 |",
        "garden | garden5 | 5 |",
        "garden | garden3-cut001 | 3 | 0 0 1",
        "garden | garden4-cut0112 | 4 | 0 1 1 2",
        "odd | odd2 | 2 |",
        "odd | odd3 | 3 |",
      })
  void run_ofASmallText_hasTheNgramsAndProbabilitiesOfKenlm(
      String name, String arpa, int order, String cutoffs) throws IOException {
    WordText text = text(name, true);
    List<Integer> cut =
        cutoffs == null
            ? List.of()
            : Arrays.stream(cutoffs.split(" ", -1)).map(Integer::valueOf).toList();
    NgramTable table = text.estimate(WordText.spec(order, cut, 0));
    int ngrams = 0;
    for (String line : Files.readAllLines(GOLDEN.resolve(arpa + ".arpa"))) {
      String[] fields = line.split("\t", -1);
      if (fields.length > 1 && !fields[1].equals("<s>")) {
        String[] words = fields[1].split(" ", -1);
        assertThat(Math.log10(text.probability(table, words)))
            .as(line)
            .isCloseTo(Double.parseDouble(fields[0]), within(2e-6));
        ngrams++;
      }
    }
    assertThat(table.sizes().nodes() - 2).as("n-grams").isEqualTo(ngrams);
    assertThat(WordText.deviation(table)).isLessThan(1e-9);
  }

  @Test
  void run_withEachSmoothing_scoresAsTheFormulas() throws IOException {
    List<String> held = Files.readAllLines(GOLDEN.resolve("held.txt"));
    List<String> rows = Files.readAllLines(GOLDEN.resolve("smoothings.tsv"));
    assertThat(rows).hasSizeGreaterThan(15);
    for (String row : rows.subList(1, rows.size())) {
      String[] fields = row.split("\t", -1);
      Smoothing smoothing =
          switch (fields[0]) {
            case "modified_kneser_ney" -> new Smoothing.ModifiedKneserNey();
            case "kneser_ney" -> new Smoothing.KneserNey();
            default -> new Smoothing.WittenBell();
          };
      WordText text = text("garden", fields[2].equals("documents"));
      NgramSpec spec = WordText.spec(Integer.parseInt(fields[1]), smoothing);
      NgramTable table = text.estimate(spec);
      assertThat(text.log10(table, held))
          .as(row)
          .isCloseTo(Double.parseDouble(fields[3]), within(1e-4));
      assertThat(WordText.deviation(table)).as(row).isLessThan(1e-9);
    }
  }

  @Test
  void run_ofAnOddText_saysThatDiscountsAreMadeUp() throws IOException {
    List<String> notes = new ArrayList<>();
    text("odd", true).estimate(NgramSpec.ofOrder(3), 1, notes::add);
    assertThat(notes).singleElement().asString().contains("discounts for orders 2 and 3");
    notes.clear();
    text("garden", true).estimate(NgramSpec.ofOrder(3), 1, notes::add);
    assertThat(notes).isEmpty();
  }
}
