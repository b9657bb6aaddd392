package org.isotopelm.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Json;
import org.isotopelm.base.Problem;
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

  private static final int POLL_MILLISECONDS = 100;

  private final JavaSparkContext spark;
  private final PieceCount count;
  private final int most;
  private final int size;
  private final BooleanSupplier cancelled;

  private final Deque<JavaFutureAction<List<byte[]>>> underWay = new ArrayDeque<>();
  private final CountedPieces counted = new CountedPieces();
  private List<String> part = new ArrayList<>();
  private int characters;

  /**
   * @param most parts that are under way at a time
   * @param size characters of a part
   */
  private SentTexts(
      JavaSparkContext spark, PieceCount count, int most, int size, BooleanSupplier cancelled) {
    this.spark = spark;
    this.count = count;
    this.most = most;
    this.size = size;
    this.cancelled = cancelled;
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
    SentTexts sent = new SentTexts(spark, count, 2 * atATime, size, cancelled);
    texts.forEach(text -> PieceCounter.divide(text, sent::add));
    sent.send();
    while (!sent.underWay.isEmpty()) {
      sent.receive();
    }
    return sent.counted;
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
    underWay.add(spark.parallelize(List.of(part), 1).map(count).collectAsync());
    part = new ArrayList<>();
    characters = 0;
  }

  /** Waits for the oldest part. */
  private void receive() {
    JavaFutureAction<List<byte[]>> oldest = underWay.remove();
    while (!cancelled.getAsBoolean()) {
      try {
        counted.addPacked(oldest.get(POLL_MILLISECONDS, TimeUnit.MILLISECONDS).getFirst());
        return;
      } catch (TimeoutException e) {
        // It runs.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      } catch (ExecutionException e) {
        throw ProblemException.failure(
            "the cluster could not count a part of the text: " + SparkLink.firstLine(e.getCause()));
      }
    }
    throw new ProblemException(
        ExitCode.INTERRUPTED, List.of(Problem.of("interrupted; nothing was saved")), null);
  }
}
