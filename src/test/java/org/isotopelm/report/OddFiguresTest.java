package org.isotopelm.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.isotopelm.base.Json;
import org.isotopelm.report.run.Provenance;
import org.isotopelm.report.run.ReportData;
import org.isotopelm.report.run.RunData;
import org.isotopelm.report.study.StudyData;
import org.isotopelm.report.study.StudyTable;
import org.isotopelm.report.study.TrialsCsv;
import org.isotopelm.study.FakeRunner;
import org.isotopelm.study.Studies;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.space.Dimension;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever a figure is, the report is made: nothing made for display may lose a result. */
class OddFiguresTest {
  private static final List<String> REQUIRED =
      List.of(
          "cells",
          "failed",
          "pruned",
          "stopped_early",
          "seconds",
          "round",
          "pairs",
          "points",
          "look",
          "folds",
          "seeds",
          "seed");

  @TempDir Path folder;

  static Stream<Double> numbers() {
    return DoubleStream.of(
            0,
            -3,
            4608,
            9e31,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            Double.MIN_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NaN)
        .boxed();
  }

  /** Each figure of the result in turn is another number. */
  @ParameterizedTest
  @MethodSource("numbers")
  void report_ofAnyNumberInAnyPlace_isMade(double number) {
    StudyOutcome outcome = Reports.outcome(folder, Reports.GRID, new FakeRunner());
    JsonNode tree = Json.mapper().valueToTree(outcome.result());
    List<String> places = places(tree, "");
    assertThat(places).hasSizeGreaterThan(100);
    for (String place : places) {
      assertMade(with(outcome, tree, place, DoubleNode.valueOf(number)), place + " = " + number);
    }
  }

  @Test
  void report_withoutAnyOneFigure_isMade() {
    StudyOutcome outcome = Reports.outcome(folder, Reports.GRID, new FakeRunner());
    JsonNode tree = Json.mapper().valueToTree(outcome.result());
    assertThat(places(tree, "")).hasSizeGreaterThan(100);
    for (String place : places(tree, "")) {
      if (!place.matches(
          ".*(ci95|documents_ci95)/\\d|/test/(chosen|zero)/nll|/parabola/.*|.*/difference")) {
        assertMade(with(outcome, tree, place, NullNode.getInstance()), place + " = null");
      }
    }
  }

  @Test
  void report_ofOneExplodedPoint_showsTheOthersAtTheirSize() throws Exception {
    StudyOutcome outcome =
        Reports.outcome(folder, Studies.grid(0, 0.1, 0.2, 300), exploding(300, 12.5));
    assertMade(outcome, "λ = 300 at 13.5");
    Document svg = parse(Curve.of(outcome));
    List<String> texts = texts(svg);
    assertThat(texts).contains("↑ 13.5").anyMatch(text -> text.endsWith("; ↑: off the scale"));
    // The other points lie between 4 and 4.6: half of the axis at least is theirs.
    List<Double> ticks =
        texts.stream().filter(text -> text.matches("\\d\\.\\d+")).map(Double::valueOf).toList();
    assertThat(ticks).isNotEmpty().allMatch(tick -> tick < 100);
  }

  @Test
  void report_ofAnExplodedZero_isMade() throws Exception {
    StudyOutcome outcome = Reports.outcome(folder, Reports.GRID, exploding(0, 12.5));
    assertMade(outcome, "λ = 0 at 13.5");
    assertThat(texts(parse(Curve.of(outcome)))).contains("↑ 13.5");
  }

  @Test
  void report_ofNoPointAtAll_isMade() {
    Plan plan = Plan.of(Reports.GRID);
    StudyOutcome some = Reports.outcome(folder, Reports.GRID, new FakeRunner());
    ObjectNode tree = Json.mapper().valueToTree(some.result());
    tree.putArray("points");
    tree.putArray("indistinguishable");
    tree.putNull("best").putNull("test").putNull("one_standard_error");
    StudyResult empty = Json.mapper().treeToValue(tree, StudyResult.class);
    StudyOutcome outcome = new StudyOutcome(plan, empty, some.findings(), List.of());
    assertMade(outcome, "no points");
    assertThat(Curve.of(outcome)).contains("Nothing was trained");
  }

