package org.isotopelm.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isotopelm.report.chart.Chart;
import org.isotopelm.report.chart.Tick;
import org.isotopelm.report.run.Provenance;
import org.isotopelm.report.run.ReportData;
import org.isotopelm.report.run.RunData;
import org.isotopelm.report.run.RunsData;
import org.isotopelm.report.study.StudyData;
import org.isotopelm.study.FakeRunner;
import org.isotopelm.study.LadderCases;
import org.isotopelm.study.Studies;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.space.Dimension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader sees: the page after its scripts have run in a real browser. */
class PageInBrowserTest {
  /** Keeps what went wrong, and at the end whether the page is wider than its window. */
  private static final String WATCH =
      """
      <script>
      window.problems = [];
      addEventListener("error", event => window.problems.push(event.message));
      addEventListener("securitypolicyviolation", event => window.problems.push(event.blockedURI));
      addEventListener("load", () => setTimeout(() => {
        document.body.dataset.problems = window.problems.join("; ");
        document.body.dataset.window = innerWidth;
        document.body.dataset.wider = document.documentElement.scrollWidth - document.documentElement.clientWidth;
      }, 500));
      </script>
      """;

  @TempDir Path folder;

  @Test
  void study_isDrawn() throws Exception {
    Dom dom = open(Reports.study(folder, Reports.GRID), 1280);
    assertThat(dom.charts()).isGreaterThanOrEqualTo(6);
    assertThat(dom.text())
        .contains("lambda = 0.2 has the lowest held-out perplexity of 6 points")
        .contains("Best λ 0.2")
        .contains("Gain over λ = 0")
        .contains("4.1115")
        .contains("best, and within 1 s.e.: 0.2")
        .contains("short")
        .contains("divided by a hash of their text into 3 folds")
        .contains("Held-out nll during training")
        .contains("Modelled nll over lambda")
        .contains("isotope study x.yaml")
        .contains("70.1");
    assertThat(dom.number("wider")).isZero();
  }

  @Test
  void studyOfSeveralModels_beginsWithTheOneToUse_alsoOnAPhone() throws Exception {
    StudyOutcome outcome = LadderCases.all().getFirst().outcome(folder);
    ReportData data = StudyData.of(outcome, folder, Provenance.UNKNOWN);
    assertThat(open(data, 1280).text())
        .containsSubsequence(
            "The mixture is recommended",
            "It mixes 3 trainings of an LSTM",
            "Use this model",
            "How to use it",
            "isotope eval ",
            "Final models",
            "What the search of weight decay found",
            "Decay helps");
    onAPhone(data);
  }

  @Test
  void study_onAPhone_isNoWiderThanItsWindow() throws Exception {
    Dom dom = onAPhone(Reports.hostile(folder));
    assertThat(dom.number("charts")).isGreaterThanOrEqualTo(6);
  }

  @Test
  void measuredRun_onAPhone_isNoWiderThanItsWindow() throws Exception {
    Reports.writeMeasuredRun(folder.resolve("run"), 40);
    Dom dom = onAPhone(RunData.of(folder.resolve("run"), Provenance.UNKNOWN));
    assertThat(dom.number("charts")).isGreaterThanOrEqualTo(9);
  }

  private Dom onAPhone(ReportData data) throws IOException, InterruptedException {
    Path inner = folder.resolve("inner.html");
    Files.writeString(inner, watched(Page.html(data, false)));
    Path outer = folder.resolve("outer.html");
    // Chromium's own windows have a least width of about 500.
    Files.writeString(
        outer,
        """
        <iframe src="inner.html" width="360" height="800"></iframe>
        <script>
        const wait = setInterval(() => {
          const inner = document.querySelector("iframe").contentDocument;
          if (inner?.body?.dataset.problems == null) return;
          clearInterval(wait);
          Object.assign(document.body.dataset, inner.body.dataset);
          document.body.dataset.charts = inner.querySelectorAll(".chart svg").length;
        }, 50);
        </script>
        """);
    Dom dom =
        new Dom(
            Chromium.open()
                .dom(outer, folder, "--window-size=800,900", "--allow-file-access-from-files"));
    assertThat(dom.data("problems")).isEmpty();
    assertThat(dom.number("window")).isEqualTo(360);
    assertThat(dom.number("wider")).isZero();
    return dom;
  }

