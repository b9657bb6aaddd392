package org.isotopelm.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.isotopelm.base.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeCoderTest {
  /** Codes drawn symbols and decodes them; the bits above those that were to be expected. */
  private static double excess(Random random, int vocabulary, int count, double skew) {
    double[][] p = new double[7][vocabulary];
    for (double[] each : p) {
      for (int i = 0; i < vocabulary; i++) {
        each[i] = Math.pow(random.nextDouble(), skew);
      }
      double sum = Arrays.stream(each).sum();
      Arrays.setAll(each, i -> each[i] / sum);
    }
    int[] symbols = new int[count];
    double ideal = 0;
    Shares shares = new Shares(vocabulary);
    RangeEncoder encoder = new RangeEncoder();
    for (int i = 0; i < count; i++) {
      double[] mine = p[i % p.length];
      symbols[i] = draw(mine, random.nextDouble());
      ideal -= Math.log(mine[symbols[i]]) / Math.log(2);
      shares.of(mine);
      shares.encode(symbols[i], encoder);
    }
    byte[] code = encoder.finish();
    RangeDecoder decoder = new RangeDecoder(code);
    int[] back = new int[count];
    for (int i = 0; i < count; i++) {
      shares.of(p[i % p.length]);
      back[i] = shares.decode(decoder);
    }
    assertThat(back).isEqualTo(symbols);
    return 8.0 * code.length - ideal;
  }

  private static int draw(double[] p, double u) {
    double rest = u;
    for (int i = 0; i < p.length; i++) {
      rest -= p[i];
      if (rest < 0) {
        return i;
      }
    }
    return 0;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 257, 33_000})
  void code_ofDrawnSymbols_comesBack_inTheBitsThatTheirProbabilitiesAskFor(int vocabulary) {
    Random random = new Random(vocabulary);
    int count = vocabulary > 1000 ? 300 : 20_000;
    for (double skew : new double[] {0, 1, 9, 60}) {
      assertThat(excess(random, vocabulary, count, skew)).isBetween(-8.0, 8.0);
    }
  }

  @Test
  void code_ofACertainSymbol_takesNextToNothing() {
    double[] certain = new double[33_000];
    certain[4] = 1;
    Shares shares = new Shares(certain.length);
    RangeEncoder encoder = new RangeEncoder();
    assertThat(shares.of(certain)).isEqualTo(1.0);
    for (int i = 0; i < 1_000_000; i++) {
      shares.encode(4, encoder);
    }
    assertThat(encoder.finish()).hasSizeLessThan(4);
  }

  /** Symbols at the very end of the range keep its bytes at 255, until a carry runs through all. */
  @Test
  void code_atTheUpperEndOfItsRange_carriesIntoWhatIsWritten() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      long[] begins = new long[50];
      long[] ends = new long[50];
      RangeEncoder encoder = new RangeEncoder();
      for (int i = 0; i < begins.length; i++) {
        long width = 1 + random.nextLong(1L << random.nextInt(1, 48));
        long last = CodeRange.TOTAL - width;
        begins[i] = random.nextInt(4) == 0 ? random.nextLong(last) : last;
        ends[i] = begins[i] + width;
        encoder.encode(begins[i], ends[i]);
      }
      RangeDecoder decoder = new RangeDecoder(encoder.finish());
      for (int i = 0; i < begins.length; i++) {
        assertThat(decoder.isAtOrAfter(begins[i])).isTrue();
        assertThat(ends[i] < CodeRange.TOTAL && decoder.isAtOrAfter(ends[i])).isFalse();
        decoder.decode(begins[i], ends[i]);
      }
    }
  }

  @Test
  void code_ofNothing_isNothing() {
    assertThat(new RangeEncoder().finish()).isEmpty();
  }

  @Test
  void decoder_ofAnyBytes_givesSomeSymbol() {
    double[] p = {0.5, 0, 0.25, 0.25, 0};
    Shares shares = new Shares(p.length);
    shares.of(p);
    byte[] all = new byte[40];
    Arrays.fill(all, (byte) 0xff);
    RangeDecoder decoder = new RangeDecoder(all);
    for (int i = 0; i < 1000; i++) {
      assertThat(shares.decode(decoder)).isBetween(0, 4);
    }
  }

  /** By hand: V = 4, Σp = 2, so that p is halved; 2^48 − 4 is divided. */
  @Test
  void shares_ofWhatSumsToTwo_areThoseOfItsHalf_andAtLeastOne() {
    Shares shares = new Shares(4);
    assertThat(shares.of(new double[] {0.5, 0, 1, 0.5})).isEqualTo(2.0);
    long quarter = (CodeRange.TOTAL - 4) / 4;
    assertThat(shares.begin(0)).isZero();
    assertThat(shares.begin(1)).isEqualTo(1 + quarter);
    assertThat(shares.begin(2)).isEqualTo(2 + quarter);
    assertThat(shares.begin(3)).isEqualTo(3 + 3 * quarter);
    assertThat(shares.begin(4)).isEqualTo(CodeRange.TOTAL);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN})
  void shares_ofWhatIsNoProbability_areRefusedWithTheToken(double p) {
    assertThatThrownBy(() -> new Shares(2).of(new double[] {1, p}))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("token 1")
        .hasMessageContaining("probability");
  }

  @Test
  void shares_ofNothing_areRefused() {
    assertThatThrownBy(() -> new Shares(2).of(new double[2]))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("sum to 0");
  }
}
