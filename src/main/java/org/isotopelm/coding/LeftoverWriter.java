package org.isotopelm.coding;

import java.util.EnumMap;
import java.util.Map;

/** Writes strings of bytes one after another, by a {@link ByteModel} of each kind. */
final class LeftoverWriter {
  private final Map<Leftover, ByteModel> models = new EnumMap<>(Leftover.class);
  private final RangeEncoder encoder = new RangeEncoder();

  /**
   * Writes a string.
   *
   * @param around two bytes that the reader knows too, such as those on both sides
   */
  void write(Leftover kind, int around, byte[] string) {
    ByteModel model = models.computeIfAbsent(kind, any -> new ByteModel());
    int history = around;
    for (byte next : string) {
      write(model, history, 0, 0);
      int choice = 1;
      for (int bit = Byte.SIZE - 1; bit >= 0; bit--) {
        choice = choice << 1 | write(model, history, choice, next >>> bit & 1);
      }
      history = (history << Byte.SIZE) | (next & 0xff);
    }
    write(model, history, 0, 1);
  }

  private int write(ByteModel model, int history, int choice, int bit) {
    double guess = model.guess(history, choice);
    long ones = ByteModel.share(guess);
    if (bit == 1) {
      encoder.encode(0, ones);
    } else {
      encoder.encode(ones, CodeRange.TOTAL);
    }
    model.learn(choice, guess, bit);
    return bit;
  }

  /** All that was written. */
  byte[] finish() {
    return encoder.finish();
  }
}
