package org.isotopelm.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.math.Engine;
import org.isotopelm.project.Project;
import org.isotopelm.study.training.FinalModels;
import org.isotopelm.study.training.LocalSite;
import org.isotopelm.study.training.Site;
import org.isotopelm.study.training.StudyFacts;
import org.isotopelm.study.training.StudyTask;

/**
 * The machines of a cluster: a task of the study is a Spark job of one task. Config and texts reach
 * each machine once. The journal and everything that is no task stay here.
 */
public final class ClusterSite implements Site {
  private static final String KEPT =
      "what has ended is kept, and the same command goes on from there";

  private final JavaSparkContext spark;
  private final Broadcast<SentStudy> study;
  private final LocalSite here;
  private final List<OuterFold> outer;
  private final int atATime;

  private ClusterSite(
      JavaSparkContext spark,
      Broadcast<SentStudy> study,
      LocalSite here,
      List<OuterFold> outer,
      int atATime) {
    this.spark = spark;
    this.study = study;
    this.here = here;
    this.outer = outer;
    this.atATime = atATime;
  }

  /**
   * Sends a study to a cluster.
   *
   * @param here does what is no task
   * @param atATime tasks side by side, at least 1
   * @throws ProblemException (data) for a text that cannot be read; (failure) for one that is too
   *     large to send
   */
  public static ClusterSite of(
      JavaSparkContext spark, Project project, Engine engine, LocalSite here, int atATime) {
    SentStudy sent = new SentStudy(SentProject.of(spark, project, engine));
    return new ClusterSite(spark, spark.broadcast(sent), here, List.of(), atATime);
  }

  @Override
  public StudyFacts facts() {
    return here;
  }

  @Override
  public FinalModels finals() {
    return here.finals();
  }

  @Override
  public int atATime(int workers) {
    return atATime;
  }

  /** As many as Spark gives a task. */
  @Override
  public int threadsEach(int workers, int trainings) {
    return spark.getConf().getInt("spark.task.cpus", 1);
  }

  @Override
  public ClusterSite outer(int fold, int folds) {
    return new ClusterSite(
        spark,
        study,
        here.outer(fold, folds),
        Stream.concat(outer.stream(), Stream.of(new OuterFold(fold, folds))).toList(),
        atATime);
  }

  @Override
  public <R> R perform(StudyTask<R> task, Path folder, BooleanSupplier cancelled) {
    TaskCall call = new TaskCall(study, outer, PackedFiles.pack(folder, task.reads()));
    SparkJobs jobs = new SparkJobs(spark, cancelled, KEPT);
    Reply.Done done = jobs.result(jobs.begin(Json.mapper().writeValueAsString(task), call)).done();
    PackedFiles.unpack(done.left(), folder, task.leaves());
    return Json.mapper().readValue(done.result(), task.result());
  }
}
