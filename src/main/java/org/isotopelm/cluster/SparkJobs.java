package org.isotopelm.cluster;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.isotopelm.base.ProblemException;

/**
 * Spark jobs of one task each, and what it means when one has no result.
 *
 * @param cancelled whether the user stops the program
 * @param kept what the user has once the connection has ended; the end of a sentence
 */
record SparkJobs(JavaSparkContext spark, BooleanSupplier cancelled, String kept) {
  private static final long POLL_MILLISECONDS = 100;

  /**
   * Begins a job.
   *
   * @throws CancellationException once the user stops the program
   * @throws ProblemException (failure) where the connection to the cluster has ended
   */
  <A, R> JavaFutureAction<List<R>> begin(A argument, Function<A, R> task) {
    return begin(() -> spark.parallelize(List.of(argument), 1).map(task));
  }

  /** Begins the job whose result is the only element of this. */
  <R> JavaFutureAction<List<R>> begin(Supplier<JavaRDD<R>> result) {
    try {
      return result.get().collectAsync();
    } catch (IllegalStateException e) { // of a connection that has ended
      throw failure(e, e);
    }
  }

  /**
   * Waits for the result of a job.
   *
   * @throws CancellationException once the user stops the program; then the job is told to end
   * @throws ProblemException (failure) where the connection to the cluster has ended
   * @throws IllegalStateException where Spark gave the job up, after it has tried it on several
   *     machines; with the first line of the reason
   */
  <R> R result(JavaFutureAction<List<R>> job) {
    while (!cancelled.getAsBoolean()) {
      try {
        return job.get(POLL_MILLISECONDS, TimeUnit.MILLISECONDS).getFirst();
      } catch (TimeoutException e) {
        // It runs.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      } catch (ExecutionException e) {
        Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
        throw failure(Objects.requireNonNullElse(cause.getCause(), cause), e);
      }
    }
    job.cancel(true);
    throw new CancellationException();
  }

  private RuntimeException failure(Throwable reason, Exception thrown) {
    if (isStopping(spark, cancelled)) {
      return new CancellationException();
    }
    String first = SparkLink.firstLine(reason);
    return spark.sc().isStopped()
        ? ProblemException.failure(
            "the connection to the cluster has ended: " + first + "; " + kept)
        : new IllegalStateException(first, thrown);
  }

  /** Whether the user stops the program: Spark may hear of it first, and end its jobs. */
  static boolean isStopping(JavaSparkContext spark, BooleanSupplier cancelled) {
    for (int i = 0; i < 10 && spark.sc().isStopped() && !cancelled.getAsBoolean(); i++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLISECONDS));
    }
    return cancelled.getAsBoolean();
  }
}
