package org.isotopelm.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SparkLinkTest {
  @Test
  void open_whereNothingListens_namesTheAddress() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThatThrownBy(
            () -> SparkLink.open(SparkMaster.parse("spark://127.0.0.1:" + port), Map.of()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.FAILURE))
        .hasMessage(
            "no Spark master answers at 127.0.0.1:"
                + port
                + "; start one, or correct the host and the port");
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
