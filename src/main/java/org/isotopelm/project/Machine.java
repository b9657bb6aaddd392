package org.isotopelm.project;

import java.util.Locale;
import org.isotopelm.math.Engine;
import org.isotopelm.report.run.Provenance;

/** What this machine is called where figures of one are not those of another. */
public final class Machine {
  private Machine() {}

  /** {@code AMD EPYC, 2 cores, Java 25.0.3+9}. */
  public static String name() {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, Java %s%s",
        Provenance.cpu(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        Engine.hasVectors() ? "" : ", without vectors");
  }
}
