package org.isotopelm.study.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.isotopelm.IsotopeException;
import org.isotopelm.Json;
import org.isotopelm.study.comparison.StudyResult.TestResult;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.study.trial.Trials;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/**
 * Every cell of a study, kept as it ends, in {@code journal.sqlite}. One thread writes; a cell is
 * either wholly there or not at all, whenever the process is killed. Anyone may read meanwhile.
 *
 * <pre>
 * point   one row a point of the search
 *   number               1 for the first that was proposed
 *   round                1 for the first; points of a round were proposed together
 *   origin               who proposed it: try_first, grid, sobol …
 *   point                values by dimension, as a JSON object
 *   pruned               why it was given up; null: it was not
 * cell    one row an ended cell; key: opponent, point, fold, seed
 *   opponent             its name, '' for a point of the space
 *   point                as above
 *   fold                 0-based
 *   seed
 *   status               done | diverged | crashed
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
 *   points               the table of that name once more, as a JSON list
 *   test                 the last test's result as in study --json, and below chosen, whose it is
 *   chosen               values of the point tested
 *   test of POINT        the same of each point that was tested
 *   finals               values of the point whose final runs are in chosen/ and zero/
 *   run chosen, run zero what these runs are known by
 * hash                   of each row in each table, see Row
 * PRAGMA user_version    of this layout: 4; 3 had no hashes, and is read as it is
 * </pre>
 *
 * <p>A row whose hash does not hold is never believed: a study that goes on makes it again, from
 * the copy of the points or by training, and a reader refuses it.
 */
public final class Journal implements AutoCloseable {
  public static final String FILE = "journal.sqlite";

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private static final String VALUES = "study";
  private static final String POINTS = "point";
  private static final String COPY = "points";
  private static final String IDENTITY = "identity";
  private static final String TESTED = "test of ";
  private static final String FINALS = "finals";
  private static final String RUN = "run ";

  private static final String FIND =
      "SELECT * FROM cell WHERE opponent = ? AND point = ? AND fold = ? AND seed = ?";
  private static final String REMOVE_CELL =
      "DELETE FROM cell WHERE opponent = ? AND point = ? AND fold = ? AND seed = ?";

  /** Whole numbers as in a point's values, so that a test read is equal to the test written. */
  private static final ObjectReader TEST =
      Json.mapper().readerFor(TestResult.class).with(DeserializationFeature.USE_LONG_FOR_INTS);

  private static final ObjectReader POINT =
      Json.mapper()
          .readerFor(new TypeReference<LinkedHashMap<String, Object>>() {})
          .with(DeserializationFeature.USE_LONG_FOR_INTS);

  private static final TypeReference<List<Entry>> ENTRIES = new TypeReference<>() {};

  /** A row of the table {@code point}. */
  private record Entry(
      int number, int round, String origin, String point, @Nullable String pruned) {
    static Entry of(Row row) {
      return new Entry(
          (int) row.whole("number"),
          (int) row.whole("round"),
          row.text("origin"),
          row.text("point"),
          row.textOrNull("pruned"));
    }

    Row row() {
      Map<String, @Nullable Object> values = new HashMap<>();
      values.put("number", number);
      values.put("round", round);
      values.put("origin", origin);
      values.put("point", point);
      values.put("pruned", pruned);
      return Row.of(POINTS, values);
    }
  }

  private final JournalFile file;
  private final boolean writes;
  private final long opened = System.nanoTime();
  private final Map<String, String> values = new HashMap<>();
  private final List<Entry> points = new ArrayList<>();
  private final double secondsBefore;

  private Journal(JournalFile file, boolean writes) {
    this.file = file;
    this.writes = writes;
    try {
      loadValues();
      loadPoints();
      checkCells();
      secondsBefore = secondsKept();
    } catch (SQLException e) {
      throw file.unusable(e);
    }
  }

