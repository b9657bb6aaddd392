package org.isotopelm.coding;

import java.io.ByteArrayOutputStream;
import java.util.EnumMap;
import java.util.Map;

/** Reads what a {@link LeftoverWriter} wrote. */
final class LeftoverReader {
  private final Map<Leftover, ByteModel> models = new EnumMap<>(Leftover.class);
  private final RangeDecoder decoder;

  LeftoverReader(byte[] written) {
    decoder = new RangeDecoder(written);
  }

  /** The next string, which was written as this kind and with this around it. */
  byte[] read(Leftover kind, int around) {
    ByteModel model = models.computeIfAbsent(kind, any -> new ByteModel());
    ByteArrayOutputStream string = new ByteArrayOutputStream();
    int history = around;
    while (read(model, history, 0) == 0) {
      int choice = 1;
      while (choice < 1 << Byte.SIZE) {
        choice = choice << 1 | read(model, history, choice);
      }
      string.write(choice);
      history = (history << Byte.SIZE) | (choice & 0xff);
    }
    return string.toByteArray();
  }

  private int read(ByteModel model, int history, int choice) {
    double guess = model.guess(history, choice);
    long ones = ByteModel.share(guess);
    int bit = decoder.isAtOrAfter(ones) ? 0 : 1;
    if (bit == 1) {
      decoder.decode(0, ones);
    } else {
      decoder.decode(ones, CodeRange.TOTAL);
    }
    model.learn(choice, guess, bit);
    return bit;
  }
}
