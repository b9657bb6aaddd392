package org.isotopelm.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isotopelm.report.run.Provenance;
import org.isotopelm.report.run.ReportData;
import org.isotopelm.report.study.StudyData;
import org.isotopelm.study.FakeRunner;
import org.isotopelm.study.Studies;
import org.isotopelm.study.Study;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.training.LocalSite;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;

/** Small reports for tests. */
final class Reports {
  static final StudySpec GRID = Studies.grid(0, 0.03, 0.1, 0.2, 0.5, 1);
  static final String BREAKOUT =
      "</script><script>document.body.dataset.broken=1</script><!-- \"quoted\" 'once'";

  private static final String RIGHT_TO_LEFT = "\u05d0\u05d1\u05d2 \u202e\u0627\u0644\u0646\u0635";

  private Reports() {}

  static StudyOutcome outcome(Path folder, StudySpec spec, LocalSite runner) {
    return Study.run(spec, runner, Studies.session(folder, 2));
  }

  /** A finished study with both of its final runs. */
  static ReportData study(Path folder, StudySpec spec) throws IOException {
    StudyOutcome outcome = outcome(folder, spec, new FakeRunner());
    writeRun(folder.resolve("chosen"), 0.2, 40);
    writeRun(folder.resolve("zero"), 0, 40);
    Provenance provenance =
        Provenance.here("isotope study x.yaml", "a: 1\n", "1.2.3", "some text", "fingerprint");
    return StudyData.of(outcome, folder, provenance);
  }

  /** A study of tokenizers, whose tokens differ. */
  static StudyOutcome tokenizers(Path folder) {
    StudySpec spec =
        Studies.of(
            Studies.gridSearch(),
            Map.of("v", Studies.values("tokenizer.vocabulary", 260, 500, 900)),
            3,
            1,
            Map.of());
    return outcome(folder, spec, new FakeRunner());
  }

  /** A study in which the largest λ exploded, though not so far that it counts as diverged. */
  static StudyOutcome exploded(Path folder) {
    FakeRunner runner =
        new FakeRunner() {
          @Override
          public CellResult run(Cell cell, Path place, BooleanSupplier cancelled) {
            return lambda(cell) == 300
                ? FakeRunner.result(12.5 + cell.fold(), 3, 3600)
                : super.run(cell, place, cancelled);
          }
        };
    return outcome(folder, Studies.grid(0, 0.1, 0.2, 300), runner);
  }

  /** A study whose names are no friends of a page. */
  static ReportData hostile(Path folder) throws IOException {
    StudySpec plain =
        Studies.of(
            Studies.gridSearch(),
            Map.of(RIGHT_TO_LEFT + "<b>&amp;", GRID.space().get("lambda")),
            2,
            1,
            Map.of(
                BREAKOUT, Map.of("train.epochs", 5), "x".repeat(300), Map.of("train.epochs", 3)));
    return study(folder.resolve("<img src=x onerror=document.body.dataset.broken=1>"), plain);
  }

  /** A run's metrics.jsonl and plan.json, with an evaluation every hundred steps. */
  public static void writeRun(Path folder, double lambda, int points) throws IOException {
    Files.createDirectories(folder);
    String lines =
        IntStream.rangeClosed(1, points)
            .mapToObj(i -> line(10 * i, lambda))
            .collect(Collectors.joining());
    Files.writeString(folder.resolve("metrics.jsonl"), lines);
    Files.writeString(
        folder.resolve("plan.json"),
        String.format(
            Locale.ROOT,
            """
        {"steps": %d, "parameters": 1234, "plan_hash": "h", "warnings": [], "decay": [
          {"group": "rest", "rule": "what is left", "tensors": ["a", "b"], "parameters": 1234,
           "form": "decoupled", "lambda": %s, "exposure": 1.5,
           "half_life": {"steps": 70.1, "epochs": 0.7, "tokens": 7000.0},
           "timescale_steps": 101.0, "pytorch_weight_decay": 0.1, "learning_rate_factor": 1.0}]}
        """,
            10 * points,
            lambda));
  }

  /** The same of a run whose log says what decay did, with a warning at step 20. */
  public static void writeMeasuredRun(Path folder, int points) throws IOException {
    writeRun(folder, 0.1, points);
    Path log = folder.resolve("metrics.jsonl");
    String measured =
        Files.readString(log)
            .replace(
                "\"update_norm\":0.1}",
                """
                "update_norm":0.1,"gradient_norm":0.5,"decay_norm":0.009,"radial":0.01,\
                "tangential":0.1,"rotation":0.01,"equilibrium":1.5,"agreement":0.45,"near_zero":0.008,\
                "tensors":{"a":{"weight_norm":9.0,"gradient_norm":0.5,"update_norm":0.1,\
                "decay_norm":0.009,"radial":0.01,"rotation":0.01,"equilibrium":1.5,"near_zero":0.008,\
                "row_norms":[2,1.9,1.8,1.7,1.6,1.5,1.4,1.3,1.2,1],\
                "row_tokens":[0.5,0.2,0.1,0.05,0.05,0.03,0.03,0.02,0.01,0.01]}}}""")
            .replace("{\"step\":20,", "{\"warnings\":[\"The weights shrink.\"],\"step\":20,");
    Files.writeString(log, measured);
  }

  private static String line(int step, double lambda) {
    double nll = 3 + 1.0 / step + lambda;
    String held = step % 100 == 0 ? String.format(Locale.ROOT, "%.4f", nll + 0.2) : "null";
    List<Object> figures = List.of(step, 32 * step, step / 50.0, step / 10.0, nll, held, lambda);
    return """
        {"step":%s,"tokens":%s,"epoch":%s,"seconds":%s,"train_nll":%s,"validation_nll":%s,\
        "learning_rate":0.01,"gradient_norm":0.5,"groups":{"rest":{"lambda":%s,"decay_rate":0.001,\
        "weight_norm":9.0,"update_norm":0.1}}}
        """
        .formatted(figures.toArray());
  }
}
