package org.isotopelm.study.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.isotopelm.base.ProblemException;
import org.isotopelm.study.comparison.Rungs;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.plan.StudyChoice;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.study.trial.Trials;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What a study keeps while it runs, above all each cell, in {@code journal.sqlite}. One thread
 * writes. Whenever the process is killed, a cell is there as a whole or not at all. Others may read
 * at the same time.
 *
 * <pre>
 * point   one row for each point of the search
 *   number               1 for the first that was proposed
 *   round                1 for the first; points of a round were proposed together
 *   origin               who proposed it: try_first, grid, sobol …
 *   point                values by dimension, as a JSON object
 *   pruned               why it was given up; null: it was not
 * cell    one row for each ended cell; key: opponent, point, fold, seed
 *   opponent             its name, '' for a point of the space
 *   point                as above
 *   fold                 0-based
 *   seed
 *   status               done | diverged | crashed | incomparable
 *   message              why it failed
 *   nll                  held out, at the end of training, nats per token
 *   train_nll, best_checkpoint_nll, best_step, tokens, bytes, exposure, learning_rate, steps, seconds     see CellResult
 *   unit_nll             Σ nll of each document held out, as a JSON list; SQLite's json_each reads it
 *   unit_tokens          predicted tokens of each
 *   evaluations          step and held-out nll during training, as a JSON list of objects
 *   unknown_tokens, unknown_bytes, planned_steps     see CellResult
 * study   name, value; one row each
 *   identity             what the study is of, as JSON
 *   standard             opponent and point of the contender that is the config as it stands
 *   stopped              why the search ended before its plan was done; empty: it did not
 *   seconds              wall time so far, all sessions together
 *   points               a copy of the table of that name, as a JSON list
 *   test                 the last test's result as in study --json; chosen says whose it is
 *   chosen               the choice tested: values of the point, and study.final where it is given
 *   test of CHOICE       the same of each choice that was tested
 *   ladder of CHOICE     the models that were made of it, as final in study --json, and more
 *   final models         what is being made, of what study.final asks for
 *   counted N-gram on fold F   the counted baseline's figures on a fold, as JSON
 *   finals               the choice whose final runs are in chosen/ and zero/
 *   run chosen, run zero what these runs are known by
 * hash                   of each row in each table, see HashedRow
 * PRAGMA user_version    of this layout: 4; 3 had no hashes, and is read as it is
 * </pre>
 *
 * <p>A row that does not fit its hash is never used. A study that goes on makes the row again, from
 * the copy of the points or by training. Reading such a study is refused.
 */
public final class Journal implements AutoCloseable {
  public static final String FILE = "journal.sqlite";

  private static final String IDENTITY = "identity";

  private final JournalFile file;
  private final JournalValues values;
  private final JournalPoints points;
  private final JournalCells cells;
  private final JournalFinals finals;
  private final JournalCounted counted;
  private final long opened = System.nanoTime();
  private final double secondsBefore;

  private Journal(JournalFile file) {
    this.file = file;
    try {
      values = new JournalValues(file);
      points = new JournalPoints(file, values);
      cells = new JournalCells(file);
      finals = new JournalFinals(file, values);
      counted = new JournalCounted(file, values);
      secondsBefore = secondsKept();
    } catch (SQLException e) {
      throw file.unusable(e);
    }
  }

  /**
   * The journal in a folder, or a new one.
   *
   * @throws ProblemException exit code 1 where it belongs to another study or the disk fails, 4
   *     where it is damaged
   */
  public static Journal open(Path folder, Identity identity) {
    JournalFile file = JournalFile.open(folder.resolve(FILE), true);
    try {
      Optional<HashedRow> signed = JournalValues.find(file, IDENTITY);
      Journal journal = new Journal(file);
      journal.claim(identity, signed);
      return journal;
    } catch (SQLException e) {
      file.close();
      throw file.unusable(e);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Whether a folder holds a study. */
  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(FILE));
  }

