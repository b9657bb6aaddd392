package org.isotopelm.study.trial;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.isotopelm.base.ContentHash;
import org.jspecify.annotations.Nullable;

/**
 * One training of a study.
 *
 * @param contender what is trained
 * @param fold the fold it is scored on, 0-based; with one fold, the validation split
 * @param seed of initial weights and batches: the study's seed + repetition, the same for every
 *     contender and fold, so that differences between contenders are paired
 * @param after the training of the same fold and seed whose final weights this one begins with;
 *     null: it begins with initial weights
 */
public record Cell(Contender contender, int fold, long seed, @Nullable Cell after) {

  private static final Pattern NAME =
      Pattern.compile("[0-9a-f]{12}-fold-\\d+-seed--?\\d+(\\.weights)?");

  /** A training from initial weights. */
  public Cell(Contender contender, int fold, long seed) {
    this(contender, fold, seed, null);
  }

  /** Value by config path, to be laid over the study's own config. */
  public Map<String, Object> overrides() {
    return contender.point().overrides();
  }

  /** Whether a file has the name of a cell, or of the weights that a cell leaves behind. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** A name for files: the same in every session, and different for every cell of the study. */
  public String name() {
    String key =
        Objects.requireNonNullElse(contender.opponent(), "") + "\n" + contender.point().key();
    return String.format(Locale.ROOT, "%.12s-fold-%d-seed-%d", ContentHash.of(key), fold, seed);
  }
}
