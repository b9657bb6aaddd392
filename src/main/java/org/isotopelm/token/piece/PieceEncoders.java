package org.isotopelm.token.piece;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Encoders of one model for any number of threads: each thread takes one and gives it back. At most
 * as many are kept as there are places.
 */
public final class PieceEncoders {
  private static final int PLACES = 64; // a power of two; more threads at once make new encoders

  /** Pieces in each of the two generations of a cache: 3 MB each. */
  private static final int LARGEST_GENERATION = 1 << 16;

  private final PieceModel model;
  private final AtomicReferenceArray<@Nullable PieceEncoder> free =
      new AtomicReferenceArray<>(PLACES);

  public PieceEncoders(PieceModel model) {
    this.model = model;
  }

  /** An encoder that no other thread has; a thread mostly gets the one that it gave back. */
  public PieceEncoder take() {
    int first = (int) Thread.currentThread().threadId();
    for (int i = 0; i < PLACES; i++) {
      int place = (first + i) & (PLACES - 1);
      if (free.get(place) != null) {
        PieceEncoder encoder = free.getAndSet(place, null);
        if (encoder != null) {
          return encoder;
        }
      }
    }
    return new PieceCache(model.encoder(), LARGEST_GENERATION);
  }

  /** Gives an encoder back. */
  public void giveBack(PieceEncoder encoder) {
    int first = (int) Thread.currentThread().threadId();
    for (int i = 0; i < PLACES; i++) {
      if (free.compareAndSet((first + i) & (PLACES - 1), null, encoder)) {
        return;
      }
    }
  }
}
