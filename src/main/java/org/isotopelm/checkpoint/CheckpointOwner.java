package org.isotopelm.checkpoint;

import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a checkpoint's state.json holds beside where the run stands.
 *
 * @param run whose it is; null where an older program wrote it
 * @param metrics what metrics.jsonl held then; null in cells, and where an older program wrote it
 */
public record CheckpointOwner(@Nullable String run, @Nullable Checksum metrics) {
  public static final String STATE = "state.json";

  /** That of a checkpoint. */
  public static CheckpointOwner of(Checkpoint checkpoint) {
    return Json.mapper().readValue(checkpoint.read(STATE), CheckpointOwner.class);
  }

  /**
   * Writes both.
   *
   * @param state where the run stands, as an object
   */
  public static AtomicFile.Writer writer(Object state, String owner, @Nullable Checksum metrics) {
    ObjectNode json = Json.mapper().valueToTree(state);
    json.put("run", owner).putPOJO("metrics", metrics);
    return out -> out.write(Json.mapper().writeValueAsBytes(json));
  }

  /** Refuses the checkpoint of another run. */
  public void require(String expected, Checkpoint checkpoint) {
    if (run != null && !run.equals(expected)) {
      throw ProblemException.data(
          "%s: is a checkpoint of another run: it names %.12s, and this run is %.12s; remove it, or restore the one that was there"
              .formatted(checkpoint.folder(), run, expected));
    }
  }
}
