package org.isotopelm.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.isotopelm.base.ProblemException;
import org.isotopelm.math.Engine;
import org.isotopelm.project.Project;
import org.isotopelm.project.RunTrainer;
import org.isotopelm.project.StudyRunner;
import org.isotopelm.study.training.LocalSite;
import org.isotopelm.study.training.Site;
import org.isotopelm.text.Texts;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerSpec;
import org.isotopelm.train.CountingPlan;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.SteplessPlan;

/** A cluster that does the work of studies and trainings until it is closed. */
public final class SparkCluster implements StudyRunner.Place, AutoCloseable {
  private static final int LEAST_JAVA = 25;

  private final JavaSparkContext spark;
  private final int atATime;
  private final Consumer<String> tell;
  private final BooleanSupplier cancelled;
  private final List<Machines> machines = new ArrayList<>();

  private SparkCluster(
      JavaSparkContext spark, int atATime, Consumer<String> tell, BooleanSupplier cancelled) {
    this.spark = spark;
    this.atATime = atATime;
    this.tell = tell;
    this.cancelled = cancelled;
  }

  /**
   * Connects to a cluster.
   *
   * @param settings Spark's own, by their names
   * @param workers tasks side by side; empty: as many as the cluster has cores
   * @param tell what the user may want to know while the cluster keeps us waiting
   * @param cancelled once true, no more is waited for
   * @throws ProblemException (failure) where there is no Spark, or none that can be used;
   *     (interrupted) once it is cancelled
   */
  public static SparkCluster open(
      SparkMaster master,
      Map<String, String> settings,
      OptionalInt workers,
      Consumer<String> tell,
      BooleanSupplier cancelled) {
    JavaSparkContext spark = SparkLink.open(master, settings, cancelled);
    try {
      if (!master.isLocal()) {
        SparkLink.awaitExecutors(spark, tell, cancelled);
      }
      int cores = spark.defaultParallelism();
      requireJava(spark, cores);
      tell.accept(
          "Spark %s at %s: %s tasks side by side"
              .formatted(spark.version(), master.url(), workers.orElse(cores)));
      return new SparkCluster(spark, workers.orElse(cores), tell, cancelled);
    } catch (RuntimeException e) {
      boolean unwanted = SparkJobs.isStopping(spark, cancelled);
      spark.close();
      throw unwanted ? SparkLink.interrupted() : e;
    }
  }

  private static void requireJava(JavaSparkContext spark, int cores) {
    List<Integer> tasks = IntStream.range(0, 2 * cores).boxed().toList();
    List<String> wrong;
    try {
      wrong = spark.parallelize(tasks, 2 * cores).map(_ -> lack()).distinct().collect();
    } catch (Exception e) {
      if (!(e instanceof SparkException) && !(e.getCause() instanceof SparkException)) {
        throw e;
      }
      boolean old = String.valueOf(e.getMessage()).contains("UnsupportedClassVersionError");
      throw ProblemException.failure(
          old
              ? "the cluster's workers run on a JVM that is older than Java %s; start them with JAVA_HOME of a JDK %s or newer"
                  .formatted(LEAST_JAVA, LEAST_JAVA)
              : "the cluster cannot run a first task: " + SparkLink.firstLine(e));
    }
    wrong.stream()
        .filter(lack -> !lack.isEmpty())
        .findFirst()
        .ifPresent(
            lack -> {
              throw ProblemException.failure(
                  "the cluster's executors have " + lack + "; Isotope needs it on all of them");
            });
  }

  /** What this JVM lacks; nothing where it can train. */
  private static String lack() {
    int java = Runtime.version().feature();
    return java < LEAST_JAVA
        ? "Java %s, not Java %s or newer".formatted(java, LEAST_JAVA)
        : ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()
            ? "no module jdk.incubator.vector (--add-modules=jdk.incubator.vector in spark.executor.extraJavaOptions)"
            : "";
  }

  @Override
  public Site site(Project project, Engine engine, LocalSite here) {
    return sent(() -> ClusterSite.of(spark, project, engine, here, atATime));
  }

  /**
   * Trains a tokenizer; its pieces are counted on the cluster. The result is that of {@link
   * TokenizerSpec#make}. A kind that is not learned from counts is made here.
   *
   * @throws ProblemException (interrupted) once it is cancelled
   */
  public Tokenizer train(TokenizerSpec spec, Texts texts, BooleanSupplier cancelled) {
    return spec instanceof TokenizerSpec.Counted counted
        ? counted.train(SentTexts.count(spark, counted, texts, atATime, SentTexts.PART, cancelled))
        : spec.make(texts);
  }

  /**
   * Where trainings of runs are done.
   *
   * @param count of the machines that share the steps of a model that is trained by gradients
   */
  public RunTrainer.Place trainer(OptionalInt count) {
    return (project, engine, plan) ->
        switch (plan) {
          case GradientPlan gradients ->
              gradients.with(sent(() -> machines(project, engine, count.orElseThrow())));
          case CountingPlan.Estimated ngrams ->
              ngrams.withCounter(
                  new ClusterCounter(spark, atATime, ClusterCounter.PART, ClusterCounter.RANGE));
          case SteplessPlan here -> here;
        };
  }

  private Machines machines(Project project, Engine engine, int count) {
    SentProject sent = SentProject.of(spark, project, engine);
    Machines held = new Machines(spark, spark.broadcast(sent), count, tell, cancelled);
    machines.add(held);
    return held;
  }

  /** What is sent to the cluster, whose connection may end meanwhile. */
  private <T> T sent(Supplier<T> sending) {
    try {
      return sending.get();
    } catch (IllegalStateException e) {
      if (SparkJobs.isStopping(spark, cancelled)) {
        throw SparkLink.interrupted();
      }
      throw spark.sc().isStopped()
          ? ProblemException.failure(
              "the connection to the cluster has ended: " + SparkLink.firstLine(e))
          : e;
    }
  }

  @Override
  public void close() {
    machines.forEach(Machines::close);
    spark.close();
  }
}
