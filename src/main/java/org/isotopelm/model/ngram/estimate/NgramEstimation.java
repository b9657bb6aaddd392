package org.isotopelm.model.ngram.estimate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.isotopelm.base.ProblemException;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.model.NgramSpec;
import org.isotopelm.model.Smoothing;
import org.isotopelm.model.ngram.NgramSizes;
import org.isotopelm.model.ngram.NgramTable;
import org.isotopelm.model.ngram.NgramTableBuilder;

/**
 * Estimates a counted n-gram model: by interpolated modified Kneser–Ney smoothing (Chen and Goodman
 * 1999) as KenLM's lmplz does (Heafield et al. 2013), or by another smoothing.
 *
 * <p>Documents stand between the context {@code <s>}, which is never predicted, and the
 * end-of-document token; without boundaries the text is one stream with no beginning. A token that
 * the text does not have gets only its part of the uniform distribution, with which unigrams are
 * interpolated: 1/V, over all token ids.
 *
 * <p>Everything is sorted and read in order, so that a text whose counts are larger than memory
 * goes through temporary files; the result is the same to the bit, for any memory and any number of
 * threads.
 */
public final class NgramEstimation {
  /** The heap may hold other things than counts. */
  private static final double MOST_OF_HEAP = 0.6;

  /** The rest is for the JVM, whose collector copies what is new. */
  private static final double SHARE = 0.5;

  /** Bytes of a node in the table, at most. */
  private static final int NODE = 24;

  private NgramEstimation() {}

  /**
   * Estimates the model of a text.
   *
   * @param vocabulary number of token ids, V
   * @param folder for temporary files, which are gone in the end
   * @param notes hears sentences for the user
   * @return a table in memory, or in a temporary file that has no name any more
   * @throws ProblemException if the text is empty or too long, or temporary files cannot be written
   */
  public static NgramTable run(
      NgramSpec spec,
      TokenizedSplit split,
      int vocabulary,
      Team team,
      Path folder,
      Consumer<String> notes) {
    return run(spec, split, vocabulary, new CountingPlace.Here(), team, folder, notes);
  }

  /** The same; the n-grams are counted at a place. */
  public static NgramTable run(
      NgramSpec spec,
      TokenizedSplit split,
      int vocabulary,
      CountingPlace place,
      Team team,
      Path folder,
      Consumer<String> notes) {
    if (split.targets() == 0) {
      throw ProblemException.data("there are no tokens to count: the training text is empty");
    }
    double heap = MOST_OF_HEAP * Runtime.getRuntime().maxMemory();
    long memory = (long) Math.min(SHARE * spec.memory().bytes(), heap);
    Scratch scratch = new Scratch(folder, memory / 2);
    NgramText text = NgramText.of(split, vocabulary);
    List<Level> levels =
        switch (place) {
          case CountingPlace.Here _ ->
              NgramCounts.count(text, spec.order(), scratch, team, memory * 3 / 8);
          case CountingPlace.Elsewhere elsewhere ->
              NgramLevels.of(text, spec.order(), elsewhere, scratch, team, memory * 3 / 8);
        };
    NgramSizes sizes =
        new NgramSizes(vocabulary, levels.stream().skip(1).map(Level::size).toList());
    NgramTableBuilder builder = builder(sizes, memory / 4, scratch);
    long most = levels.stream().skip(2).mapToLong(Level::size).max().orElse(0);
    Sorter byNode = new Sorter(scratch, team, memory * 3 / 8, most, Integer.SIZE, false);
    BitSet dropped = new Estimator(spec, levels, vocabulary, builder, byNode).run(notes);
    if (spec.prune() > 0) {
      new EntropyPruning(builder.table(), levels, spec.prune(), dropped).run();
    }
    levels.forEach(Level::close);
    NgramTableBuilder last =
        dropped.isEmpty() ? builder : smaller(builder.table(), dropped, spec, memory / 4, scratch);
    return sealed(last, spec, notes);
  }

  private static NgramTable sealed(
      NgramTableBuilder builder, NgramSpec spec, Consumer<String> notes) {
    boolean distribution = !(spec.smoothing() instanceof Smoothing.StupidBackoff);
    Integer bits = spec.quantise();
    if (bits == null) {
      return builder.seal(distribution);
    }
    NgramTable table = builder.sealQuantised(bits, distribution);
    if (distribution && !table.isDistribution()) {
      notes.accept(
          "with %s bits the probabilities after some contexts do not sum to one: every token follows these; use more bits, or remove model.quantise"
              .formatted(bits));
    }
    return table;
  }

  private static NgramTableBuilder smaller(
      NgramTable table, BitSet dropped, NgramSpec spec, long room, Scratch scratch) {
    KeptNodes kept = new KeptNodes(table.sizes(), dropped);
    NgramTableBuilder builder = builder(kept.sizes(), room, scratch);
    new SmallerTable(table, kept, builder).fill(spec.smoothing());
    return builder;
  }

  /** A table in memory where there is room for it, else in a file. */
  private static NgramTableBuilder builder(NgramSizes sizes, long room, Scratch scratch) {
    if ((long) NODE * sizes.nodes() <= room) {
      return NgramTableBuilder.inMemory(sizes);
    }
    Path file = scratch.newFile();
    try {
      return NgramTableBuilder.inFile(sizes, file);
    } catch (IOException e) {
      throw scratch.failure(e);
    } finally {
      delete(file);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit(); // as on Windows, where a mapped file stays
    }
  }
}
