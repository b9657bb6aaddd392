package org.isotopelm.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.isotopelm.base.Json;
import org.isotopelm.report.run.Provenance;
import org.isotopelm.report.study.StudyData;
import org.isotopelm.report.study.StudyTable;
import org.isotopelm.report.study.TrialsCsv;
import org.isotopelm.study.FakeRunner;
import org.isotopelm.study.LadderCases;
import org.isotopelm.study.Studies;
import org.isotopelm.study.Study;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.training.FinalScore;
import org.isotopelm.study.training.LocalSite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;

class StudyReportTest {
  private static final StudySpec GRID = Studies.grid(0, 0.03, 0.1, 0.2, 0.5, 1);
  private static final LocalSite ONE_DIVERGES =
      new FakeRunner(
          cell -> {
            if (cell.fold() == 2 && FakeRunner.lambda(cell) == 1) {
              throw FakeRunner.diverged();
            }
          },
          true);

  @TempDir Path folder;

  @Test
  void write_leavesSixFiles() throws IOException {
    StudyOutcome outcome = run(GRID, new FakeRunner());
    ReportFiles.of(outcome, () -> StudyData.of(outcome, folder, Provenance.UNKNOWN)).write(folder);
    JsonNode written = Json.mapper().readTree(Files.readString(folder.resolve("study.json")));
    assertThat(written.get("conclusion").asString()).isEqualTo(outcome.result().conclusion());
    assertThat(written.get("points").size()).isEqualTo(6);
    assertThat(folder.resolve("trials.csv")).isNotEmptyFile();
    assertThat(folder.resolve("curve.svg")).isNotEmptyFile();
    assertThat(folder.resolve("curve.png")).isNotEmptyFile();
    assertThat(folder.resolve("report.md")).isNotEmptyFile();
    assertThat(folder.resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void table_ofAGrid_isAligned() {
    String table = StudyTable.of(run(GRID, new FakeRunner()), 100);
    List<String> lines = table.lines().toList();
    // 4.1115 is 4 + (0 + 0.1 + 0.2)/3 + 0.01 and the folds' noise; see FakeRunner.
    assertThat(lines.get(5))
        .isEqualTo(
            "   0.2  4.1115 ± 0.0592       61.04   1.977  3.1115  4.0915   2.40  −0.4128  < 0.001"
                + "  ← best 1se");
    assertThat(lines.get(1))
        .isEqualTo(
            "lambda        per token  perplexity    byte     nll    best      κ    λ = 0   (Holm)");
    assertThat(table)
        .contains(
            "\nshort  ",
            "\nlambda = 0.2 (chosen)  ",
            "\ndifference, chosen − λ = 0  ",
            "\nDecay helps: ")
        .contains(
            "\np (Holm): how often chance", "\np of an opponent: the same, but not corrected");
    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThan(101));
  }

  @Test
  void report_ofSeveralModels_beginsWithTheOneToUse() {
    StudyOutcome outcome = LadderCases.all().getFirst().outcome(folder);
    String chosen = folder.resolve("chosen").toString();
    assertThat(Markdown.of(StudyData.of(outcome, folder, Provenance.UNKNOWN)))
        .containsSubsequence(
            "**The mixture is recommended, and chosen/ is a copy of it: on the test split",
            "- It is the best of 3 final models",
            "| Use this model | mixture; " + chosen + " |",
            "| Bits per byte, test split | 1.8624; 95 % interval 1.8124 to 1.9124 |",
            "| Gain over counting alone | 0.0200 nats;",
            "## How to use it",
            "isotope eval " + chosen + " NEW.txt",
            "isotope sample " + chosen,
            "# of the mixture only its network can be exported: "
                + folder.resolve("single")
                + ", to onnx",
            "## Final models",
            "← recommended",
            "## What the search of weight decay found",
            "- Decay helps: ",
            "| Best λ | 0.2;",
            "## All points");
    List<String> lines = StudyTable.of(outcome, 100).lines().toList();
    assertThat(lines.getFirst()).startsWith("The mixture is recommended");
    assertThat(lines).anyMatch(line -> line.startsWith("final model"));
    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThan(101));
    assertThat(String.join(" ", lines))
        .containsSubsequence(
            "final model", "lambda ", "test split", "Warnings", "Decay helps: ", chosen + ":")
        .endsWith(" bits per byte (95 % interval 1.8124 to 1.9124)")
        .containsOnlyOnce("The mixture is recommended");
  }

  @Test
  void report_whereCountingAloneIsALittleBetter_saysHowFarBehindTheModelIs() {
    StudyOutcome outcome = LadderCases.all().get(1).outcome(folder);
    assertThat(Markdown.of(StudyData.of(outcome, folder, Provenance.UNKNOWN)))
        .contains(
            "| Behind counting alone | 0.0100 nats; 95 % interval −0.0100 to 0.0300; p = 0.200 |",
            "| Gain over a single model with λ = 0 | 0.4900 nats;");
  }

