package org.isotopelm.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SparkJobsTest {
  /** Holds a task until Spark is stopped. */
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  private JavaSparkContext spark;

  @BeforeEach
  void startSpark() {
    spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[1]")
                .setAppName("test")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1"));
  }

  @AfterEach
  void stopSpark() {
    spark.close();
  }

  private SparkJobs jobs(BooleanSupplier cancelled) {
    return new SparkJobs(spark, cancelled, "try again");
  }

  private static String waiting(String argument) throws InterruptedException {
    NEVER.await();
    return argument;
  }

  /** As when the user's signal reaches Spark before it reaches us. */
  private static BooleanSupplier soon() {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.incrementAndGet() > 3;
  }

  private static void assertEnded(ProblemException problem) {
    assertThat(problem.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(problem)
        .hasMessageStartingWith("the connection to the cluster has ended: ")
        .hasMessageEndingWith("; try again");
  }

  @Test
  void result_isThatOfTheTask() {
    SparkJobs jobs = jobs(() -> false);
    JavaFutureAction<List<String>> job = jobs.begin("a", text -> text + "b");
    assertThat(jobs.result(job)).isEqualTo("ab");
  }

  @Test
  void result_ofATaskThatFails_hasTheFirstLineOfItsError() {
    SparkJobs jobs = jobs(() -> false);
    JavaFutureAction<List<String>> job =
        jobs.begin(
            "a",
            text -> {
              throw new UnsupportedOperationException(text + " fails\nfor a reason");
            });
    assertThatThrownBy(() -> jobs.result(job))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a fails");
  }

  @Test
  void result_whereTheConnectionEnds_saysSo() {
    SparkJobs jobs = jobs(() -> false);
    JavaFutureAction<List<String>> job = jobs.begin("a", SparkJobsTest::waiting);
    spark.close();
    assertThatThrownBy(() -> jobs.result(job))
        .isInstanceOfSatisfying(ProblemException.class, SparkJobsTest::assertEnded);
    assertThatThrownBy(() -> jobs.begin("b", SparkJobsTest::waiting))
        .isInstanceOfSatisfying(ProblemException.class, SparkJobsTest::assertEnded);
  }

  @Test
  void result_whereTheUserStopsTheProgramAndSparkHearsItFirst_isACancellation() {
    JavaFutureAction<List<String>> job = jobs(() -> false).begin("a", SparkJobsTest::waiting);
    spark.close();
    assertThatThrownBy(() -> jobs(soon()).result(job)).isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> jobs(soon()).begin("b", SparkJobsTest::waiting))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void result_onceItIsCancelled_endsTheJob() {
    JavaFutureAction<List<String>> job = jobs(() -> false).begin("a", SparkJobsTest::waiting);
    assertThatThrownBy(() -> jobs(() -> true).result(job))
        .isInstanceOf(CancellationException.class);
    assertThat(job.isCancelled()).isTrue();
  }
}
