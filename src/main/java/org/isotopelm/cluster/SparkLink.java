package org.isotopelm.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.serializer.JavaSerializer;
import org.isotopelm.base.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Opens a connection to a cluster, and says within a minute why there is none: Spark itself tries
 * for long and speaks in stack traces.
 */
final class SparkLink {
  private static final int CONNECT_MILLISECONDS = 5_000;

  /** For a master to answer; the start of Spark in this JVM does not count. */
  private static final Duration ANSWER = Duration.ofSeconds(20);

  /**
   * The JVM's flags that Isotope needs; a newer Spark gives its executors these by itself. A JVM
   * that is too old for them is to start all the same, so that the first task can tell.
   */
  private static final String FLAGS =
      "-XX:+IgnoreUnrecognizedVMOptions --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED"
          + " --sun-misc-unsafe-memory-access=allow";

  private static final String FLAGS_KEY = "spark.executor.extraJavaOptions";

  private SparkLink() {}

  /**
   * Opens it.
   *
   * @param settings Spark's own, which count more than ours
   * @param cancelled once true, the wait ends
   * @throws ProblemException (failure) where nothing answers, with the address
   * @throws ProblemException (interrupted) where the wait was ended
   */
  static JavaSparkContext open(
      SparkMaster master, Map<String, String> settings, BooleanSupplier cancelled) {
    requireAnswer(master);
    SparkConf conf = conf(master, settings);
    FutureTask<JavaSparkContext> opening = new FutureTask<>(() -> new JavaSparkContext(conf));
    StillThread still = new StillThread(Thread.ofPlatform().daemon().name("spark").start(opening));
    while (true) {
      try {
        return opening.get(100, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        requireWanted(cancelled);
        requireHope(master, still);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw interrupted();
      } catch (ExecutionException e) {
        requireWanted(cancelled);
        throw ProblemException.failure(
            "Spark cannot be started with the master %s: %s"
                .formatted(master.url(), firstLine(e.getCause())));
      }
    }
  }

  /** YARN and Kubernetes may keep an application waiting for long; a standalone master does not. */
  private static void requireHope(SparkMaster master, StillThread still) {
    if (!master.hosts().isEmpty() && still.time().compareTo(ANSWER) > 0) {
      throw ProblemException.failure(
          "%s takes a connection, but did not answer as a Spark master within %s s; compare its version with that of SPARK_HOME, and look at the log of the master"
              .formatted(master.url(), ANSWER.toSeconds()));
    }
  }

  private static void requireWanted(BooleanSupplier cancelled) {
    if (cancelled.getAsBoolean()) {
      throw interrupted();
    }
  }

  /** Of a user who did not wait for the cluster. */
  static ProblemException interrupted() {
    return ProblemException.interrupted(
        "interrupted before the cluster was connected; nothing new was saved");
  }

  static String firstLine(@Nullable Throwable error) {
    return String.valueOf(error == null ? null : error.getMessage()).lines().findFirst().orElse("");
  }

  private static void requireAnswer(SparkMaster master) {
    List<SparkMaster.Host> hosts = master.hosts();
    if (!hosts.isEmpty() && hosts.stream().noneMatch(SparkLink::answers)) {
      throw ProblemException.failure(
          "no Spark master answers at %s; start one, or correct the host and the port"
              .formatted(
                  hosts.stream()
                      .map(SparkMaster.Host::toString)
                      .collect(Collectors.joining(", "))));
    }
  }

  private static boolean answers(SparkMaster.Host host) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host.name(), host.port()), CONNECT_MILLISECONDS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Spark's settings: ours, and those of the user, which count more where both can be. */
  static SparkConf conf(SparkMaster master, Map<String, String> settings) {
    SparkConf conf =
        new SparkConf()
            .setMaster(master.url())
            .setIfMissing("spark.app.name", "isotope")
            .setIfMissing("spark.ui.enabled", "false")
            .setIfMissing("spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "2s")
            .setIfMissing("spark.scheduler.barrier.maxConcurrentTasksCheck.maxFailures", "5")
            .set(FLAGS_KEY, FLAGS);
    settings.forEach(conf::set);
    if (settings.containsKey(FLAGS_KEY)) {
      conf.set(FLAGS_KEY, FLAGS + " " + settings.get(FLAGS_KEY));
    }
    conf.set("spark.serializer", JavaSerializer.class.getName()); // others know no records
    if (!master.isLocal() && !conf.contains("spark.jars")) {
      conf.setJars(ownJars());
    }
    return conf;
  }

  /** The jars of the class path that are not Spark's, for the executors. */
  private static String[] ownJars() {
    try {
      Path spark =
          Path.of(SparkConf.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return ExecutorJars.of(
              System.getProperty("java.class.path"), Objects.requireNonNull(spark.getParent()))
          .toArray(String[]::new);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Waits until there are executors; as many as come within some seconds of the first.
   *
   * @param tell what the user may want to know while nothing comes
   * @param cancelled once true, the wait ends
   * @throws ProblemException (interrupted) where the wait was ended
   */
  static void awaitExecutors(
      JavaSparkContext spark, Consumer<String> tell, BooleanSupplier cancelled) {
    int last = 0;
    int since = 0;
    for (int tenths = 0; last == 0 || since < 20; tenths++, since++) {
      requireWanted(cancelled);
      if (spark.sc().isStopped()) {
        throw ProblemException.failure(
            "the cluster gave up, because its executors ended as soon as they had started; the file stderr of one, in the folder 'work' of a worker, says why");
      }
      int now = spark.sc().statusTracker().getExecutorInfos().length - 1; // one is the driver
      if (now != last) {
        last = now;
        since = 0;
      }
      if (tenths == 100 && last == 0) {
        tell.accept(
            "the cluster has given no executor yet; each needs %s of memory and all cores that it asks for. If no worker has so much free, this waits for ever: set spark.executor.memory and spark.cores.max lower"
                .formatted(spark.getConf().get("spark.executor.memory", "1g")));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }
}
