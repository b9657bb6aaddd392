package org.isotopelm.cli;

import org.isotopelm.math.Engine;
import org.isotopelm.report.Provenance;

/** What this machine is called where figures of one are not those of another. */
final class Machine {
  private Machine() {}

  /** {@code AMD EPYC, 2 cores, Java 25.0.3+9}. */
  static String name() {
    return "%s, %d cores, Java %s%s"
        .formatted(
            Provenance.cpu(),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version(),
            Engine.hasVectors() ? "" : ", without vectors");
  }
}