  @Test
  void report_whereCountingAloneIsBetter_isOfThatModel() {
    StudyOutcome outcome = LadderCases.all().get(2).outcome(folder);
    String counted = folder.resolve("counted").toString();
    assertThat(Markdown.of(StudyData.of(outcome, folder, Provenance.UNKNOWN)))
        .containsSubsequence(
            "**The counted 5-gram alone is better than every final model, so use counted/:",
            "| Use this model | counted 5-gram; " + counted + " |",
            "isotope sample " + counted,
            "# isotope export takes it, too, to arpa");
  }

  @Test
  void table_ofATestSplitOfOneDocument_hasNoIntervals() {
    FakeRunner runner =
        new FakeRunner() {
          @Override
          public FinalScore runFinal(
              Map<String, Object> overrides,
              long seed,
              Path run,
              int threads,
              BooleanSupplier cancelled) {
            FinalScore of = super.runFinal(overrides, seed, run, threads, cancelled);
            return new FinalScore(
                of.nll(),
                List.of(),
                of.bitsPerByte(),
                List.of(),
                List.of(5 * of.nll()),
                List.of(5.0));
          }
        };
    StudyOutcome outcome = run(GRID, runner);
    StudyResult result = outcome.result();
    assertThat(StudyTable.of(outcome, 100))
        .containsPattern("difference, chosen − λ = 0 +−0.4149\n");
    assertThat(result.conclusion()).contains("is 0.4149 nats (no test) lower than λ = 0. ");
  }

  @Test
  void table_withADivergedCell_saysSo() {
    assertThat(StudyTable.of(run(GRID, ONE_DIVERGES), 100))
        .contains("1 failed", "failed: trainings that failed", "\n- 1 training diverged");
  }

  @Test
  void table_ofARandomSearch_isInTheOrderOfItsValues() {
    StudySpec spec =
        Studies.of(
            Studies.random(20), Map.of("lambda", Studies.logUniform(FakeRunner.LAMBDA, 1e-2, 10)));
    List<Double> lambdas =
        StudyTable.of(run(spec, new FakeRunner()), 100)
            .lines()
            .skip(2)
            .limit(20)
            .map(line -> Double.valueOf(line.strip().split(" ", 2)[0]))
            .toList();
    assertThat(lambdas).isSorted().hasSize(20);
  }

