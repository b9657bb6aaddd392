package org.isotopelm.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.isotopelm.base.Json;
import org.isotopelm.report.run.Provenance;
import org.isotopelm.report.run.ReportData;
import org.isotopelm.report.run.ReportData.Card;
import org.isotopelm.report.run.RunData;
import org.isotopelm.report.study.StudyData;
import org.isotopelm.study.FakeRunner;
import org.isotopelm.study.Studies;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.plan.StudySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PageTest {
  @TempDir Path folder;

  @Test
  void data_ofAStudy_holdsItsFigures() throws IOException {
    JsonNode data = Json.mapper().valueToTree(Reports.study(folder, Reports.GRID));
    JsonNode study = data.path("study");
    assertThat(data.path("running").isNull()).isTrue();
    assertThat(study.path("of").asString()).isEqualTo("weight decay");
    assertThat(data.path("cards").get(0).path("name").asString()).isEqualTo("Best λ");
    assertThat(data.path("cards").get(0).path("value").asString()).isEqualTo("0.2");
    assertThat(data.path("verdict").asString())
        .startsWith(
            "Decay helps: lambda = 0.2 has the lowest held-out perplexity of 6 points, 61.04")
        .endsWith("after Holm's correction for 6 comparisons).");
    JsonNode held = study.path("curve").path("charts").get(0);
    JsonNode stop = held.path("stops").get(3);
    assertThat(stop.path("title").asString()).isEqualTo("lambda = 0.2");
    // 4 + (0 + 0.1 + 0.2)/3 + 0.01 and the folds' noise; see FakeRunner.
    assertThat(stop.path("facts").get(0).path("text").asString()).startsWith("4.1115 ± ");
    assertThat(held.path("stops")).hasSize(6 + 1);
    assertThat(held.path("stops").get(6).path("title").asString()).isEqualTo("short");
    JsonNode difference = study.path("curve").path("charts").get(2);
    assertThat(difference.path("lines").get(0).path("y").get(2).asDouble()).isNegative();
    JsonNode training = data.path("training");
    assertThat(training.path("wide").get(0).path("title").asString())
        .isEqualTo("Held-out nll during training");
    assertThat(training.path("wide").get(1).path("lines")).hasSize(4);
  }

  /** The page draws the axes that its data has; these are the labels that the picture has. */
  @Test
  void axes_ofThePage_haveTheLabelsOfThePicture() throws IOException {
    StudyOutcome outcome = Reports.outcome(folder, Reports.GRID, new FakeRunner());
    ReportData data = StudyData.of(outcome, folder, Provenance.UNKNOWN);
    JsonNode charts = Json.mapper().valueToTree(data).path("study").path("curve").path("charts");
    List<String> labels = new ArrayList<>();
    labels.addAll(labels(charts.get(0).path("y")));
    labels.addAll(labels(charts.get(0).path("right")));
    labels.addAll(labels(charts.get(1).path("y")));
    labels.addAll(labels(charts.get(0).path("x")));
    assertThat(labels).hasSizeGreaterThan(15).contains("0.03", "short");
    List<String> drawn =
        Pattern.compile("<text class=\"\"[^>]*>([^<]*)</text>")
            .matcher(Curve.of(outcome))
            .results()
            .map(text -> text.group(1))
            .filter(text -> !text.contains(" ") && !text.equals("opponent"))
            .toList();
    assertThat(drawn).containsExactlyElementsOf(labels);
  }

  @Test
  void cards_ofTheBestItself_sayGainsWithOneSign() {
    StudyOutcome outcome = Reports.outcome(folder, Studies.grid(0, 0.1, 0.2), new FakeRunner());
    List<Card> cards = StudyData.of(outcome, folder, Provenance.UNKNOWN).cards();
    assertThat(cards)
        .anySatisfy(
            card -> {
              assertThat(card.name()).isEqualTo("Strongest decay within 1 standard error");
              assertThat(card.notes()).containsExactly("the best point itself");
            })
        .anySatisfy(
            card -> {
              assertThat(card.name()).isEqualTo("Gain over λ = 0 on the test split");
              assertThat(card.value()).matches("\\d\\.\\d{4} nats");
              assertThat(card.notes()).first().asString().matches("95 % interval 0.* to 0.*");
            });
  }

  private static List<String> labels(JsonNode axis) {
    List<String> labels = new ArrayList<>();
    axis.path("ticks").forEach(tick -> labels.add(tick.path("label").asString()));
    return labels;
  }

  @Test
  void data_ofAStudyWithoutFinalRuns_leavesThemOut() {
    StudySpec spec = Studies.grid(0, 0.1);
    ReportData data =
        StudyData.of(Reports.outcome(folder, spec, new FakeRunner()), folder, Provenance.UNKNOWN);
    assertThat(data.runs()).isEmpty();
    assertThat(Page.html(data, false).contains("Train loss")).isFalse();
  }

  @Test
  void data_ofARunThatWasKilled_endsBeforeTheCutLine() throws IOException {
    Path run = folder.resolve("run");
    Reports.writeRun(run, 0.1, 12);
    Files.writeString(
        run.resolve("metrics.jsonl"),
        Files.readString(run.resolve("metrics.jsonl")) + "{\"step\": 130, \"tok");
    ReportData data = RunData.of(run, Provenance.UNKNOWN);
    assertThat(data.name()).isEqualTo("run");
    assertThat(data.study()).isNull();
    assertThat(data.runs().getFirst().points()).hasSize(12);
  }

  @Test
  void data_ofAFolderThatIsEmptyYet_isARunWithoutPoints() {
    ReportData data = RunData.of(folder, Provenance.UNKNOWN);
    assertThat(data.runs().getFirst().points()).isEmpty();
    assertThat(data.runs().getFirst().plan()).isNull();
  }

  @Test
  void data_ofALongRun_isThinnedButKeepsEvaluationsAndTheLastPoint() throws IOException {
    Reports.writeRun(folder, 0.1, 5001);
    List<JsonNode> points = RunData.of(folder, Provenance.UNKNOWN).runs().getFirst().points();
    assertThat(points).hasSizeBetween(500, 1100);
    assertThat(points.getLast().path("step").asLong()).isEqualTo(50010);
    assertThat(points.stream().filter(point -> point.path("validation_nll").isNumber()))
        .hasSize(500);
  }

  @Test
  void html_ofAnything_reachesForNothingOutside() throws IOException {
    String html = Page.html(Reports.hostile(folder), true);
    List<String> outside =
        Pattern.compile(
                "<(script|link|img|iframe)\\b[^>]*?\\b(src|href)=[\"']?(https?:)?//"
                    + "|@import\\b|url\\([\"']?(https?:)?//|\\{\\{\\w+}}")
            .matcher(html)
            .results()
            .map(MatchResult::group)
            .toList();
    assertThat(outside).isEmpty();
    assertThat(html.contains("Licensed to the Apache Software Foundation")).isTrue();
  }

  @Test
  void html_withHostileNames_holdsThemAsDataOnly() throws IOException {
    String html = Page.html(Reports.hostile(folder), false);
    assertThat(html.split("</script>", -1).length).isEqualTo(4);
    assertThat(html.contains("\\u003c/script>\\u003cscript>")).isTrue();
    assertThat(html.contains("<img src=x")).isFalse();
    int begin = html.indexOf("id=\"data\">") + "id=\"data\">".length();
    String json = html.substring(begin, html.indexOf("</script>", begin));
    assertThat(
            Json.mapper().readTree(json).path("study").path("more").get(0).path("rows").toString())
        .contains("document.body.dataset.broken=1");
  }

  @Test
  void html_thatIsLive_listens() throws IOException {
    ReportData data = Reports.study(folder, Reports.GRID);
    assertThat(Page.html(data, true).contains("new EventSource(")).isTrue();
    assertThat(Page.html(data, false).contains("new EventSource(")).isFalse();
  }
}
