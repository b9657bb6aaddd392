package org.isotopelm.cluster;

import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.isotopelm.base.ProblemException;

/** Computes on Spark, in a JVM of its own, because Spark leaves threads behind. */
final class SparkProgram {
  private SparkProgram() {}

  public static void main(String[] args) {
    boolean cancelled = args.length > 1;
    try (JavaSparkContext spark =
        SparkLink.open(SparkMaster.parse(args[0]), Map.of(), () -> cancelled)) {
      List<Integer> doubled = spark.parallelize(List.of(1, 2, 3), 3).map(x -> 2 * x).collect();
      System.out.println("program: doubled " + doubled);
    } catch (ProblemException e) {
      System.out.println("program: " + e.getMessage());
      System.exit(e.exitCode().number()); // Spark may go on starting
    }
  }
}
