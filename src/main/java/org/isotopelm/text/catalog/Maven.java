package org.isotopelm.text.catalog;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.isotopelm.base.ProblemException;

/** Fetches artifacts by Maven, from the local repository where they are there. */
final class Maven {
  private static final String UNPACK =
      "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:unpack";

  private Maven() {}

  /** Unpacks those entries of an artifact into a folder. */
  static void unpack(String artifact, String entries, Path folder) {
    Path log = folder.resolve("maven.log");
    List<String> command =
        List.of(
            executable().toString(),
            "-B",
            UNPACK,
            "-Dartifact=" + artifact,
            "-DoutputDirectory=" + folder,
            "-DmarkersDirectory=" + folder.resolve("markers"),
            "-Dmdep.unpack.includes=" + entries);
    int status;
    String output;
    try {
      // In a folder without a project, so that no pom.xml has a say.
      status = run(new ProcessBuilder(command).directory(folder.toFile()), log);
      output = Files.readString(log);
    } catch (IOException e) {
      throw ProblemException.failure("Maven cannot be started: " + e.getMessage());
    }
    if (status != 0) {
      String error =
          output
              .lines()
              .filter(line -> line.startsWith("[ERROR] "))
              .map(line -> line.substring(8).replaceFirst(" -> \\[Help \\d+]$", ""))
              .findFirst()
              .orElse("no reason given");
      throw ProblemException.failure("Maven could not fetch %s: %s".formatted(artifact, error));
    }
  }

  private static int run(ProcessBuilder builder, Path log) throws IOException {
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      process.getOutputStream().close();
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.failure("interrupted while Maven was running");
    } finally {
      process.destroy();
    }
  }

  private static Path executable() {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    String name = windows ? "mvn.cmd" : "mvn";
    String home = System.getenv("MAVEN_HOME");
    Stream<Path> ofHome = home == null ? Stream.of() : Stream.of(Path.of(home, "bin"));
    String path = String.valueOf(System.getenv("PATH"));
    Stream<Path> ofPath = Arrays.stream(path.split(File.pathSeparator, -1)).map(Path::of);
    return Stream.concat(ofHome, ofPath)
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.failure(
                    "Maven is needed to fetch a corpus, but there is no '%s' on the PATH; install it,"
                            .formatted(name)
                        + " or set MAVEN_HOME"));
  }
}
