package org.isotopelm.study.journal;

import java.sql.SQLException;
import java.util.Optional;
import org.isotopelm.base.Json;
import org.isotopelm.study.comparison.Rungs;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.plan.FinalWork;
import org.isotopelm.study.plan.StudyChoice;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/** What a journal keeps of the final runs of a study, and of their test. */
public final class JournalFinals {
  private static final String TESTED = "test of ";
  private static final String LADDER = "ladder of ";
  private static final String FINALS = "finals";
  private static final String TRIED = "final models";
  private static final String RUN = "run ";

  /** Whole numbers as in a point's values, so that a test read is equal to the test written. */
  private static final ObjectReader TEST =
      Json.mapper().readerFor(TestResult.class).with(DeserializationFeature.USE_LONG_FOR_INTS);

  private final JournalFile file;
  private final JournalValues values;

  JournalFinals(JournalFile file, JournalValues values) {
    this.file = file;
    this.values = values;
  }

  /** The test of this choice, if it has been made. */
  public Optional<TestResult> test(StudyChoice chosen) {
    String last = chosen.key().equals(values.get("chosen")) ? values.get("test") : null;
    String own = values.get(TESTED + chosen.key());
    return Optional.ofNullable(own == null ? last : own)
        .map(json -> file.parsed("test", () -> TEST.readValue(json)));
  }

  /** What was made of this choice; nothing where that is one model. */
  public Optional<Rungs> ladder(StudyChoice chosen) {
    return Optional.ofNullable(values.get(LADDER + chosen.key()))
        .map(json -> file.parsed("ladder", () -> Json.mapper().readValue(json, Rungs.class)));
  }

  /** What is being made of the choice whose final runs are in the folder; nothing before that. */
  public Optional<FinalWork> tried() {
    return Optional.of(values.get(TRIED, ""))
        .filter(json -> !json.isEmpty())
        .map(
            json ->
                file.parsed("final models", () -> Json.mapper().readValue(json, FinalWork.class)));
  }

  /** Keeps what is being made, so that a study that goes on makes the same. */
  public void tried(FinalWork work) {
    file.keep(() -> values.write(TRIED, Json.mapper().writeValueAsString(work)));
  }

  /** Whether the final runs in the folder may belong to this choice. */
  public boolean mayBeOf(StudyChoice chosen) {
    String kept = values.get(FINALS);
    String whose = kept == null ? values.get("chosen") : kept;
    return whose == null || whose.equals(chosen.key());
  }

  /** Keeps to which choice the final runs belong; forgets what is kept of another one's. */
  public void belongTo(StudyChoice chosen) {
    boolean same = mayBeOf(chosen);
    file.keep(
        () -> {
          values.write(FINALS, chosen.key());
          if (!same) {
            values.write("plan", "");
            values.write(TRIED, "");
            for (String name : StudyFolder.RUNS) {
              values.write(RUN + name, "");
            }
          }
        });
  }

  /** The identifier of a final run; empty where it was not kept. */
  String run(String name) {
    return values.get(RUN + name, "");
  }

  void run(String name, String id) {
    file.keep(() -> values.write(RUN + name, id));
  }

  /** The copy of the chosen model's plan.json; empty where there is none. */
  String plan() {
    return values.get("plan", "");
  }

  void plan(String json) {
    file.keep(() -> values.write("plan", json));
  }

  /** Whether any choice has been tested. */
  public boolean isTested() {
    return values.get("test") != null;
  }

  /** Writes the test of this choice, within a change that is committed as a whole. */
  void write(StudyChoice chosen, TestResult test, @Nullable Rungs ladder) throws SQLException {
    if (ladder != null) {
      values.write(LADDER + chosen.key(), Json.mapper().writeValueAsString(ladder));
    }
    String json = Json.mapper().writeValueAsString(test);
    values.write("chosen", chosen.key());
    values.write("test", json);
    values.write(TESTED + chosen.key(), json);
  }
}
