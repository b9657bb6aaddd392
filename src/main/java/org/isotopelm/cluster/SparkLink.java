package org.isotopelm.cluster;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.isotopelm.base.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Opens a connection to a cluster, and says within a minute why there is none: Spark itself tries
 * for long and speaks in stack traces.
 */
final class SparkLink {
  private static final int CONNECT_MILLISECONDS = 5_000;
  private static final int OPEN_SECONDS = 30;

  /** The JVM's flags that Isotope needs; a newer Spark gives its executors these by itself. */
  private static final String FLAGS =
      "--add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED"
          + " --sun-misc-unsafe-memory-access=allow";

  private static final String FLAGS_KEY = "spark.executor.extraJavaOptions";

  private SparkLink() {}

  /**
   * Opens it.
   *
   * @param settings Spark's own, which count more than ours
   * @throws ProblemException (failure) where nothing answers, with the address
   */
  static JavaSparkContext open(SparkMaster master, Map<String, String> settings) {
    requireAnswer(master);
    SparkConf conf = conf(master, settings);
    CompletableFuture<JavaSparkContext> opened =
        CompletableFuture.supplyAsync(
            () -> new JavaSparkContext(conf),
            Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("spark-", 1).factory()));
    try {
      return opened.get(OPEN_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      var _ = opened.thenAccept(JavaSparkContext::close);
      throw ProblemException.failure(
          "%s takes a connection, but did not answer as a Spark master within %s s; compare its version with that of SPARK_HOME, and look at the log of the master"
              .formatted(master.url(), OPEN_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.failure("the connection to Spark was interrupted");
    } catch (ExecutionException e) {
      throw ProblemException.failure(
          "Spark cannot be started with the master %s: %s"
              .formatted(master.url(), firstLine(e.getCause())));
    }
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

  private static SparkConf conf(SparkMaster master, Map<String, String> settings) {
    SparkConf conf =
        new SparkConf()
            .setMaster(master.url())
            .setIfMissing("spark.app.name", "isotope")
            .setIfMissing("spark.ui.enabled", "false")
            .set(FLAGS_KEY, FLAGS);
    settings.forEach(conf::set);
    if (settings.containsKey(FLAGS_KEY)) {
      conf.set(FLAGS_KEY, FLAGS + " " + settings.get(FLAGS_KEY));
    }
    if (!master.isLocal() && !conf.contains("spark.jars")) {
      conf.setJars(ownJars());
    }
    return conf;
  }

  /** The jars of the class path that are not Spark's, for the executors. */
  private static String[] ownJars() {
    Path spark = jar(SparkConf.class).getParent();
    Path own = jar(SparkLink.class);
    if (!own.toString().endsWith(".jar")) {
      throw ProblemException.failure(
          "Isotope runs from the folder %s, and only jars can be sent to a cluster; start it by the script isotope"
              .formatted(own));
    }
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .map(entry -> Path.of(entry).toAbsolutePath())
        .filter(jar -> !Objects.equals(jar.getParent(), spark))
        .map(Path::toString)
        .toArray(String[]::new);
  }

  private static Path jar(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  /**
   * Waits until there are executors; as many as come within some seconds of the first.
   *
   * @param tell what the user may want to know while nothing comes
   * @param cancelled once true, the wait ends
   */
  static void awaitExecutors(
      JavaSparkContext spark, Consumer<String> tell, BooleanSupplier cancelled)
      throws InterruptedException {
    int last = 0;
    int since = 0;
    for (int tenths = 0;
        !cancelled.getAsBoolean() && (last == 0 || since < 20);
        tenths++, since++) {
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
      Thread.sleep(100);
    }
  }
}
