package org.isotopelm.study.journal;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isotopelm.base.Json;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.study.comparison.Baseline;
import org.isotopelm.study.trial.CellResult;

/** What a journal keeps of the counted baseline, of each order: one value for each fold. */
public final class JournalCounted {
  /** What there is to keep of a {@link CellResult} of a counted model. */
  private record Kept(
      double nll,
      long tokens,
      long bytes,
      double seconds,
      List<Double> unitNll,
      List<Double> unitTokens,
      long unknownTokens,
      long unknownBytes) {

    static Kept of(CellResult result) {
      return new Kept(
          result.nll(),
          result.tokens(),
          result.bytes(),
          result.seconds(),
          result.unitNll(),
          result.unitTokens(),
          result.unknownTokens(),
          result.unknownBytes());
    }

    CellResult result() {
      return CellResult.counted(
          nll, tokens, bytes, seconds, unitNll, unitTokens, unknownTokens, unknownBytes);
    }
  }

  private final JournalFile file;
  private final JournalValues values;

  JournalCounted(JournalFile file, JournalValues values) {
    this.file = file;
    this.values = values;
  }

  /** The folds that are known of so many. */
  public Baseline baseline(CountedSpec spec, int folds) {
    SortedMap<Integer, CellResult> known = new TreeMap<>();
    for (int fold = 0; fold < folds; fold++) {
      String name = name(spec, fold);
      String json = values.get(name);
      if (json != null) {
        known.put(
            fold, file.parsed(name, () -> Json.mapper().readValue(json, Kept.class)).result());
      }
    }
    return new Baseline(spec, known);
  }

  /** Keeps a fold for good. */
  public void record(CountedSpec spec, int fold, CellResult result) {
    String json = Json.mapper().writeValueAsString(Kept.of(result));
    file.keep(() -> values.write(name(spec, fold), json));
  }

  private static String name(CountedSpec spec, int fold) {
    return String.format(Locale.ROOT, "%s on fold %d", spec.label(), fold);
  }
}
