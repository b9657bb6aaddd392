package org.isotopelm.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isotopelm.math.random.RandomStream;

/** Soft targets for tests. */
public final class SoftTargetFiles {
  private SoftTargetFiles() {}

  /** Of these ids, ascending, and probabilities; K of each target. */
  public static SoftTargets of(Path file, int top, int[] ids, float[] probabilities)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      SoftTargets.Writer writer = new SoftTargets.Writer(out, top);
      for (int at = 0; at < ids.length; at += top) {
        writer.add(ids, probabilities, at);
      }
      writer.finish();
    }
    return SoftTargets.open(file);
  }

  /** Of ids and probabilities at random, which leave some of each target to other tokens. */
  public static SoftTargets any(Path file, int targets, int vocabulary, int top)
      throws IOException {
    RandomStream random = RandomStream.of(5, "soft targets");
    int[] ids = new int[targets * top];
    float[] probabilities = new float[targets * top];
    for (int target = 0; target < targets; target++) {
      int begin = random.nextInt(vocabulary / top);
      for (int k = 0; k < top; k++) {
        ids[target * top + k] = begin + k * (vocabulary / top);
        probabilities[target * top + k] = 0.9f / top * (random.nextInt(100) + 1) / 100;
      }
    }
    return of(file, top, ids, probabilities);
  }
}
