package org.isotopelm.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.jar.JarFile;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.cli.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Tuple2;

final class SparkLinkTest {
  @Test
  void open_whereNothingListens_namesTheAddress() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThatThrownBy(
            () ->
                SparkLink.open(
                    SparkMaster.parse("spark://127.0.0.1:" + port), Map.of(), () -> false))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.FAILURE))
        .hasMessage(
            "no Spark master answers at 127.0.0.1:"
                + port
                + "; start one, or correct the host and the port");
  }

  @Test
  void aSerializerWithoutRecords_isNotTaken() {
    assertThat(
            SparkLink.conf(
                    SparkMaster.parse("local"),
                    Map.of(
                        "spark.serializer",
                        "org.apache.spark.serializer.KryoSerializer",
                        "spark.app.name",
                        "mine"))
                .getAll())
        .contains(
            Tuple2.apply("spark.serializer", "org.apache.spark.serializer.JavaSerializer"),
            Tuple2.apply("spark.app.name", "mine"));
  }

  private record Ended(int code, List<String> told) {}

  private static Process start(Path log, Class<?> program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private static Ended ended(Process program, Path log, String told) throws Exception {
    int code = program.waitFor();
    return new Ended(
        code, Files.readAllLines(log).stream().filter(line -> line.startsWith(told)).toList());
  }

  private static Ended program(Path folder, String... arguments) throws Exception {
    Path log = folder.resolve("log");
    return ended(start(log, SparkProgram.class, arguments), log, "program: ");
  }

  @Test
  void open_ofThisMachine_computes(@TempDir Path folder) throws Exception {
    assertThat(program(folder, "local[2]"))
        .isEqualTo(new Ended(0, List.of("program: doubled [2, 4, 6]")));
  }

  @Test
  void open_ofAMasterThatNeverAnswers_namesTheAddress(@TempDir Path folder) throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      String master = "spark://127.0.0.1:" + Integer.toString(mute.getLocalPort());
      Ended ended = program(folder, master);
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.told())
          .singleElement()
          .asString()
          .startsWith("program: " + master + " takes a connection, but did not answer");
    }
  }

  @Test
  void open_thatIsCancelled_ends(@TempDir Path folder) throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      String master = "spark://127.0.0.1:" + Integer.toString(mute.getLocalPort());
      assertThat(program(folder, master, "cancelled"))
          .isEqualTo(
              new Ended(
                  130,
                  List.of(
                      "program: interrupted before the cluster was connected; nothing new was saved")));
    }
  }

  @Test
  void study_thatASignalStopsWhileItConnects_saysSo(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("log");
    try (ServerSocket mute = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      Process study =
          start(
              log,
              Main.class,
              "study",
              "configs/quickstart.yaml",
              "--out",
              folder.resolve("study").toString(),
              "--spark",
              "spark://127.0.0.1:" + Integer.toString(mute.getLocalPort()));
      mute.setSoTimeout(60_000);
      mute.accept().close(); // whether anything listens
      try (Socket _ = mute.accept()) { // Spark itself
        study.destroy();
        assertThat(ended(study, log, "isotope: "))
            .isEqualTo(
                new Ended(
                    130,
                    List.of(
                        "isotope: interrupted before the cluster was connected; nothing new was saved")));
      } finally {
        study.destroyForcibly();
      }
    }
    assertThat(folder.resolve("study")).doesNotExist();
  }

  @Test
  void time_ofAThreadThatWaits_growsUntilItComputes() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    go.await();
                  } catch (InterruptedException e) {
                    return;
                  }
                  while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                  }
                });
    StillThread still = new StillThread(thread);
    while (still.time().compareTo(Duration.ofMillis(200)) < 0) {
      Thread.sleep(1);
    }
    go.countDown();
    while (still.time().compareTo(Duration.ofMillis(200)) >= 0) {
      Thread.sleep(1);
    }
    assertThat(thread.isAlive()).isTrue();
    thread.interrupt();
  }

  @Test
  void executorJars_areAllButSparks_andAFolderOfClassesBecomesAJar(@TempDir Path folder)
      throws IOException {
    Path spark = Files.createDirectory(folder.resolve("jars"));
    Files.createFile(spark.resolve("spark-core_2.13-4.3.0.jar"));
    Path classes = Files.createDirectories(folder.resolve("classes/a/b"));
    Files.writeString(classes.resolve("C.class"), "class");
    Path own = Files.writeString(folder.resolve("own.jar"), "");
    Path unused = Files.writeString(folder.resolve("nd4j-native-1.jar"), "");
    String classPath =
        String.join(
            File.pathSeparator,
            folder.resolve("classes").toString(),
            "",
            folder + "/../" + folder.getFileName() + "/jars/spark-core_2.13-4.3.0.jar",
            folder.resolve("gone.jar").toString(),
            unused.toString(),
            own.toString());
    List<String> jars = ExecutorJars.of(classPath, spark);
    assertThat(jars).hasSize(2).last().isEqualTo(own.toString());
    try (JarFile packed = new JarFile(jars.getFirst())) {
      assertThat(packed.stream().map(entry -> entry.getName())).containsExactly("a/b/C.class");
    }
  }

  @Test
  void home_withoutSpark_isNamedWithTheRemedy(@TempDir Path folder) throws IOException {
    assertThat(SparkHome.lack(null)).startsWith("SPARK_HOME is not set").contains("pyspark");
    assertThat(SparkHome.lack(folder.toString()))
        .contains(folder.toString(), "spark-core_2.13-4", "pyspark");
    Path jars = Files.createDirectory(folder.resolve("jars"));
    Files.createFile(jars.resolve("spark-core_2.12-3.5.1.jar"));
    assertThat(SparkHome.lack(folder.toString())).contains("there is no jars/");
    Files.createFile(jars.resolve("spark-core_2.13-4.3.0.jar"));
    assertThat(SparkHome.lack(folder.toString())).contains("was not started with its classes");
  }
}
