package org.isotopelm.model.mixture;

import org.isotopelm.data.Passages;
import org.isotopelm.math.Team;
import org.isotopelm.model.mixture.MixtureWeights.Recalled;

/** A cache that counts: all that it says depends on its last N tokens alone. */
sealed interface CountingCache extends Cache permits UnigramCache, NgramCache {
  @Override
  Counts reader(int vocabulary);

  /** Each range of targets starts by reading the N tokens before it, so threads can share them. */
  @Override
  default Recalled score(Passages passages, int vocabulary, Team team) {
    int targets = passages.targets();
    float[] nll = new float[targets];
    byte[] levels = new byte[targets];
    Chunks.run(
        targets,
        Math.max(Chunks.LENGTH, Math.min(tokens(), targets)),
        team,
        (from, to) -> {
          int start = Math.max(0, from - tokens());
          int[] text = new int[to - start];
          passages.copy(start, text, 0, text.length);
          Counts recent = reader(vocabulary);
          for (int i = 0; i < text.length; i++) {
            if (start + i >= from) {
              nll[start + i] = recent.nll(text[i]);
              levels[start + i] = (byte) recent.level();
            }
            recent.read(text[i]);
          }
        });
    return new Recalled(this, nll, levels);
  }
}
