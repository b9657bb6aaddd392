package org.isotopelm.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isotopelm.base.ProblemException;

/**
 * The address of a cluster, as Spark writes it.
 *
 * @param url such as {@code spark://host:7077}
 * @param hosts of a standalone cluster, one for each master; else none
 */
public record SparkMaster(String url, List<Host> hosts) {
  /** Where a master listens. */
  record Host(String name, int port) {
    @Override
    public String toString() {
      return name + ":" + port;
    }
  }

  private static final Pattern LOCAL = Pattern.compile("local(\\[([1-9]\\d{0,3}|\\*)])?");
  private static final Pattern HOST = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[\\w.-]+):(\\d{1,5})");
  private static final Pattern KUBERNETES = Pattern.compile("k8s://\\S+");
  private static final String STANDALONE = "spark://";
  private static final int LAST_PORT = 65535;

  /**
   * Reads one.
   *
   * @throws ProblemException (usage) for what is none
   */
  public static SparkMaster parse(String url) {
    if (url.startsWith(STANDALONE)) {
      return new SparkMaster(
          url,
          Arrays.stream(url.substring(STANDALONE.length()).split(",", -1))
              .map(host -> host(host, url))
              .toList());
    }
    if (url.equals("yarn") || LOCAL.matcher(url).matches() || KUBERNETES.matcher(url).matches()) {
      return new SparkMaster(url, List.of());
    }
    throw refusal(url);
  }

  private static Host host(String text, String url) {
    Matcher host = HOST.matcher(text);
    if (!host.matches() || Integer.parseInt(host.group(2)) > LAST_PORT) {
      throw refusal(url);
    }
    return new Host(host.group(1), Integer.parseInt(host.group(2)));
  }

  private static ProblemException refusal(String url) {
    return ProblemException.usage(
        "'%s' is no master of Spark; it must be local[N], local[*], spark://HOST:PORT, yarn or k8s://HOST:PORT"
            .formatted(url));
  }

  /** That of spark-submit, if it has started this program; by Spark's own convention. */
  public static Optional<String> submitted() {
    return Optional.ofNullable(System.getProperty("spark.master"));
  }

  /** Whether all tasks run in this JVM. */
  public boolean isLocal() {
    return url.startsWith("local");
  }
}