  /** Whether a folder certainly holds a study. */
  public static boolean isSurelyIn(Path folder) {
    try {
      return JournalFile.isSurely(folder.resolve(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The journal of a study, to be read; the study may be running.
   *
   * @throws ProblemException exit code 4 where there is none or it is damaged
   */
  public static Journal read(Path folder) {
    if (!isIn(folder)) {
      throw ProblemException.data(
          folder.resolve(FILE)
              + " does not exist, so this folder holds no study; name a folder that isotope study made");
    }
    JournalFile file = JournalFile.open(folder.resolve(FILE), false);
    try {
      return new Journal(file);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * The identity in a folder's journal; nothing where there is none, or a damaged one.
   *
   * @throws ProblemException exit code 4 where the journal as a whole cannot be read
   */
  public static Optional<Identity> signedIn(Path folder) {
    if (!isIn(folder)) {
      return Optional.empty();
    }
    try (JournalFile file = JournalFile.open(folder.resolve(FILE), false)) {
      return JournalValues.find(file, IDENTITY)
          .filter(file::holds)
          .map(row -> Identity.parse(row.text("value")));
    } catch (SQLException | JacksonException e) {
      throw ProblemException.data(folder.resolve(FILE) + ": its identity cannot be read", e);
    }
  }

  /** Writes the identity into a new journal; refuses the journal of another study. */
  private void claim(Identity identity, Optional<HashedRow> signed) throws SQLException {
    if (signed.isPresent() && !file.holds(signed.get())) {
      requireOneOfTwo(JournalValues.row(IDENTITY, identity.json()), signed.get());
    } else if (signed.isPresent()) {
      identity.requireSame(signed(), file.path());
    }
    if (values.get(IDENTITY) == null) {
      values.write(IDENTITY, identity.json());
    }
    file.commit();
  }

  /** Either the identity or its hash is damaged. One of the two must fit this study. */
  private void requireOneOfTwo(HashedRow own, HashedRow signed) {
    if (!Objects.equals(own.hash(), signed.hash()) && !own.values().equals(signed.values())) {
      throw file.damaged("the row 'identity' fits neither its checksum nor this study");
    }
  }

  /** The identity in the journal. */
  public Identity signed() {
    return file.parsed("identity", () -> Identity.parse(values.get(IDENTITY, "")));
  }

  /**
   * Adds the plan's cells that have ended. A study that goes on tries crashed cells again, unless
   * their point was given up; so it leaves them out here.
   */
  public void load(Plan plan, Trials trials) {
    plan.everyCell().stream()
        .filter(cell -> !trials.contains(cell))
        .map(cells::find)
        .flatMap(Optional::stream)
        .filter(trial -> !isTriedAgain(plan, trial))
        .forEach(trials::add);
  }

  private boolean isTriedAgain(Plan plan, Trial trial) {
    return file.writes()
        && trial.status() == Trial.Status.CRASHED
        && !plan.isPruned(trial.cell().contender().point());
  }

  /** A cell that has ended before. */
  public Optional<Trial> find(Cell cell) {
    return cells.find(cell);
  }

  /** Keeps a cell for good. */
  public void record(Trial trial) {
    file.keep(
        () -> {
          cells.write(trial);
          values.write("seconds", Double.toString(seconds()));
        });
  }

  /** The points of a round; none if it was not proposed yet. */
  public List<Plan.Proposed> round(int round, Space space) {
    return points.round(round, space);
  }

  /** Keeps points that were proposed for good. */
  public void record(List<Plan.Proposed> proposed) {
    points.add(proposed);
  }

  /** Keeps why a point was given up. */
  public void prune(Point point, String why) {
    points.prune(point, why);
  }

  /** Whether this contender is the config without changes; nothing if that was never asked. */
  public Optional<Boolean> isStandard(Contender contender) {
    return Optional.ofNullable(values.get("standard")).map(key(contender)::equals);
  }

  /** Keeps which contender is the config without changes. */
  public void standard(Contender contender) {
    file.keep(() -> values.write("standard", key(contender)));
  }

  /** Keeps why the search ended before its plan was done; empty: it did not. */
  public void stopped(String why) {
    file.keep(() -> values.write("stopped", why));
  }

  /** Why the search ended before its plan was done; null: it did not, or it goes on. */
  public @Nullable String stopped() {
    String why = values.get("stopped");
    return why == null || why.isEmpty() ? null : why;
  }

  private static String key(Contender contender) {
    return Objects.requireNonNullElse(contender.opponent(), "") + contender.point().key();
  }

  /** What is kept of the final runs and their test. */
  public JournalFinals finals() {
    return finals;
  }

  /** What is kept of the counted baseline. */
  public JournalCounted counted() {
    return counted;
  }

  /** Keeps the test of this choice for good. */
  public void record(StudyChoice chosen, TestResult test, @Nullable Rungs ladder) {
    file.keep(
        () -> {
          finals.write(chosen, test, ladder);
          values.write("seconds", Double.toString(seconds()));
        });
  }

  /** Wall time of the study, in this session and those before. */
  public double seconds() {
    return secondsBefore + (System.nanoTime() - opened) / 1e9;
  }

  /** Wall time of the study, in this session and those before, up to the last thing kept. */
  public double secondsKept() {
    return file.parsed("seconds", () -> Double.valueOf(values.get("seconds", "0")));
  }

  @Override
  public void close() {
    file.close();
  }
}