  /** A dimension that is searched under a value of another only. */
  @Test
  void report_ofPointsWithDifferentDimensions_isMade() {
    Dimension conditional =
        new Dimension(
            List.of(FakeRunner.LAMBDA), List.of(0, 0.1), null, null, false, Map.of("epochs", 5));
    StudySpec spec =
        Studies.of(
            Studies.gridSearch(),
            Studies.space("epochs", Studies.values("train.epochs", 5, 10), "lambda", conditional));
    assertMade(Reports.outcome(folder, spec, new FakeRunner()), "conditional");
  }

  @Test
  void run_thatDiverged_isReported() throws IOException {
    Path run = folder.resolve("run");
    Reports.writeRun(run, 0.1, 20);
    String metrics = Files.readString(run.resolve("metrics.jsonl"));
    Files.writeString(
        run.resolve("metrics.jsonl"),
        metrics.replace("\"weight_norm\":9.0", "\"weight_norm\":null")
            + metrics.lines().toList().getLast().replaceAll(":[\\d.]+", ":null"));
    ReportData data = RunData.of(run, Provenance.UNKNOWN);
    assertThat(Markdown.of(data)).contains("at step 200.").contains("The decay plan");
    assertThat(Page.html(data, false)).contains("Half-life, group rest");
  }

  @Test
  void run_whosePlanIsDamaged_isReportedWithoutIt() throws IOException {
    Path run = folder.resolve("run");
    Reports.writeRun(run, 0.1, 20);
    Files.writeString(run.resolve("plan.json"), "{\"steps\": [");
    assertThat(Markdown.of(RunData.of(run, Provenance.UNKNOWN)))
        .contains("at step 200.")
        .doesNotContain("The decay plan");
  }

  private static FakeRunner exploding(double lambda, double nll) {
    return new FakeRunner() {
      @Override
      public CellResult run(Cell cell, Path place, BooleanSupplier cancelled) {
        return lambda(cell) == lambda
            ? FakeRunner.result(nll + cell.fold(), 3, 12 * lambda)
            : super.run(cell, place, cancelled);
      }
    };
  }

  private void assertMade(StudyOutcome outcome, String what) {
    ReportData data = StudyData.of(outcome, folder, Provenance.UNKNOWN);
    assertThat(StudyTable.of(outcome, 100)).as(what).isNotBlank();
    assertThat(Markdown.of(data)).as(what).startsWith("# Study");
    assertThat(Json.mapper().writeValueAsString(data)).as(what).doesNotContain("NaN");
    assertThat(TrialsCsv.of(outcome)).as(what).startsWith("opponent,");
    String svg = Curve.of(outcome);
    assertThat(svg).as(what).endsWith("</svg>\n").doesNotContain("\"NaN", "\"∞", "Infinity");
  }

  private static StudyOutcome with(
      StudyOutcome outcome, JsonNode tree, String place, JsonNode value) {
    JsonNode changed = tree.deepCopy();
    int slash = place.lastIndexOf('/');
    JsonNode parent = changed.at(place.substring(0, slash));
    String key = place.substring(slash + 1);
    if (parent instanceof ObjectNode object) {
      object.set(key, value);
    } else {
      ((ArrayNode) parent).set(Integer.parseInt(key), value);
    }
    StudyResult odd = Json.mapper().treeToValue(changed, StudyResult.class);
    // Without trials there is no model of the space to fit, hundreds of times.
    return new StudyOutcome(outcome.plan(), odd, outcome.findings(), List.of());
  }

  /** JSON pointers of all figures that may be any number. */
  private static List<String> places(JsonNode node, String path) {
    if (node.isNumber()) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      return REQUIRED.contains(name) || path.contains("/values/") || path.contains("/settings/")
          ? List.of()
          : List.of(path);
    }
    List<String> places = new ArrayList<>();
    if (node.isObject()) {
      node.propertyNames()
          .forEach(name -> places.addAll(places(node.get(name), path + "/" + name)));
    } else if (node.isArray()) {
      IntStream.range(0, node.size())
          .forEach(i -> places.addAll(places(node.get(i), path + "/" + i)));
    }
    return places;
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> texts(Document svg) {
    NodeList nodes = svg.getElementsByTagName("text");
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent())
        .toList();
  }
}
