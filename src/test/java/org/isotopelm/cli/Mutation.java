package org.isotopelm.cli;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.math.random.RandomStream;

/** One to three faults in a file, as a broken disk, a broken program or an attacker makes them. */
final class Mutation {
  /** Lengths that are too great, signs, numbers that are none, and text that is not UTF-8. */
  private static final List<byte[]> RUBBISH =
      List.of(
          bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
          bytes(0xff, 0xff, 0xff, 0x7f),
          bytes(0, 0, 0, 0, 0, 0, 0, 0x80),
          bytes(0, 0, 0, 0, 0, 0, 0, 0),
          bytes(0xc3, 0x28, 0xed, 0xa0, 0x80),
          text("999999999999999"),
          text("2147483647"),
          text("4611686018427387905"),
          text("1e999"),
          text("-1"),
          text("0.5"),
          text("null"),
          text("\"\""),
          text("[]"),
          text("{}"),
          text("[[[[[[[[".repeat(500)));

  private static final List<Integer> STRETCHES = List.of(1, 1, 3, 16, 200, 5000);

  /** The head of a file, where its lengths are. */
  private static final int HEAD = 1024;

  private final RandomStream random;

  private Mutation(RandomStream random) {
    this.random = random;
  }

  /** A file with faults that follow from the number. */
  static byte[] of(byte[] whole, long number) {
    Mutation mutation = new Mutation(RandomStream.of(number, "mutation"));
    byte[] mutated = whole;
    for (int faults = 1 + mutation.random.nextInt(3); faults > 0 && mutated.length > 0; faults--) {
      mutated = mutation.fault(mutated);
    }
    return mutated;
  }

  private byte[] fault(byte[] data) {
    int at = random.nextInt(random.nextInt(2) == 0 ? Math.min(data.length, HEAD) : data.length);
    int end = Math.min(data.length, at + pick(STRETCHES));
    return switch (random.nextInt(9)) {
      case 0 -> replaced(data, at, at + 1, bytes(data[at] ^ 1 << random.nextInt(8)));
      case 1 -> replaced(data, at, end, bytes());
      case 2 -> replaced(data, at, at, Arrays.copyOfRange(data, at, end)); // doubled
      case 3 -> Arrays.copyOf(data, at);
      case 4 -> {
        byte[] rubbish = pick(RUBBISH);
        yield replaced(data, at, Math.min(data.length, at + rubbish.length), rubbish);
      }
      case 5 -> replaced(data, at, at, pick(RUBBISH));
      case 6 -> replaced(data, at, end, noise(end - at));
      case 7 -> number(data, pick(RUBBISH));
      default -> number(data, text(Long.toString(random.nextInt(100_000))));
    };
  }

  /** A run of digits becomes something else; in a file without digits nothing happens. */
  private byte[] number(byte[] data, byte[] by) {
    int[] digits = IntStream.range(0, data.length).filter(i -> isDigit(data[i])).toArray();
    if (digits.length == 0) {
      return data;
    }
    int from = digits[random.nextInt(digits.length)];
    int to = from;
    while (from > 0 && isDigit(data[from - 1])) {
      from--;
    }
    while (to < data.length && isDigit(data[to])) {
      to++;
    }
    return replaced(data, from, to, by);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    for (int i = 0; i < length; i++) {
      noise[i] = (byte) random.nextInt(256);
    }
    return noise;
  }

  private static byte[] replaced(byte[] data, int from, int to, byte[] by) {
    byte[] result = new byte[from + by.length + data.length - to];
    System.arraycopy(data, 0, result, 0, from);
    System.arraycopy(by, 0, result, from, by.length);
    System.arraycopy(data, to, result, from + by.length, data.length - to);
    return result;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
