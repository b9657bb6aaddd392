package org.isotopelm.draft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExposuresTest {
  @Test
  void of_fewPasses_endAtOne() {
    Exposures few = Exposures.of(2.1);
    assertThat(few.list()).isEqualTo("0, 0.1, 0.3 and 1");
    assertThat(few.range()).isEqualTo("0.03 to 1");
    assertThat(few.tried()).contains(Exposures.USUAL);
  }

  @Test
  void of_manyPasses_goFurther() {
    Exposures many = Exposures.of(4);
    assertThat(many.list()).isEqualTo("0, 0.3, 1 and 3");
    assertThat(many.range()).isEqualTo("0.1 to 10");
    assertThat(many.tried()).contains(Exposures.USUAL);
  }
}
