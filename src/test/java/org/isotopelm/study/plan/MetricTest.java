package org.isotopelm.study.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.isotopelm.study.FakeRunner;
import org.isotopelm.study.Studies;
import org.isotopelm.study.Study;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.space.Dimension;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;
import org.isotopelm.study.training.LocalSite;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.study.trial.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricTest {
  private static final Map<String, Dimension> VOCABULARY =
      Map.of("vocabulary", Studies.values("tokenizer.vocabulary", 260, 900));

  @TempDir Path folder;

  @Test
  void of_spaceOrOpponentThatTouchesTheTokenizer_isBitsPerByte() {
    Map<String, Dimension> lambda = Map.of("lambda", Studies.values(FakeRunner.LAMBDA, 0, 1));
    assertThat(Studies.of(Studies.gridSearch(), VOCABULARY).metric())
        .isEqualTo(Metric.BITS_PER_BYTE);
    assertThat(Studies.of(Studies.gridSearch(), lambda).metric()).isEqualTo(Metric.NLL);
    assertThat(opponent(lambda, "tokenizer.kind").metric()).isEqualTo(Metric.BITS_PER_BYTE);
    assertThat(opponent(lambda, "data.boundaries").metric()).isEqualTo(Metric.BITS_PER_BYTE);
    assertThat(opponent(lambda, "train.epochs").metric()).isEqualTo(Metric.NLL);
  }

  private static StudySpec opponent(Map<String, Dimension> space, String path) {
    return Studies.of(
        Studies.gridSearch(), space, 2, 1, Map.of("other", Map.of(path, "something")));
  }

  @Test
  void of_cell_isByHand() {
    // 2 nats × 100 tokens = 200 nats over 50 bytes: 200 / (ln 2 · 50) = 4 / ln 2.
    CellResult known = cell(2, 100, 50, 0, 0);
    assertThat(Metric.NLL.of(known)).isEqualTo(2);
    assertThat(Metric.BITS_PER_BYTE.of(known)).isCloseTo(4 / Math.log(2), within(1e-12));
    // Three unknown words of 20 bytes in all: 23 symbols of log₂ 257 bits more, over 50 bytes.
    assertThat(Metric.BITS_PER_BYTE.of(cell(2, 100, 50, 3, 20)))
        .isCloseTo(4 / Math.log(2) + 23 * Math.log(257) / Math.log(2) / 50, within(1e-12));
    assertThat(Metric.BITS_PER_BYTE.perToken(known)).isCloseTo(2 / Math.log(2), within(1e-12));
    assertThat(Metric.NLL.perToken(known)).isEqualTo(1);
  }

  /** 260 ids: 2.4 nats a token of 1.0 bytes. 900 ids: 5.0 nats a token of 2.2 bytes. */
  @Test
  void study_ofTwoVocabularies_choosesByBitsPerByte() {
    StudySpec spec = Studies.of(Studies.gridSearch(), VOCABULARY, 3, 1, Map.of());
    StudyResult result =
        Study.run(spec, runner(0), Studies.session(folder.resolve("v"), 1)).result();
    assertThat(result.metric()).isEqualTo(Metric.BITS_PER_BYTE);
    assertThat(result.best()).isEqualTo(Map.of("vocabulary", 900L));
    PointResult small = result.points().getFirst();
    assertThat(Objects.requireNonNull(small.scores().nll())).isLessThan(3);
    assertThat(small.scores().bitsPerByte())
        .isGreaterThan(result.points().getLast().scores().bitsPerByte());
    // (2.4 − 5.0/2.2)/ln 2, the same in each fold.
    assertThat(Objects.requireNonNull(small.pairedToBest()).difference())
        .isCloseTo((2.4 - 5.0 / 2.2) / Math.log(2), within(1e-9));
    assertThat(small.pairedToBest().documentsCi95()).isEmpty();
  }

  @Test
  void study_ofUnknownWords_chargesTheirSpelling() {
    StudySpec spec = Studies.of(Studies.gridSearch(), VOCABULARY, 3, 1, Map.of());
    // The larger vocabulary does not know half of the bytes: log₂ 257 bits each undo its gain.
    StudyResult result =
        Study.run(spec, runner(1500), Studies.session(folder.resolve("u"), 1)).result();
    assertThat(result.best()).isEqualTo(Map.of("vocabulary", 260L));
    assertThat(result.points().getLast().scores().unknownShare()).isEqualTo(0.1);
  }

  @Test
  void observations_ofSamplersAndPruning_areOfTheMetric() {
    StudySpec spec = Studies.of(Studies.gridSearch(), VOCABULARY, 3, 1, Map.of());
    Point point = Space.of(VOCABULARY).point(Map.of("vocabulary", 260L));
    Plan plan = Plan.of(spec).with(List.of(new Plan.Proposed(point, 1, "grid", null)));
    Trials trials = new Trials();
    CellResult result = cell(2, 100, 50, 0, 0);
    trials.add(Trial.of(new Cell(Contender.of(point), 0, 1), result));
    assertThat(plan.observations(trials).getFirst().figures().getFirst())
        .isEqualTo(Metric.BITS_PER_BYTE.of(result));
  }

  private static LocalSite runner(long unknownBytes) {
    return new FakeRunner() {
      @Override
      public CellResult run(Cell cell, Path place, BooleanSupplier cancelled) {
        boolean small = cell.overrides().containsValue(260L);
        long tokens = small ? 3300 : 1500;
        double shift = 0.1 * cell.fold() * 1500 / tokens;
        return cell(
            (small ? 2.4 : 5.0) + shift,
            tokens,
            3300,
            small ? 0 : unknownBytes / 10,
            small ? 0 : unknownBytes);
      }
    };
  }

  private static CellResult cell(
      double nll, long tokens, long bytes, long unknown, long unknownBytes) {
    return new CellResult(
        nll,
        nll - 1,
        nll,
        10,
        tokens,
        bytes,
        1,
        0.01,
        10,
        0.1,
        List.of(0.4 * tokens * nll, 0.6 * tokens * nll),
        List.of(0.4 * tokens, 0.6 * tokens),
        List.of(),
        unknown,
        unknownBytes,
        10);
  }
}
