package org.isotopelm.cluster;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.isotopelm.base.ProblemException;
import org.isotopelm.model.ngram.estimate.NgramCounter;
import org.isotopelm.model.ngram.estimate.NgramMerge;
import org.isotopelm.model.ngram.estimate.NgramRanges;
import org.isotopelm.model.ngram.estimate.NgramText;
import scala.Function1;

/**
 * Counts n-grams on a cluster. A task counts a part of the text; another merges the counts of all
 * parts in one range of n-grams. The ranges come here one after another, a few ahead: so neither
 * text nor counts need fit into the memory of a machine.
 *
 * @param atATime tasks side by side
 * @param part places of the text that a task counts
 * @param range places of the text whose n-grams a task merges, about
 */
record ClusterCounter(JavaSparkContext spark, int atATime, int part, int range)
    implements NgramCounter {
  /** Usual places of a part: 4 MB of tokens. */
  static final int PART = 1 << 20;

  /** Usual places of a range: some MB of n-grams. */
  static final int RANGE = 1 << 19;

  /** Ranges that are here or under way, at most. */
  private static final int MOST_AHEAD = 16;

  private static final String KEPT = "nothing was saved; run the same command again";

  @Override
  public void count(NgramText text, int order, BooleanSupplier stop, Consumer<byte[]> sorted) {
    SparkJobs jobs = new SparkJobs(spark, stop, KEPT);
    NgramRanges ranges = NgramRanges.of(text, order, (int) Math.ceilDiv(text.size(), (long) range));
    JavaRDD<byte[]> merged = merged(text, order, ranges);
    Deque<JavaFutureAction<List<byte[]>>> ahead = new ArrayDeque<>();
    int most = Math.min(2 * atATime, MOST_AHEAD);
    try {
      for (int next = 0; next < ranges.count(); next++) {
        if (ahead.size() == most) {
          sorted.accept(received(jobs, ahead.remove()));
        }
        ahead.add(begin(jobs, merged, next));
      }
      while (!ahead.isEmpty()) {
        sorted.accept(received(jobs, ahead.remove()));
      }
    } finally {
      ahead.forEach(job -> job.cancel(true));
    }
  }

  /** The n-grams of each range, as a partition of one element. */
  private JavaRDD<byte[]> merged(NgramText text, int order, NgramRanges ranges) {
    List<Object> spans = new ArrayList<>();
    for (long from = 0; from < text.size(); from += part) {
      int places = (int) Math.min(part, text.size() - from);
      spans.add(new TextSpan(text, from, places, order));
    }
    return spark
        .parallelize(spans, spans.size())
        .flatMapToPair(new NgramCount(order, text.vocabulary(), ranges))
        .partitionBy(new HashPartitioner(ranges.count())) // a number is its own hash
        .values()
        .mapPartitions(counted -> List.of(NgramMerge.of(counted, order)).iterator());
  }

  /** Merges one range; all parts are counted for the first of them. */
  private static JavaFutureAction<List<byte[]>> begin(
      SparkJobs jobs, JavaRDD<byte[]> merged, int range) {
    Function1<Object, Object> only =
        (Function1<Object, Object> & Serializable) partition -> (int) partition == range;
    return jobs.begin(
        () -> JavaRDD.fromRDD(PartitionPruningRDD.create(merged.rdd(), only), merged.classTag()));
  }

  private static byte[] received(SparkJobs jobs, JavaFutureAction<List<byte[]>> job) {
    try {
      return jobs.result(job);
    } catch (CancellationException e) {
      throw e;
    } catch (IllegalStateException e) {
      throw ProblemException.failure(
          "the cluster could not count the n-grams of the text: " + SparkLink.firstLine(e));
    }
  }
}
