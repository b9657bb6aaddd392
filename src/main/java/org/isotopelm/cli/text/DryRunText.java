package org.isotopelm.cli.text;

import java.util.Locale;
import java.util.stream.Collectors;
import org.isotopelm.study.DryRun;
import org.isotopelm.train.cost.Memory;
import org.isotopelm.words.Phrases;
import org.isotopelm.words.Wrap;

/** What a study will cost, as people read it. */
public final class DryRunText {
  private DryRunText() {}

  /**
   * The trainings, their time and their memory, in lines of at most so many columns, each ended.
   */
  public static String of(DryRun cost, int columns) {
    return of(cost)
        .lines()
        .map(line -> Wrap.paragraph(line, columns))
        .collect(Collectors.joining());
  }

  private static String of(DryRun cost) {
    return String.format(
        Locale.ROOT,
        """
        %s and %s: %,d trainings%s, %s, plus %s
        time on this machine: about %s for each; about %s in all, %d at a time
        memory: %s in addition to the program; the JVM may use %s""",
        Phrases.count(cost.points(), "point"),
        Phrases.count(cost.opponents(), "opponent"),
        cost.cells(),
        steps(cost),
        size(cost),
        Phrases.count(cost.finals(), "final training"),
        time(cost.secondsPerCell(), cost.busySecondsPerCell()),
        time(cost.seconds(), cost.busySeconds()),
        cost.workers(),
        Memory.size(cost.bytes()),
        Memory.size(Memory.limit()));
  }

  /** Models that are made in one go have none. */
  private static String steps(DryRun cost) {
    return isMade(cost)
        ? ""
        : " of %s steps"
            .formatted(range("%,.0f", (double) cost.leastSteps(), (double) cost.steps()));
  }

  private static String size(DryRun cost) {
    String least = cost.leastParameters() == cost.parameters() ? "a model of" : "models of at most";
    String parts = isMade(cost) ? "n-grams" : "weights";
    return String.format(Locale.ROOT, "%s %,d %s", least, cost.parameters(), parts);
  }

  private static boolean isMade(DryRun cost) {
    return cost.steps() == 1 && cost.bytes() == 0;
  }

  /** From a processor for each cell to processors as busy as they are, in a unit for people. */
  public static String time(double alone, double busy) {
    double most = Math.max(alone, busy);
    if (most < 120) {
      return range("%,.1f", alone, busy) + " seconds";
    }
    if (most < 2 * 3600) {
      if (Math.min(alone, busy) < 60) {
        return String.format(
            Locale.ROOT, "%.0f seconds to %.0f minutes", Math.min(alone, busy), most / 60);
      }
      return range("%,.0f", alone / 60, busy / 60) + " minutes";
    }
    if (most < 2 * 86_400) {
      return range("%,.1f", alone / 3600, busy / 3600) + " hours";
    }
    double days = most / 86_400;
    return days < 2 * 365
        ? range("%,.1f", alone / 86_400, busy / 86_400) + " days"
        : range("%,.1f", alone / 86_400 / 365.25, busy / 86_400 / 365.25) + " years";
  }

  /** One figure, or two where they differ as they are shown. */
  private static String range(String format, double from, double to) {
    String first = String.format(Locale.ROOT, format, from);
    String second = String.format(Locale.ROOT, format, to);
    return first.equals(second) ? first : first + " to " + second;
  }
}
