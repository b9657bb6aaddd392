package org.isotopelm.train.run;

import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.IsotopeException;
import org.isotopelm.base.Json;
import org.isotopelm.checkpoint.Checkpoint;
import org.isotopelm.checkpoint.Checksum;
import org.isotopelm.train.TrainState;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a checkpoint's state.json holds beside the {@link TrainState}.
 *
 * @param run whose it is; null where an older program wrote it
 * @param metrics what metrics.jsonl held then; null in cells, and where an older program wrote it
 */
record CheckpointOwner(@Nullable String run, @Nullable Checksum metrics) {
  static final String STATE = "state.json";

  static CheckpointOwner of(Checkpoint checkpoint) {
    return Json.mapper().readValue(checkpoint.read(STATE), CheckpointOwner.class);
  }

  /** Where the run stood. */
  static TrainState state(Checkpoint checkpoint) {
    return Json.mapper().readValue(checkpoint.read(STATE), TrainState.class);
  }

  /** Writes both. */
  static AtomicFile.Writer writer(TrainState state, String owner, @Nullable Checksum metrics) {
    ObjectNode json = Json.mapper().valueToTree(state);
    json.put("run", owner).putPOJO("metrics", metrics);
    return out -> out.write(Json.mapper().writeValueAsBytes(json));
  }

  /** Refuses the checkpoint of another run. */
  void require(String expected, Checkpoint checkpoint) {
    if (run != null && !run.equals(expected)) {
      throw IsotopeException.data(
          "%s: is a checkpoint of another run: it names %.12s, and this run is %.12s; remove it, or restore the one that was there"
              .formatted(checkpoint.folder(), run, expected));
    }
  }
}
