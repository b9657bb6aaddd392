package org.isotopelm.model.ngram;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.isotopelm.base.ProblemException;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.model.Sight;
import org.isotopelm.model.TokenModel;

/** Counted n-grams as a language model: it sees the order − 1 tokens before the one it predicts. */
public final class CountedModel implements TokenModel {
  /** Targets of a task. */
  private static final int CHUNK = 1 << 13;

  private final NgramTable table;

  public CountedModel(NgramTable table) {
    this.table = table;
  }

  /**
   * Maps the model of a file.
   *
   * @param vocabulary the number of ids of the tokenizer that it goes with
   * @throws ProblemException (data) if the file is not whole, or of another vocabulary
   */
  public static CountedModel open(Path file, int vocabulary) {
    NgramTable table = NgramTable.open(file);
    int found = table.sizes().vocabulary();
    if (found != vocabulary) {
      throw ProblemException.data(
          String.format(
              Locale.ROOT,
              "%s: has %,d unigrams, but the tokenizer beside it has %,d tokens; one of them is from another run: copy the run again",
              file,
              found,
              vocabulary));
    }
    return new CountedModel(table);
  }

  /** Its n-grams. */
  public NgramTable table() {
    return table;
  }

  @Override
  public int vocabulary() {
    return table.sizes().vocabulary();
  }

  /** Its n-grams of all orders. */
  @Override
  public long parameters() {
    return table.sizes().end(table.sizes().order()) - 1L;
  }

  @Override
  public Sight sight() {
    return Sight.of(table.sizes().order() - 1, 1);
  }

  @Override
  public boolean isDistribution() {
    return table.isDistribution();
  }

  /**
   * In pieces: what a piece needs of the text before it are the order − 1 tokens that the model
   * sees, so the result does not depend on where a piece begins.
   */
  @Override
  public float[] score(TokenizedSplit split, Team team) {
    Passages passages = new Passages(split);
    float[] nll = new float[passages.targets()];
    NgramLanes[] lanes = new NgramLanes[team.threads()];
    Arrays.setAll(lanes, thread -> new NgramLanes(table, CHUNK + table.sizes().order()));
    team.run(
        Math.ceilDiv(nll.length, CHUNK),
        (task, thread) -> score(passages, task * CHUNK, lanes[thread], nll));
    return nll;
  }

  private void score(Passages passages, int from, NgramLanes lanes, float[] nll) {
    int to = Math.min(nll.length, from + CHUNK);
    int passage = passages.passageOf(from);
    int first = Math.max(passages.first(passage), from - table.sizes().order() + 1);
    passages.copy(first, lanes.tokens(), 0, to - first);
    lanes.clear();
    passage += passages.first(passage) == first ? 0 : 1;
    for (; passage < passages.count() && passages.first(passage) < to; passage++) {
      lanes.begin(passages.first(passage) - first);
    }
    lanes.score(from - first, to - first, nll, from);
  }

  @Override
  public Reader reader() {
    return new CountedReader(table);
  }
}
