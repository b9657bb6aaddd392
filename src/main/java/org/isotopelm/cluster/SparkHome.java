package org.isotopelm.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isotopelm.base.ProblemException;
import org.jspecify.annotations.Nullable;

/** The user's Spark, whose classes this JVM needs. */
public final class SparkHome {
  static final String VARIABLE = "SPARK_HOME";

  private static final String REMEDY =
      "set "
          + VARIABLE
          + " to the folder of a Spark 4 for Scala 2.13, such as that of the Python package pyspark";

  private static final Pattern CORE = Pattern.compile("spark-core_2\\.13-4\\..*\\.jar");

  private SparkHome() {}

  /**
   * Refuses to go on without Spark's classes.
   *
   * @throws ProblemException (failure) with the folder, and what is wrong with it
   */
  public static void require() {
    try {
      Class.forName("org.apache.spark.api.java.JavaSparkContext");
    } catch (ClassNotFoundException e) {
      throw ProblemException.failure(lack(System.getenv(VARIABLE)));
    }
  }

  /** Why there are none. */
  static String lack(@Nullable String home) {
    if (home == null || home.isBlank()) {
      return VARIABLE + " is not set, so there is no Spark; " + REMEDY;
    }
    return hasCore(Path.of(home, "jars"))
        ? "%s is %s, but this program was not started with its classes; start it by the script isotope or by spark-submit"
            .formatted(VARIABLE, home)
        : "%s is %s, and there is no jars/spark-core_2.13-4.*.jar in it; %s"
            .formatted(VARIABLE, home, REMEDY);
  }

  private static boolean hasCore(Path jars) {
    try (Stream<Path> files = Files.list(jars)) {
      return files.anyMatch(file -> CORE.matcher(file.getFileName().toString()).matches());
    } catch (IOException e) {
      return false;
    }
  }
}