  @Test
  void study_withHostileNames_showsThemAsText() throws Exception {
    Dom dom = open(Reports.hostile(folder), 500);
    assertThat(dom.text()).contains("document.body.dataset.broken=1");
    assertThat(dom.html()).doesNotContain("data-broken");
    assertThat(dom.number("wider")).isZero();
  }

  @Test
  void study_ofSeveralDimensions_isDrawn() throws Exception {
    Map<String, Dimension> two =
        Studies.space(
            "lambda", Studies.logUniform(FakeRunner.LAMBDA, 0.01, 10),
            "epochs", Studies.values("train.epochs", 5, 10));
    StudyOutcome outcome =
        Reports.outcome(folder, Studies.of(Studies.random(8), two), new FakeRunner());
    ReportData data = StudyData.of(outcome, folder, Provenance.UNKNOWN);
    Dom dom = open(data, 900);
    assertThat(dom.charts()).isGreaterThanOrEqualTo(5);
    assertThat(dom.text())
        .contains("Held-out nll over lambda and epochs", "the mean of a Gaussian process.")
        .contains("How much each dimension matters", "interactions")
        .contains("epochs = 5", "Points on one line differ in lambda only.");
  }

  /** What the browser draws is what the data has. */
  @Test
  void curve_inTheBrowser_hasTheLabelsOfItsData() throws Exception {
    ReportData data = Reports.study(folder, Reports.GRID);
    Chart held =
        Objects.requireNonNull(Objects.requireNonNull(data.study()).curve()).charts().getFirst();
    String html = open(data, 1280).html();
    String drawn =
        html.substring(
            html.indexOf("id=\"chart-curve\""), html.indexOf("id=\"chart-curve-train\""));
    List<String> texts =
        Pattern.compile("<text[^>]*>([^<]*)</text>")
            .matcher(drawn)
            .results()
            .map(text -> text.group(1))
            .toList();
    assertThat(texts)
        .containsAll(held.x().ticks().stream().map(Tick::label).toList())
        .containsAll(held.y().ticks().stream().map(Tick::label).toList())
        .containsAll(
            Objects.requireNonNull(held.right()).ticks().stream().map(Tick::label).toList());
  }

  @Test
  void study_ofTokenizers_isInBitsPerByteThroughout() throws Exception {
    Dom dom = open(StudyData.of(Reports.tokenizers(folder), folder, Provenance.UNKNOWN), 900);
    // Of 1000 tokens in 3000 bytes, a nll of 4 nats a token is 1.92 bits a byte.
    assertThat(dom.text())
        .contains("has the lowest held-out bits per byte of 3 points")
        .contains("How bits per byte depend on v", "Held-out bits per byte")
        .contains("Points are compared in bits per byte, because their tokens differ")
        .doesNotContain("How nll depends", "lowest held-out nll");
  }

  @Test
  void study_withAPointOffTheScale_saysSo() throws Exception {
    ReportData data = StudyData.of(Reports.exploded(folder), folder, Provenance.UNKNOWN);
    assertThat(open(data, 900).text()).contains("off the scale: 13.5");
  }

  @Test
  void study_thatRuns_saysHowFarItIs() throws Exception {
    ReportData data =
        Reports.study(folder, Reports.GRID)
            .running(
                new ReportData.Running("cells", 7, 18, 1, 90.0, Map.of("lambda", 0.1), 4.25, null));
    Dom dom = open(data, 900);
    assertThat(dom.text()).contains("7 of 18 cells done, 1 failed; about 90 seconds left");
    assertThat(dom.text()).contains("Best so far: lambda = 0.1, 4.2500. It may change.");
  }

