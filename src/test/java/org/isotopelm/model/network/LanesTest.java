package org.isotopelm.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.isotopelm.data.Passages;
import org.isotopelm.eval.Splits;
import org.junit.jupiter.api.Test;

class LanesTest {
  @Test
  void lanes_takeAsManyWindowsAsFillABatch_andNotMoreThanTheTextHas() {
    Lanes one = new Lanes(new Passages(Splits.of(true, Splits.document(1, 2500))));
    assertThat(one.windows(35)).isEqualTo(29);
    assertThat(one.windows(2000)).isEqualTo(1);
    Lanes few = new Lanes(new Passages(Splits.of(true, Splits.document(1, 100))));
    assertThat(few.windows(35)).isEqualTo(3);
  }
}
