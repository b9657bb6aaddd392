package org.isotopelm.checkpoint;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Locale;

/** How a file writes numbers. All types are little-endian. */
public enum NumberType {
  /** IEEE 754 single precision: the weights as they are. */
  F32(1, Float.BYTES) {
    @Override
    void putBlock(FloatBuffer values, int from, ByteBuffer out) {
      out.putFloat(values.get(from));
    }
  },

  /** IEEE 754 half precision; values beyond 65,504 become infinite. */
  F16(1, Short.BYTES) {
    @Override
    void putBlock(FloatBuffer values, int from, ByteBuffer out) {
      out.putShort(Float.floatToFloat16(values.get(from)));
    }
  },

  /** The upper half of single precision, rounded to nearest, ties to even. */
  BF16(1, Short.BYTES) {
    @Override
    void putBlock(FloatBuffer values, int from, ByteBuffer out) {
      out.putShort(bfloat16(values.get(from)));
    }
  },

  /**
   * Blocks of 32 whole numbers of eight bits behind their scale d in half precision, as in GGML: a
   * value is d·q, where d is a 127th of the block's largest magnitude.
   */
  Q8_0(32, Short.BYTES + 32) {
    @Override
    void putBlock(FloatBuffer values, int from, ByteBuffer out) {
      float largest = 0;
      for (int i = 0; i < block(); i++) {
        largest = Math.max(largest, Math.abs(values.get(from + i)));
      }
      float scale = largest / 127;
      float inverse = scale == 0 ? 0 : 1 / scale;
      out.putShort(Float.floatToFloat16(scale));
      for (int i = 0; i < block(); i++) {
        out.put((byte) roundAwayFromZero(values.get(from + i) * inverse));
      }
    }
  };

  private final int block;
  private final int blockBytes;

  NumberType(int block, int blockBytes) {
    this.block = block;
    this.blockBytes = blockBytes;
  }

  /** The name that a user gives. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How many values are written together; rows must be a multiple of it. */
  public int block() {
    return block;
  }

  /**
   * The bytes of so many values.
   *
   * @param values a multiple of {@link #block()}
   */
  public long bytes(long values) {
    return values / block * blockBytes;
  }

  /**
   * Writes {@code count} values from {@code from} on.
   *
   * @param count a multiple of {@link #block()}
   */
  public void put(FloatBuffer values, int from, int count, ByteBuffer out) {
    for (int i = 0; i < count; i += block) {
      putBlock(values, from + i, out);
    }
  }

  abstract void putBlock(FloatBuffer values, int from, ByteBuffer out);

  /** Halves go away from zero, as in C. */
  private static int roundAwayFromZero(float value) {
    int magnitude = Math.round(Math.abs(value));
    return value < 0 ? -magnitude : magnitude;
  }

  private static short bfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> 16) | 0x40);
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }
}
