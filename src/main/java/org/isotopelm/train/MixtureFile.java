package org.isotopelm.train;

import java.util.List;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.Checkpoint;
import org.isotopelm.model.mixture.MixtureWeights;
import org.isotopelm.model.mixture.MixtureWeights.CacheShare;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * {@value #FILE} of a checkpoint: which runs are mixed, and with what weights.
 *
 * @param members in the order of the config
 * @param cache null: none
 * @param split whose text the weights were fitted to; null: the config gave them
 * @param tokens of that text; 0 likewise
 * @param nll of the mixture on it, mean in nats per token; null likewise
 */
public record MixtureFile(
    List<Part> members,
    @Nullable CacheShare cache,
    @Nullable String split,
    long tokens,
    @Nullable Double nll) {
  public static final String FILE = "mixture.json";

  /**
   * A run in the mixture.
   *
   * @param run its folder
   * @param sha256 of its model
   * @param weight its share
   * @param nll its own on the text of the fit; null where there was none
   */
  public record Part(String run, String sha256, double weight, @Nullable Double nll) {}

  public MixtureFile {
    members = List.copyOf(members);
  }

  /** Reads it from a checkpoint. */
  public static MixtureFile in(Checkpoint checkpoint) {
    try {
      return Json.mapper().readValue(checkpoint.read(FILE), MixtureFile.class);
    } catch (JacksonException e) {
      throw ProblemException.data(
          checkpoint.folder().resolve(FILE)
              + ": does not hold a mixture; make it again with 'isotope mix'",
          e);
    }
  }

  /** The weights, the cache's included. */
  public MixtureWeights weights() {
    return new MixtureWeights(members.stream().map(Part::weight).toList(), cache);
  }
}