  @Test
  void study_inWhichAllDiverged_isShown() throws Exception {
    FakeRunner runner =
        new FakeRunner(
            cell -> {
              throw FakeRunner.diverged();
            },
            true);
    ReportData data =
        StudyData.of(Reports.outcome(folder, Reports.GRID, runner), folder, Provenance.UNKNOWN);
    assertThat(open(data, 900).text()).contains("Nothing can be concluded");
  }

  @Test
  void run_isDrawn() throws Exception {
    Reports.writeRun(folder.resolve("run"), 0.1, 40);
    Dom dom = open(RunData.of(folder.resolve("run"), Provenance.UNKNOWN), 1280);
    assertThat(dom.charts()).isGreaterThanOrEqualTo(5);
    assertThat(dom.text())
        .contains("The held-out nll was lowest, 3.3025, at step 400.", "Gradient norm");
  }

  @Test
  void measuredRun_saysWhatDecayDid() throws Exception {
    Reports.writeMeasuredRun(folder.resolve("run"), 40);
    Dom dom = open(RunData.of(folder.resolve("run"), Provenance.UNKNOWN), 1280);
    // The norm stays 9 while each of 390 steps takes a thousandth: 0.999^390 = 0.677.
    assertThat(dom.text())
        .contains("What did decay do here?", "Step 20: The weights shrink.")
        .contains(
            "rest: decay multiplied the norm of the weights by 0.677, and the updates by 1.48.")
        .contains("Group rest: decay and the updates balanced", "Are the weights in equilibrium?")
        .contains("How far does a step turn the weights?", "rest 0.573°")
        .contains("What decay did, by tensor");
    assertThat(dom.charts()).isGreaterThanOrEqualTo(11);
    assertThat(dom.number("wider")).isZero();
  }

  @Test
  void runs_areDrawnTogether() throws Exception {
    Reports.writeRun(folder.resolve("a"), 0.1, 40);
    Reports.writeRun(folder.resolve("b"), 0.3, 40);
    List<Path> runs = List.of(folder.resolve("a"), folder.resolve("b"));
    Dom dom = open(RunsData.of(runs, Provenance.UNKNOWN), 900);
    assertThat(dom.charts()).isGreaterThanOrEqualTo(5);
    assertThat(dom.text())
        .contains("a has the lowest nll on the validation split: 3.3025 nats per token")
        .contains("minus the first run", "Decay plans", "Train loss");
    assertThat(dom.number("wider")).isZero();
  }

  @Test
  void run_withoutAPointYet_isShown() throws Exception {
    assertThat(open(RunData.of(folder, Provenance.UNKNOWN), 900).text())
        .contains("Nothing has been logged yet.");
  }

  private Dom open(ReportData data, int width) throws IOException, InterruptedException {
    Path page = folder.resolve("page.html");
    Files.writeString(page, watched(Page.html(data, false)));
    Dom dom = new Dom(Chromium.open().dom(page, folder, "--window-size=" + width + ",900"));
    assertThat(dom.data("problems")).as("errors of the page's scripts").isEmpty();
    return dom;
  }

  private static String watched(String html) {
    return html.replaceFirst("<title>", Matcher.quoteReplacement(WATCH + "<title>"));
  }

  /** A page as the browser has it. */
  private record Dom(String html) {
    /** The page's words, without its scripts. */
    String text() {
      return html.replaceAll("(?s)<(script|style).*?</\\1>", "")
          .replaceAll("<[^>]*>", " ")
          .replace("&lt;", "<")
          .replace("&gt;", ">")
          .replace("&amp;", "&")
          .replace("&nbsp;", " ")
          .replaceAll("[\\s\u00a0]+", " ");
    }

    long charts() {
      return Pattern.compile("class=\"chart\"[^>]*><div[^>]*><svg").matcher(html).results().count();
    }

    String data(String name) {
      List<String> found =
          Pattern.compile("<body[^>]* data-" + name + "=\"([^\"]*)\"")
              .matcher(html)
              .results()
              .map(match -> match.group(1))
              .toList();
      assertThat(found).as("data-" + name).hasSize(1);
      return found.getFirst();
    }

    long number(String name) {
      return Long.parseLong(data(name));
    }
  }
}
