package org.isotopelm.eval;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.model.network.Window;
import org.isotopelm.model.neural.NeuralModel;
import org.junit.jupiter.api.Test;

class ScoreTablesTest {
  private static final NeuralModel MODEL = new SeenModel(20, 8, false);
  private static final List<String> NAMES = List.of("a.txt:1", "tab\there");

  private final Scores scores =
      NetworkScorerTest.score(MODEL, Splits.of(true, Splits.documents(12, 2)), Window.of(MODEL), 1);
  private final ScoreTables tables = new ScoreTables(scores, NAMES::get);

  @Test
  void perToken_everyToken_hasOneLineInOrder() throws IOException {
    List<String[]> lines = lines(out -> tables.perToken(id -> id == 0 ? "\n" : "t" + id, out));
    assertThat(lines.getFirst()).containsExactly("document", "position", "token", "nll");
    assertThat(lines).hasSize(1 + 12 + 1 + 2 + 1);
    assertThat(lines.get(1)).startsWith("a.txt:1", "0", "t1");
    assertThat(lines.get(13)).startsWith("a.txt:1", "12", "\\n");
    assertThat(lines.getLast()).startsWith("tab\\there", "2", "\\n");
    double sum = lines.stream().skip(1).mapToDouble(line -> Double.parseDouble(line[3])).sum();
    assertThat(sum / 16).isCloseTo(scores.nll(), within(1e-6));
    assertThat(lines.get(5)[3]).contains(".");
  }

  @Test
  void perDocument_everyDocument_hasOneLine() throws IOException {
    List<String[]> lines = lines(tables::perDocument);
    assertThat(lines.getFirst())
        .containsExactly("document", "tokens", "words", "bytes", "nll_sum", "nll", "perplexity");
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).startsWith("a.txt:1", "13", "12", "24");
    double sum = Double.parseDouble(lines.get(1)[4]);
    assertThat(sum).isEqualTo(scores.documentNll(0));
    assertThat(Double.parseDouble(lines.get(1)[5])).isCloseTo(sum / 13, within(1e-12));
    assertThat(Double.parseDouble(lines.get(1)[6])).isCloseTo(Math.exp(sum / 13), within(1e-9));
  }

  private static List<String[]> lines(AtomicFile.Writer table) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    table.write(out);
    return Arrays.stream(out.toString(UTF_8).split("\n"))
        .map(line -> line.split("\t", -1))
        .toList();
  }
}
