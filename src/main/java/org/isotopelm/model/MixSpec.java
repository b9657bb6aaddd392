package org.isotopelm.model;

import java.util.List;
import org.isotopelm.IsotopeException;
import org.jspecify.annotations.Nullable;

/**
 * The config's {@code model} of kind {@code mix}: a linear mixture of runs with the same tokenizer.
 *
 * @param runs their folders
 * @param cache how many tokens a unigram cache remembers, which is one more part of the mixture;
 *     null: none
 * @param split the text that the weights are fitted to
 */
public record MixSpec(List<String> runs, @Nullable Integer cache, HeldOut split)
    implements ModelSpec {
  /** Text that no run was trained on. */
  public enum HeldOut {
    VALIDATION,
    TEST
  }

  /**
   * @throws IsotopeException (config) if there is nothing to mix
   */
  public MixSpec {
    runs = List.copyOf(runs);
    if (runs.isEmpty() || (runs.size() == 1 && cache == null)) {
      throw IsotopeException.config(
          "model.runs",
          "a mixture needs two parts or more, and this is one; name another run, or set cache");
    }
  }

  /** The number of weights, the cache's included. */
  public int parts() {
    return runs.size() + (cache == null ? 0 : 1);
  }
}
