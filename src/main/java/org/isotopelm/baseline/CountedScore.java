package org.isotopelm.baseline;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.Json;
import org.isotopelm.eval.Evaluation;
import org.isotopelm.eval.Interval;
import org.isotopelm.eval.Scores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The counted baseline of a run on its validation split, as the run's folder keeps it.
 *
 * @param order n of the n-grams
 * @param tokens predicted
 * @param nll nats per token
 * @param perplexity exp(nll)
 * @param bitsPerByte of the documents' original text
 * @param ci95 of nll, by bootstrap, low and high; empty for fewer than two units
 */
public record CountedScore(
    int order, long tokens, double nll, double perplexity, double bitsPerByte, List<Double> ci95) {
  /** In a run's folder. */
  public static final String FILE = "counted.json";

  private static final Logger LOG = LoggerFactory.getLogger(CountedScore.class);
  private static final long SEED = 1;

  static CountedScore of(CountedSpec spec, Scores scores) {
    Evaluation evaluation = scores.evaluation(null, null, null, SEED);
    Interval ci95 = evaluation.ci95();
    return new CountedScore(
        spec.order(),
        evaluation.tokens(),
        evaluation.nll(),
        evaluation.perplexity(),
        evaluation.bitsPerByte(),
        ci95 == null ? List.of() : List.of(ci95.low(), ci95.high()));
  }

  /** {@code counted 5-gram}. */
  @JsonIgnore
  public String label() {
    return new CountedSpec(order).label();
  }

  /** Of a run's folder; nothing where it has none, or one that cannot be read. */
  public static Optional<CountedScore> in(Path run) {
    Path file = run.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.mapper().readValue(Files.readString(file), CountedScore.class));
    } catch (IOException | JacksonException e) {
      LOG.warn("{} cannot be read, so the counted baseline is not shown", file);
      return Optional.empty();
    }
  }

  /** Keeps it in a run's folder. */
  void keep(Path run) {
    try {
      AtomicFile.write(run.resolve(FILE), Json.mapper().writeValueAsString(this) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