  /**
   * The journal in a folder, or a new one.
   *
   * @throws IsotopeException exit code 1 where it is another study's or the disk is in the way, 4
   *     where it is damaged
   */
  public static Journal open(Path folder, Identity identity) {
    JournalFile file = JournalFile.open(folder.resolve(FILE), true);
    try {
      Optional<Row> signed = signature(file);
      Journal journal = new Journal(file, true);
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

  /** Whether a folder holds a study beyond doubt. */
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
   * @throws IsotopeException exit code 4 where there is none or it is damaged
   */
  public static Journal read(Path folder) {
    if (!isIn(folder)) {
      throw IsotopeException.data(
          folder.resolve(FILE)
              + " is not there, so this is no study's folder; name one that isotope study made");
    }
    JournalFile file = JournalFile.open(folder.resolve(FILE), false);
    try {
      return new Journal(file, false);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * What the journal in a folder was signed with; nothing where it has none, or a damaged one.
   *
   * @throws IsotopeException exit code 4 where the journal as a whole cannot be read
   */
  public static Optional<Identity> signedIn(Path folder) {
    if (!isIn(folder)) {
      return Optional.empty();
    }
    try (JournalFile file = JournalFile.open(folder.resolve(FILE), false)) {
      return signature(file).filter(file::holds).map(row -> Identity.parse(row.text("value")));
    } catch (SQLException | JacksonException e) {
      throw IsotopeException.data(folder.resolve(FILE) + ": its identity cannot be read", e);
    }
  }

  private static Optional<Row> signature(JournalFile file) throws SQLException {
    return file.rows(VALUES).stream()
        .filter(row -> IDENTITY.equals(row.values().get("name")))
        .findFirst();
  }

  /** Signs a new journal; refuses that of another study. */
  private void claim(Identity identity, Optional<Row> signed) throws SQLException {
    if (signed.isPresent() && !file.holds(signed.get())) {
      // Either the identity is damaged or its hash: this study's own fits one of the two.
      Row own = value(IDENTITY, identity.json());
      if (!own.equals(new Row(VALUES, own.values(), signed.get().hash()))
          && !own.values().equals(signed.get().values())) {
        throw file.damaged("the row 'identity' does not fit its hash, nor this study");
      }
    } else if (signed.isPresent()) {
      identity.requireSame(signed(), file.path());
    }
    if (!values.containsKey(IDENTITY)) {
      write(IDENTITY, identity.json());
    }
    commit();
  }

  /** What the journal was signed with. */
  public Identity signed() {
    return parsed("identity", () -> Identity.parse(values.getOrDefault(IDENTITY, "")));
  }

  private void loadValues() throws SQLException {
    for (Row row : file.rows(VALUES)) {
      if (file.holds(row)) {
        values.put(row.text("name"), row.text("value"));
      } else {
        drop("the row '%s'".formatted(row.values().get("name")), "it is found out again");
        try (PreparedStatement delete =
            file.connection().prepareStatement("DELETE FROM study WHERE name = ?")) {
          delete.setObject(1, row.values().get("name"));
          delete.executeUpdate();
        }
      }
    }
  }

  /** The points stand there twice, as nothing but the search itself could find them again. */
  private void loadPoints() throws SQLException {
    List<Row> rows = file.rows(POINTS);
    boolean hold = rows.stream().allMatch(file::holds);
    List<Entry> listed = hold ? parsed("point", () -> entries(rows)) : List.of();
    String copy = values.get(COPY);
    if (copy == null && !hold) {
      throw file.damaged("the search's points and their copy do not fit their hashes");
    }
    points.addAll(
        copy == null ? listed : parsed(COPY, () -> Json.mapper().readValue(copy, ENTRIES)));
    if (!hold) {
      drop("a row of the table 'point'", "the points are taken from their copy");
    }
    if (writes && !points.isEmpty() && (copy == null || !points.equals(listed))) {
      writePoints();
    }
  }

  private static List<Entry> entries(List<Row> rows) {
    return rows.stream().map(Entry::of).sorted(Comparator.comparingInt(Entry::number)).toList();
  }

  private void writePoints() throws SQLException {
    try (Statement statement = file.connection().createStatement()) {
      statement.executeUpdate("DELETE FROM point");
    }
    for (Entry each : points) {
      each.row().write(file.connection());
    }
    write(COPY, Json.mapper().writeValueAsString(points));
  }

  private void checkCells() throws SQLException {
    for (Row row : file.rows(CellRow.TABLE)) {
      if (!file.holds(row)) {
        Map<String, @Nullable Object> key = row.values();
        drop(
            "the row of the cell '%s' %s, fold %s, seed %s"
                .formatted(key.get("opponent"), key.get("point"), key.get("fold"), key.get("seed")),
            "the cell is trained again");
        try (PreparedStatement delete = file.connection().prepareStatement(REMOVE_CELL)) {
          delete.setObject(1, key.get("opponent"));
          delete.setObject(2, key.get("point"));
          delete.setObject(3, key.get("fold"));
          delete.setObject(4, key.get("seed"));
          delete.executeUpdate();
        }
      }
    }
  }

  /** Says that a row is not believed; a reader, who cannot make it again, stops there. */
  private void drop(String what, String remedy) {
    String said = "%s: %s is damaged: its hash does not hold".formatted(file.path(), what);
    if (!writes) {
      throw IsotopeException.data(said + "; run the study again, which makes it anew");
    }
    LOG.warn("{}; {}", said, remedy);
  }

  /** A cell that has ended before. */
  public Optional<Trial> find(Cell cell) {
    try (PreparedStatement query = file.connection().prepareStatement(FIND)) {
      int column = 1;
      for (Object part : CellRow.key(cell)) {
        query.setObject(column++, part);
      }
      return Row.all(CellRow.TABLE, query).stream().findFirst().map(row -> trial(cell, row));
    } catch (SQLException e) {
      throw file.unusable(e);
    }
  }

  private Trial trial(Cell cell, Row row) {
    return parsed("cell of " + cell.contender().label(), () -> CellRow.trial(cell, row));
  }

  /** Reads what stands in a row; without hashes it may be anything. */
  private <T> T parsed(String what, Supplier<T> read) {
    try {
      return read.get();
    } catch (RuntimeException e) {
      throw file.damaged("the row '%s' cannot be read".formatted(what));
    }
  }

  /**
   * Adds the plan's cells that have ended. A study that goes on tries those that crashed again, but
   * for points that were given up: so it leaves them out.
   */
  public void load(Plan plan, Trials trials) {
    plan.everyCell().stream()
        .filter(cell -> !trials.contains(cell))
        .map(this::find)
        .flatMap(Optional::stream)
        .filter(trial -> !isTriedAgain(plan, trial))
        .forEach(trials::add);
  }

  private boolean isTriedAgain(Plan plan, Trial trial) {
    return writes
        && trial.status() == Trial.Status.CRASHED
        && !plan.isPruned(trial.cell().contender().point());
  }

  /** Keeps a cell for good. */
  public void record(Trial trial) {
    keep(
        () -> {
          CellRow.of(trial).write(file.connection());
          write("seconds", Double.toString(seconds()));
        });
  }

  /** The points of a round; none if it was not proposed yet. */
  public List<Plan.Proposed> round(int round, Space space) {
    return points.stream()
        .filter(each -> each.round() == round)
        .map(each -> proposed(each, space))
        .toList();
  }

  private Plan.Proposed proposed(Entry entry, Space space) {
    Point point =
        parsed("point " + entry.number(), () -> space.point(POINT.readValue(entry.point())));
    return new Plan.Proposed(point, entry.round(), entry.origin(), entry.pruned());
  }

  /** Keeps points that were proposed for good. */
  public void record(List<Plan.Proposed> proposed) {
    for (Plan.Proposed each : proposed) {
      points.add(
          new Entry(points.size() + 1, each.round(), each.origin(), each.point().key(), null));
    }
    keep(this::writePoints);
  }

  /** Keeps why a point was given up. */
  public void prune(Point point, String why) {
    points.replaceAll(
        each ->
            each.point().equals(point.key())
                ? new Entry(each.number(), each.round(), each.origin(), each.point(), why)
                : each);
    keep(this::writePoints);
  }

  /** Whether this contender is the config as it stands; nothing if that was never asked. */
  public Optional<Boolean> isStandard(Contender contender) {
    return Optional.ofNullable(values.get("standard")).map(key(contender)::equals);
  }

  /** Keeps which contender is the config as it stands. */
  public void standard(Contender contender) {
    keep(() -> write("standard", key(contender)));
  }

  /** Keeps why the search ended before its plan was done; empty: it did not. */
  public void stopped(String why) {
    keep(() -> write("stopped", why));
  }

  /** Why the search ended before its plan was done; null: it did not, or it goes on. */
  public @Nullable String stopped() {
    String why = values.get("stopped");
    return why == null || why.isEmpty() ? null : why;
  }

  private static String key(Contender contender) {
    return Objects.requireNonNullElse(contender.opponent(), "") + contender.point().key();
  }

  /** The test of this point, if it has been made. */
  public Optional<TestResult> test(Point chosen) {
    String last = chosen.key().equals(values.get("chosen")) ? values.get("test") : null;
    return Optional.ofNullable(values.getOrDefault(TESTED + chosen.key(), last))
        .map(json -> parsed("test", () -> TEST.readValue(json)));
  }

  /** Whether final runs that there are may be this point's. */
  public boolean hasFinalsOf(Point chosen) {
    String whose = values.getOrDefault(FINALS, values.get("chosen"));
    return whose == null || whose.equals(chosen.key());
  }

  /** Keeps whose the final runs are; what is kept of another point's is forgotten. */
  public void finalsOf(Point chosen) {
    boolean same = hasFinalsOf(chosen);
    keep(
        () -> {
          write(FINALS, chosen.key());
          if (!same) {
            write("plan", "");
            for (String name : KeptRuns.NAMES) {
              write(RUN + name, "");
            }
          }
        });
  }

  /** What a final run is known by; empty where that was not kept. */
  String run(String name) {
    return values.getOrDefault(RUN + name, "");
  }

  void run(String name, String id) {
    keep(() -> write(RUN + name, id));
  }

  /** The copy of the chosen model's plan.json; empty where there is none. */
  String plan() {
    return values.getOrDefault("plan", "");
  }

  void plan(String json) {
    keep(() -> write("plan", json));
  }

  /** Whether any point has been tested. */
  public boolean isTested() {
    return values.containsKey("test");
  }

  /** Keeps the test of this point for good. */
  public void record(Point chosen, TestResult test) {
    String json = Json.mapper().writeValueAsString(test);
    keep(
        () -> {
          write("chosen", chosen.key());
          write("test", json);
          write(TESTED + chosen.key(), json);
          write("seconds", Double.toString(seconds()));
        });
  }

  /** Wall time of the study, in this session and those before. */
  public double seconds() {
    return secondsBefore + (System.nanoTime() - opened) / 1e9;
  }

  /** Wall time of the study, in this session and those before, up to the last thing kept. */
  public double secondsKept() {
    return parsed("seconds", () -> Double.valueOf(values.getOrDefault("seconds", "0")));
  }

  @Override
  public void close() {
    file.close();
  }

  private static Row value(String name, String value) {
    return Row.of(VALUES, Map.of("name", name, "value", value));
  }

  private void write(String name, String value) throws SQLException {
    value(name, value).write(file.connection());
    values.put(name, value);
  }

  private interface Change {
    void make() throws SQLException;
  }

  /** Makes a change wholly or not at all. */
  private void keep(Change change) {
    try {
      change.make();
      commit();
    } catch (SQLException e) {
      throw file.unusable(e);
    }
  }

  private void commit() throws SQLException {
    file.connection().commit();
  }
}
