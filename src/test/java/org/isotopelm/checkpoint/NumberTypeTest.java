package org.isotopelm.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class NumberTypeTest {
  @Test
  void put_ofHalfPrecision_roundsToEven() {
    ByteBuffer out = put(NumberType.F16, 1, -2, 1 + 0x1p-11f, 1 + 0x3p-11f, 1e6f);
    assertThat(out.getShort()).isEqualTo((short) 0x3c00);
    assertThat(out.getShort()).isEqualTo((short) 0xc000);
    assertThat(out.getShort()).isEqualTo((short) 0x3c00); // a tie: the even neighbour below
    assertThat(out.getShort()).isEqualTo((short) 0x3c02); // a tie: the even neighbour above
    assertThat(out.getShort()).isEqualTo((short) 0x7c00); // infinite
  }

  @Test
  void put_ofBfloat16_roundsToEven() {
    ByteBuffer out = put(NumberType.BF16, 1, 1 + 0x1p-8f, 1 + 0x3p-8f, 1 + 0x1.8p-8f, Float.NaN);
    assertThat(out.getShort()).isEqualTo((short) 0x3f80);
    assertThat(out.getShort()).isEqualTo((short) 0x3f80);
    assertThat(out.getShort()).isEqualTo((short) 0x3f82);
    assertThat(out.getShort()).isEqualTo((short) 0x3f81);
    assertThat(Float.intBitsToFloat(out.getShort() << 16)).isNaN();
  }

  /** The largest magnitude, 2.54, is 127 scales of 0.02. */
  @Test
  void put_ofABlockOfEightBits_writesTheScaleAndWholeNumbers() {
    float[] values = new float[32];
    values[0] = 2.54f;
    values[1] = -1.27f;
    values[31] = 0.021f;
    ByteBuffer out = put(NumberType.Q8_0, values);
    assertThat(Float.float16ToFloat(out.getShort())).isCloseTo(0.02f, within(1e-5f));
    assertThat(out.get()).isEqualTo((byte) 127);
    assertThat(out.get()).isEqualTo((byte) -64); // −63.5 goes away from zero, as in C
    assertThat(out.get(2 + 31)).isEqualTo((byte) 1);
  }

  @Test
  void put_ofABlockOfZeros_isZero() {
    assertThat(put(NumberType.Q8_0, new float[32]).array()).containsOnly(0);
  }

  private static ByteBuffer put(NumberType type, float... values) {
    ByteBuffer out =
        ByteBuffer.allocate((int) type.bytes(values.length)).order(ByteOrder.LITTLE_ENDIAN);
    type.put(FloatBuffer.wrap(values), 0, values.length, out);
    return out.flip();
  }
}
