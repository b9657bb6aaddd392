package org.isotopelm.study.comparison;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Pair;

/**
 * The counted baseline of a study: its figures by fold. It has no seed.
 *
 * @param byFold those that are known, by 0-based fold
 */
public record Baseline(CountedSpec spec, SortedMap<Integer, CellResult> byFold) {
  public Baseline {
    byFold = Collections.unmodifiableSortedMap(new TreeMap<>(byFold));
  }

  /** Its figures for each of these (seed, fold) pairs: those of the fold, whatever the seed. */
  SortedMap<Pair, CellResult> on(Collection<Pair> pairs) {
    SortedMap<Pair, CellResult> results = new TreeMap<>();
    for (Pair pair : pairs) {
      CellResult result = byFold.get(pair.fold());
      if (result != null) {
        results.put(pair, result);
      }
    }
    return results;
  }
}
