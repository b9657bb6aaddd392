package org.isotopelm.cli.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isotopelm.IsotopeException;
import org.isotopelm.study.Study;
import org.isotopelm.train.run.RunFolder;
import org.isotopelm.train.run.RunFolder.Opening;

/** Where a new run may lie. */
public final class RunPlace {
  private RunPlace() {}

  /**
   * Refuses a folder that holds something else.
   *
   * @param resume how to continue a run that is there, such as {@code --resume continues it}; empty
   *     where that is not possible
   * @throws IsotopeException exit code 1
   */
  public static void requireFree(Path out, Opening opening, Optional<String> resume) {
    Enclosing.refuse(out);
    if (Study.isIn(out)) {
      throw IsotopeException.failure(
          out + " holds a study, and a run needs a folder of its own; name one with --out");
    }
    if (opening == Opening.NEW && RunFolder.isRun(out)) {
      List<String> remedies = new ArrayList<>();
      resume.ifPresent(remedies::add);
      if (RunFolder.stranger(out).isEmpty()) {
        remedies.add("--force deletes it and trains again");
      }
      remedies.add("--out DIR names another folder");
      throw IsotopeException.failure(
          "%s already holds a run; %s".formatted(out, String.join(", ", remedies)));
    }
    RunFolder.requireUsable(out, opening);
  }

  /**
   * Refuses a folder of which the new run is made.
   *
   * @throws IsotopeException (usage) with the remedy
   */
  public static void requireOther(Path out, List<String> runs) {
    Path wanted = out.toAbsolutePath().normalize();
    for (String run : runs) {
      if (Path.of(run).toAbsolutePath().normalize().equals(wanted)) {
        throw IsotopeException.usage(
            out + " is one of the runs to mix; name another folder with --out");
      }
    }
  }
}
