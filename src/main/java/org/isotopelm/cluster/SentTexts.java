package org.isotopelm.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.text.Texts;
import org.isotopelm.token.TokenizerSpec;
import org.isotopelm.token.training.CountedPieces;
import org.isotopelm.token.training.PieceCounter;

/**
 * Counts the pieces of texts on a cluster. The texts are read here, once, and go out in parts, of
 * which a few are under way at a time: so they may be larger than the memory of every machine.
 */
final class SentTexts {
  /** Usual characters of a part. */
  static final int PART = 4 << 20;

  private static final String KEPT = "nothing was saved; run the same command again";

  private final SparkJobs jobs;
  private final PieceCount count;
  private final int most;
  private final int size;

  private final Deque<JavaFutureAction<List<byte[]>>> underWay = new ArrayDeque<>();
  private final CountedPieces counted = new CountedPieces();
  private List<String> part = new ArrayList<>();
  private int characters;

  /**
   * @param most parts that are under way at a time
   * @param size characters of a part
   */
  private SentTexts(SparkJobs jobs, PieceCount count, int most, int size) {
    this.jobs = jobs;
    this.count = count;
    this.most = most;
    this.size = size;
  }

  /**
   * The pieces of all texts.
   *
   * @param atATime parts that are counted side by side
   * @param size characters of a part
   * @throws ProblemException (interrupted) once it is cancelled
   */
  static CountedPieces count(
      JavaSparkContext spark,
      TokenizerSpec.Counted spec,
      Texts texts,
      int atATime,
      int size,
      BooleanSupplier cancelled) {
    PieceCount count = new PieceCount(Json.mapper().writeValueAsString(spec));
    SparkJobs jobs = new SparkJobs(spark, cancelled, KEPT);
    try {
      return new SentTexts(jobs, count, 2 * atATime, size).counted(texts);
    } catch (CancellationException e) {
      throw ProblemException.interrupted("interrupted; nothing was saved");
    }
  }

  private CountedPieces counted(Texts texts) {
    try {
      texts.forEach(text -> PieceCounter.divide(text, this::add));
      send();
      while (!underWay.isEmpty()) {
        receive();
      }
      return counted;
    } finally {
      underWay.forEach(job -> job.cancel(true));
    }
  }

  private void add(String text) {
    part.add(text);
    characters += text.length();
    if (characters >= size) {
      send();
    }
  }

  private void send() {
    if (underWay.size() == most) {
      receive();
    }
    underWay.add(jobs.begin(part, count));
    part = new ArrayList<>();
    characters = 0;
  }

  /** Waits for the oldest part. */
  private void receive() {
    try {
      counted.addPacked(jobs.result(underWay.remove()));
    } catch (CancellationException e) {
      throw e;
    } catch (IllegalStateException e) {
      throw ProblemException.failure(
          "the cluster could not count a part of the text: " + SparkLink.firstLine(e));
    }
  }
}
