package org.isotopelm.study.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.base.Remedy;
import org.isotopelm.study.plan.FinalSpec;
import org.isotopelm.study.plan.StudyChoice;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All looks at a test split. They are recorded in {@code looks.jsonl} of the study's folder, which
 * starting anew keeps, and in a ledger beside the folder, which outlives it and also has the looks
 * of its neighbours. The test of the first choice is fair. Whoever changes the study and looks
 * again has begun to choose by the test split.
 *
 * <p>Looks count by the documents of the test split, whatever the place and name of the study. A
 * folder's study may not look a second time. The study of another folder, which may ask another
 * question of the same text, is told the number of its look.
 */
public final class TestSplitLooks {
  public static final String FILE = "looks.jsonl";

  private static final Logger LOG = LoggerFactory.getLogger(TestSplitLooks.class);

  private final LooksFile own;
  private final LooksFile ledger;
  private final String split;
  private final Set<String> studies;
  private final String study;
  private final boolean again;

  private TestSplitLooks(
      Path folder,
      Path ledger,
      boolean again,
      String split,
      Identity identity,
      Set<String> studies) {
    own = new LooksFile(folder.resolve(FILE));
    this.ledger = new LooksFile(ledger);
    this.split = split;
    this.studies = studies;
    study = identity.hash();
    this.again = again;
  }

  /**
   * The looks that count for a study.
   *
   * @param folder the study's
   * @param ledger the file in which the studies around it write down their looks too
   * @param again whether a look is allowed though there was one before, for another choice
   * @param split which documents the test split has
   * @param identity the study's
   * @param signed the same as its journal has it, which an earlier program may have written
   */
  public static TestSplitLooks of(
      Path folder, Path ledger, boolean again, String split, Identity identity, Identity signed) {
    Set<String> studies = new LinkedHashSet<>(identity.hashes());
    studies.addAll(signed.hashes());
    return new TestSplitLooks(folder, ledger, again, split, identity, studies);
  }

  /**
   * Refuses a study that could only end in a second look, before it has cost anything.
   *
   * @param finals what will be made of its choice
   * @throws ProblemException exit code 1
   */
  public void requireFirst(@Nullable FinalSpec finals) {
    List<Look> before = before();
    if (!again
        && !before.isEmpty()
        && before.stream()
            .noneMatch(
                look ->
                    studies.contains(look.study()) && StudyChoice.isKeyOf(look.chosen(), finals))) {
      throw ProblemException.failure(sentence(own.path(), before.getLast()), Remedy.LOOK_AGAIN);
    }
  }

  /**
   * Whether this choice may be tested: it is the first, the same as before, or a second look is
   * allowed.
   */
  public boolean allows(StudyChoice chosen) {
    List<Look> before = before();
    return again || before.isEmpty() || before.stream().anyMatch(look -> isOwn(look, chosen));
  }

  /** Why it may not. */
  public String refusal() {
    return refusal(own.path(), before().getLast());
  }

  /** Why the choice of the study in a folder has no test, though an earlier choice had one. */
  public static String refusal(Path folder) {
    LooksFile file = new LooksFile(folder.resolve(FILE));
    List<Look> looks = file.read();
    return looks.isEmpty()
        ? "The test split was already scored for an earlier choice of this study."
        : refusal(file.path(), looks.getLast());
  }

  private static String refusal(Path file, Look last) {
    return sentence(file, last) + Remedy.LOOK_AGAIN.words();
  }

  /** The sentence before the remedy. */
  private static String sentence(Path file, Look last) {
    return "%s: the test split was already scored on %s, for %s. If you look a second time, you begin to choose by it; "
        .formatted(file.getParent(), last.time(), last.chosen());
  }

  /** Records a look that is about to be taken; returns its number, 1 for the first. */
  public int take(StudyChoice chosen) {
    Look look =
        new Look(
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), split, study, chosen.key());
    if (before().stream().noneMatch(each -> isOwn(each, chosen))) {
      write(look);
    }
    if (ledger.read().stream().noneMatch(each -> isHere(each) && isOwn(each, chosen))) {
      try {
        ledger.add(look);
      } catch (IOException e) {
        LOG.warn(
            "{} cannot be written, so other studies will not know that this one looked at"
                + " the test split",
            ledger.path());
      }
    }
    return number(chosen);
  }

  private void write(Look look) {
    try {
      own.add(look);
    } catch (IOException e) {
      String message =
          "%s cannot be written (%s), so this look at the test split cannot be recorded and is not taken; make the file writable and run the same command again"
              .formatted(own.path(), e.getMessage());
      throw new ProblemException(ExitCode.FAILURE, List.of(Problem.of(message)), e);
    }
  }

  /** Looks of one study for one choice count once, however often the study was started. */
  private int number(StudyChoice chosen) {
    List<String> distinct = new ArrayList<>();
    for (Look look : everywhere()) {
      String which = isOwn(look, chosen) ? "" : look.study() + look.chosen();
      if (which.isEmpty()) {
        return distinct.size() + 1;
      }
      if (!distinct.contains(which)) {
        distinct.add(which);
      }
    }
    return distinct.size() + 1;
  }

  /**
   * Those of the folder and the ledger; looks that the ledger does not have are older than the
   * ledger.
   */
  private List<Look> everywhere() {
    List<Look> known = ledger.read().stream().filter(this::isHere).toList();
    List<Look> all =
        new ArrayList<>(
            before().stream()
                .filter(look -> known.stream().noneMatch(each -> each.isSame(look)))
                .toList());
    all.addAll(known);
    return all;
  }

  /** The looks that this folder's studies took at this test split. */
  private List<Look> before() {
    return own.read().stream().filter(this::isHere).toList();
  }

  private boolean isHere(Look look) {
    return look.split() == null || look.split().equals(split);
  }

  private boolean isOwn(Look look, StudyChoice chosen) {
    return studies.contains(look.study()) && look.chosen().equals(chosen.key());
  }
}
