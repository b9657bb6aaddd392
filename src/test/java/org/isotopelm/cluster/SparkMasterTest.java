package org.isotopelm.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SparkMasterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "local",
        "local[2]",
        "local[*]",
        "yarn",
        "k8s://https://head:6443",
        "spark://head:7077",
        "spark://a:1,b-2.example:65535",
        "spark://[::1]:7077"
      })
  void master_asSparkWritesIt_isTaken(String url) {
    assertThat(SparkMaster.parse(url).url()).isEqualTo(url);
  }

  @Test
  void hosts_ofSeveralMasters_areAll() {
    assertThat(SparkMaster.parse("spark://a:1,b:2").hosts())
        .containsExactly(new SparkMaster.Host("a", 1), new SparkMaster.Host("b", 2));
    assertThat(SparkMaster.parse("local[3]").isLocal()).isTrue();
    assertThat(SparkMaster.parse("yarn").isLocal()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sprak://127.0.0.1:7077",
        "spark://head",
        "spark://head:70777777",
        "spark://head:99999",
        "spark://",
        "spark://a:1,",
        "local[0]",
        "local[x]",
        "local[2] ",
        "mesos://head:1"
      })
  void master_thatIsNone_isAUsageErrorThatNamesIt(String url) {
    assertThatThrownBy(() -> SparkMaster.parse(url))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("'" + url + "' is no master")
        .hasMessageContaining("spark://HOST:PORT");
  }
}
