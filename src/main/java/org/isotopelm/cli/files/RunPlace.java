package org.isotopelm.cli.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isotopelm.base.AtomicFolder;
import org.isotopelm.base.ProblemException;
import org.isotopelm.model.MixSpec;
import org.isotopelm.project.Enclosing;
import org.isotopelm.project.Project;
import org.isotopelm.project.RealPath;
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
   * @throws ProblemException exit code 1
   */
  public static void requireFree(Path out, Opening opening, Optional<String> resume) {
    Enclosing.refuse(out);
    AtomicFolder.mend(out);
    if (Study.isIn(out)) {
      throw ProblemException.failure(
          out + " holds a study, and a run needs a folder of its own; name one with --out");
    }
    if (opening == Opening.NEW && RunFolder.isRun(out)) {
      List<String> remedies = new ArrayList<>();
      resume.ifPresent(remedies::add);
      if (RunFolder.stranger(out).isEmpty()) {
        remedies.add("--force deletes it and makes a new one");
      }
      remedies.add("--out DIR names another folder");
      throw ProblemException.failure(
          "%s already holds a run; %s".formatted(out, String.join(", ", remedies)));
    }
    RunFolder.requireUsable(out, opening);
  }

  /**
   * Refuses a folder of which a mixture is made or with which a training begins, and a run that is
   * mixed twice.
   *
   * @throws ProblemException (usage, failure) with the remedy
   */
  public static void requireOther(Path out, Project project) {
    Enclosing.refuseStart(out, project.config());
    Path wanted = RealPath.of(out);
    if (project.config().model() instanceof MixSpec mix) {
      Set<Path> named = new HashSet<>();
      for (String run : mix.runs()) {
        Path real = RealPath.of(Path.of(run));
        if (real.equals(wanted)) {
          throw ProblemException.usage(
              out + " is one of the runs to mix; name another folder with --out");
        }
        if (!named.add(real)) {
          throw ProblemException.usage(run + " is mixed twice; name each run once");
        }
      }
    }
    for (Path part : project.parts()) {
      if (RealPath.of(part).equals(wanted)) {
        throw ProblemException.usage(
            out + " is part of a mixture that is to be mixed; name another folder with --out");
      }
    }
  }
}