  @Test
  void trials_asCsv_holdEveryCell() {
    List<String> lines = TrialsCsv.of(run(GRID, ONE_DIVERGES)).lines().toList();
    assertThat(lines).hasSize(22);
    assertThat(lines.getFirst())
        .isEqualTo(
            "opponent,lambda,fold,seed,status,nll,perplexity,bits_per_byte,train_nll,"
                + "best_checkpoint_nll,best_step,tokens,bytes,exposure,learning_rate,steps,"
                + "seconds,message");
    assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(18));
    assertThat(lines).contains(",1,2,1,diverged,,,,,,,,,,,,,step 7: the loss is NaN");
    assertThat(lines).anyMatch(line -> line.startsWith("short,,0,1,done,"));
  }

  @Test
  void curve_ofAGrid_isWellFormedAndHoldsWhatItShould() throws Exception {
    Document svg = parse(Curve.of(run(GRID, new FakeRunner())));
    assertThat(classes(svg, "circle", "held-dot")).isEqualTo(6 + 1);
    assertThat(classes(svg, "rect", "train-dot")).isEqualTo(6);
    assertThat(classes(svg, "polyline", "held-thin")).isEqualTo(3 + 1);
    // In the legend and in both panels.
    assertThat(classes(svg, "polygon", "other-dot")).isEqualTo(3);
    assertThat(classes(svg, "circle", "ring")).isEqualTo(1);
    assertThat(texts(svg))
        .contains("Held-out perplexity over weight decay", "nll, nats per token", "perplexity")
        .contains("0", "0.03", "1", "short", "best, and within 1 s.e.: 0.2")
        .contains("lambda (weight decay λ, log scale)");
    assertThat(svg.getElementsByTagName("title").getLength()).isEqualTo(1);
    assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
        .startsWith("Decay helps: lambda = 0.2");
  }

  @Test
  void curve_definesEachClassOnce() {
    List<String> classes =
        Pattern.compile("^ *\\.([\\w-]+) \\{", Pattern.MULTILINE)
            .matcher(Curve.of(run(GRID, new FakeRunner())))
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(classes).contains("flag", "mark", "mark-dot").doesNotHaveDuplicates();
  }

  @Test
  void report_ofTokenizers_isInBitsPerByte() throws Exception {
    StudyOutcome outcome = Reports.tokenizers(folder);
    Document svg = parse(Curve.of(outcome));
    assertThat(texts(svg))
        .contains("Held-out bits per byte over v", "bits per byte")
        .doesNotContain("perplexity", "nll, nats per token", "Train nll");
    String table = StudyTable.of(outcome, 100);
    assertThat(table).startsWith("       held-out bits");
    // FakeRunner's bits per byte are half of its nll, and its interval is 0.1 nats on either side.
    double nll =
        Objects.requireNonNull(Objects.requireNonNull(outcome.result().test()).chosen()).nll();
    assertThat(table)
        .containsPattern("test split +bits per byte +95 % interval +nll per token")
        .containsPattern(
            String.format(
                Locale.ROOT,
                "\\(chosen\\) +%.4f +%.4f to %.4f +%.4f ",
                nll / 2,
                (nll - 0.1) / 2,
                (nll + 0.1) / 2,
                nll));
    assertThat(Markdown.of(StudyData.of(outcome, folder, Provenance.UNKNOWN)))
        .contains("![Held-out bits per byte over v](curve.svg)");
  }

  @Test
  void curve_drawsOnTheCard() throws Exception {
    Document svg = parse(Curve.of(run(Studies.grid(0, 1e-4, 0.3, 20), new FakeRunner())));
    NodeList circles = svg.getElementsByTagName("circle");
    assertThat(circles.getLength()).isGreaterThanOrEqualTo(4);
    for (int i = 0; i < circles.getLength(); i++) {
      Element circle = (Element) circles.item(i);
      assertThat(Double.parseDouble(circle.getAttribute("cx"))).isBetween(0.0, 840.0);
      assertThat(Double.parseDouble(circle.getAttribute("cy"))).isBetween(0.0, 724.0);
    }
  }

  @Test
  void curve_withoutZeroInTheSpace_showsItAsAColumn() throws Exception {
    Document svg = parse(Curve.of(run(Studies.grid(0.1, 0.2, 0.5), new FakeRunner())));
    assertThat(classes(svg, "circle", "held-dot")).isEqualTo(4 + 1);
    assertThat(classes(svg, "polygon", "other-dot")).isEqualTo(3);
  }

  @Test
  void curve_ofWordsOrOneValueOrTwoDimensions_isDrawn() throws Exception {
    StudySpec words =
        Studies.of(
            Studies.gridSearch(), Map.of("kind", Studies.values("model.activation", "a<b", "c&d")));
    assertThat(texts(parse(Curve.of(run("words", words))))).contains("a<b", "c&d");
    StudySpec one =
        Studies.of(Studies.gridSearch(), Map.of("lambda", Studies.values(FakeRunner.LAMBDA, 0)));
    assertThat(classes(parse(Curve.of(run("one", one))), "circle", "held-dot")).isEqualTo(2);
    StudySpec two =
        Studies.of(
            Studies.gridSearch(),
            Studies.space(
                "epochs", Studies.values("train.epochs", 5, 10),
                "lambda", Studies.values(FakeRunner.LAMBDA, 0, 0.1, 1)));
    Document svg = parse(Curve.of(run("two", two)));
    // A line for each number of epochs, in both panels.
    assertThat(classes(svg, "polyline", "first")).isEqualTo(2 + 1);
    assertThat(classes(svg, "rect", "second-dot")).isEqualTo(2 * 3 + 1);
    assertThat(texts(svg)).contains("epochs = 5", "epochs = 10");
  }

  @Test
  void curve_ofOneCellAPoint_hasNoBarsAndNoFolds() throws Exception {
    StudySpec spec = Studies.of(Studies.gridSearch(), GRID.space(), 1, 1, Map.of());
    Document svg = parse(Curve.of(run(spec, new FakeRunner())));
    assertThat(classes(svg, "line", "held-bar")).isZero();
    assertThat(classes(svg, "polyline", "held-thin")).isZero();
    assertThat(texts(svg)).contains("held out", "best: 0.2").doesNotContain("each fold");
  }

  @Test
  void curve_ofAStudyThatDiverged_saysSo() throws Exception {
    LocalSite runner =
        new FakeRunner(
            cell -> {
              throw FakeRunner.diverged();
            },
            true);
    assertThat(texts(parse(Curve.of(run(GRID, runner))))).contains("No training was completed");
  }

  private StudyOutcome run(StudySpec spec, LocalSite runner) {
    return Study.run(spec, runner, Studies.session(folder, 2));
  }

  private StudyOutcome run(String name, StudySpec spec) {
    return Study.run(spec, new FakeRunner(), Studies.session(folder.resolve(name), 2));
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static long classes(Document svg, String tag, String look) {
    NodeList nodes = svg.getElementsByTagName(tag);
    return IntStream.range(0, nodes.getLength())
        .filter(i -> ((Element) nodes.item(i)).getAttribute("class").equals(look))
        .count();
  }

  private static List<String> texts(Document svg) {
    NodeList nodes = svg.getElementsByTagName("text");
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent())
        .toList();
  }
}
