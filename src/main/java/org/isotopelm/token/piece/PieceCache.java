package org.isotopelm.token.piece;

/**
 * Remembers the ids of pieces, so that an encoder is asked for the others only. It is bounded: when
 * the young generation is full it becomes the old one, whose pieces are forgotten, but for those
 * that were met again in the meantime. It begins small and grows to its bound.
 */
final class PieceCache implements PieceEncoder {
  /** Longer pieces are rare, and each would take the room of many. */
  static final int LONGEST = 64;

  private static final int SMALLEST = 1 << 10;

  private static final long MIX = 0x9E3779B97F4A7C15L; // Knuth, volume 3, section 6.4

  private final PieceEncoder encoder;
  private final int largest;
  private final int[] key = new int[LONGEST / 2];
  private PieceGeneration young = new PieceGeneration(SMALLEST);
  private PieceGeneration old = new PieceGeneration(1);

  /**
   * A cache before an encoder.
   *
   * @param largest number of pieces in a generation, a power of two
   */
  PieceCache(PieceEncoder encoder, int largest) {
    this.encoder = encoder;
    this.largest = largest;
  }

  @Override
  public void encode(String text, int begin, int end, IntList ids) {
    int chars = end - begin;
    if (chars == 1 || chars > LONGEST) {
      encoder.encode(text, begin, end, ids);
      return;
    }
    long hash = 0;
    int pairs = 0;
    int at = begin;
    for (; at + 1 < end; at += 2) {
      key[pairs] = text.charAt(at) << 16 | text.charAt(at + 1);
      hash = mix(hash ^ key[pairs++]);
    }
    if (at < end) {
      key[pairs] = text.charAt(at);
      hash = mix(hash ^ key[pairs]);
    }
    hash = mix(hash);
    int from = ids.size();
    int entry = young.find(key, chars, hash);
    if (entry != PieceGeneration.ABSENT) {
      young.addIds(entry, ids);
      return;
    }
    entry = old.find(key, chars, hash);
    if (entry != PieceGeneration.ABSENT) {
      old.addIds(entry, ids);
    } else {
      encoder.encode(text, begin, end, ids);
    }
    remember(chars, hash, ids, from);
  }

  private static long mix(long hash) {
    long mixed = hash * MIX;
    return mixed ^ (mixed >>> 32);
  }

  private void remember(int chars, long hash, IntList ids, int from) {
    int count = ids.size() - from;
    if (!young.hasRoom(chars, count)) {
      PieceGeneration forgotten = old;
      old = young;
      if (old.capacity() < largest) {
        young = new PieceGeneration(2 * old.capacity());
      } else if (forgotten.capacity() == largest) {
        forgotten.clear();
        young = forgotten;
      } else {
        young = new PieceGeneration(largest);
      }
    }
    young.add(key, chars, hash, ids.array(), from, count);
  }
}
