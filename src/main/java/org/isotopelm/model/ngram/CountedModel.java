package org.isotopelm.model.ngram;

import java.nio.file.Path;
import java.util.Locale;
import org.isotopelm.IsotopeException;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.model.LanguageModel;
import org.isotopelm.model.Sight;

/** Counted n-grams as a language model: it sees the order − 1 tokens before the one it predicts. */
public final class CountedModel implements LanguageModel {
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
   * @throws IsotopeException (data) if the file is not whole, or of another vocabulary
   */
  public static CountedModel open(Path file, int vocabulary) {
    NgramTable table = NgramTable.open(file);
    int found = table.sizes().vocabulary();
    if (found != vocabulary) {
      throw IsotopeException.data(
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
    int[][] buffers = new int[team.threads()][CHUNK + table.sizes().order()];
    team.run(
        Math.ceilDiv(nll.length, CHUNK),
        (task, thread) -> score(passages, task * CHUNK, buffers[thread], nll));
    return nll;
  }

  private void score(Passages passages, int from, int[] tokens, float[] nll) {
    int to = Math.min(nll.length, from + CHUNK);
    int passage = passages.passageOf(from);
    int first = Math.max(passages.first(passage), from - table.sizes().order() + 1);
    passages.copy(first, tokens, 0, to - first);
    NgramCursor cursor = new NgramCursor(table);
    int begin = passages.first(passage) == first ? first : begin(passages, ++passage);
    for (int target = first; target < to; target++) {
      if (target == begin) {
        cursor.beginDocument();
        begin = begin(passages, ++passage);
      }
      double probability = cursor.read(tokens[target - first]);
      if (target >= from) {
        nll[target] = nll(probability);
      }
    }
  }

  /** The first target of a passage; after the last one, the number of targets. */
  private static int begin(Passages passages, int passage) {
    return passage < passages.count() ? passages.first(passage) : passages.targets();
  }

  /** The same bits on every machine; 0 and not −0 for what is certain. */
  private static float nll(double probability) {
    return (float) (0 - StrictMath.log(probability));
  }

  @Override
  public Reader reader() {
    return new CountedReader(table);
  }
}
