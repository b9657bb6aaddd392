package org.isotopelm.cluster;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isotopelm.cli.Main;

/**
 * A Spark master and its workers as processes of this machine, with the Spark of the tests' class
 * path as their SPARK_HOME.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern URL = Pattern.compile("spark://127\\.0\\.0\\.1:[0-9]+");

  /** What a program printed, and how it ended. */
  record Ended(int code, String log) {}

  /** A program on the cluster. */
  record Program(Process process, Path log) {
    String printed() throws IOException {
      return Files.readString(log);
    }

    Ended ended() throws IOException, InterruptedException {
      if (!process.waitFor(PATIENCE)) {
        kill(process);
      }
      return new Ended(process.waitFor(), printed());
    }
  }

  private final Path folder;
  private final Path home;
  private final List<Process> processes = new ArrayList<>();
  private final List<Process> workers = new ArrayList<>();
  private final String master;

  /** Starts a master and so many workers of one core each. */
  StandaloneCluster(Path folder, int workers) throws IOException, InterruptedException {
    this.folder = folder;
    home = sparkHome(folder);
    try {
      master = startMaster();
      for (int i = 1; i <= workers; i++) {
        startWorker();
      }
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  private String startMaster() throws IOException, InterruptedException {
    Path log = folder.resolve("master.log");
    processes.add(
        start(
            log,
            "org.apache.spark.deploy.master.Master",
            List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0")));
    await(() -> url(log).isPresent(), log);
    return url(log).orElseThrow();
  }

  /** Starts one more worker. */
  void startWorker() throws IOException, InterruptedException {
    int number = workers.size() + 1;
    Path log = folder.resolve("worker-" + number + ".log");
    Path work = folder.resolve("work-" + number);
    List<String> arguments =
        List.of(
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--webui-port",
            "0",
            "--cores",
            "1",
            "--memory",
            "1g",
            "--work-dir",
            work.toString(),
            master);
    Process worker = start(log, "org.apache.spark.deploy.worker.Worker", arguments);
    processes.add(worker);
    workers.add(worker);
    await(() -> read(log).contains("Successfully registered with master"), log);
  }

  /** A folder that Spark takes for its own. */
  private static Path sparkHome(Path folder) throws IOException {
    Path home = folder.resolve("spark");
    Path jars = Files.createDirectories(home.resolve("jars"));
    for (String entry :
        List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))) {
      Path jar = Path.of(entry);
      if (entry.endsWith(".jar") && Files.exists(jar)) {
        Files.createSymbolicLink(
            jars.resolve(Objects.requireNonNull(jar.getFileName())), jar.toAbsolutePath());
      }
    }
    Files.writeString(
        Files.createDirectories(home.resolve("conf")).resolve("logback.xml"),
        """
        <configuration>
          <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
            <encoder><pattern>%msg%n</pattern></encoder>
          </appender>
          <root level="INFO"><appender-ref ref="out"/></root>
        </configuration>
        """);
    return home;
  }

  private Process start(Path log, String program, List<String> arguments) throws IOException {
    String spark = home.resolve("conf") + File.pathSeparator + home.resolve("jars") + "/*";
    boolean ours = program.startsWith("org.isotopelm");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("--add-modules=jdk.incubator.vector");
    command.add("-cp");
    command.add(
        ours ? Path.of("target/classes").toAbsolutePath() + File.pathSeparator + spark : spark);
    command.add(program);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_CONF_DIR", home.resolve("conf").toString());
    builder.environment().put("SPARK_LOCAL_IP", InetAddress.getLoopbackAddress().getHostAddress());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** Starts the program on the cluster. */
  Program isotope(Path log, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--spark", master, "--spark-conf", "spark.executor.memory=512m"));
    Process process = start(log, Main.class.getName(), all);
    processes.add(process);
    return new Program(process, log);
  }

  /** Kills the youngest worker and its executors. */
  void killWorker() {
    kill(workers.getLast());
  }

  private static void kill(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** Waits until something is so. */
  static void await(BooleanSupplier condition, Path log) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(read(log));
      }
      Thread.sleep(50);
    }
  }

  private static Optional<String> url(Path log) {
    Matcher url = URL.matcher(read(log));
    return url.find() ? Optional.of(url.group()) : Optional.empty();
  }

  static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    processes.reversed().forEach(StandaloneCluster::kill);
  }
}
