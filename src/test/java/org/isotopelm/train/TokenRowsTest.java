package org.isotopelm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.isotopelm.data.TokenStore;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.param.Initial;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.junit.jupiter.api.Test;

class TokenRowsTest {
  private static final int VOCABULARY = 20;
  private static final int END = 19;

  @Test
  void rows_byFrequency_haveSharesAndMeanNorms() {
    // Of three documents the last is not in the split: 7 has 4 tokens, 3 has 3, 5 two, the end two.
    int[][] ids = {{7, 7, 3, 7, 3}, {5, 3, 5, 7}, {1, 1, 1, 1, 1, 1, 1}};
    long[] none = new long[3];
    TokenStore store = TokenStore.of(ids, none, none, none, none);
    TokenizedSplit text = new TokenizedSplit(store, new int[] {0, 1}, END, true);
    ParameterSet.Builder builder = ParameterSet.builder();
    Parameter embedding =
        builder.add("e", Role.TOKEN_EMBEDDING, -1, new Initial.Constant(0), VOCABULARY, 2);
    float[] values = new float[2 * VOCABULARY];
    values[2 * 7] = 3;
    values[2 * 7 + 1] = 4;
    values[2 * END] = 1;

    TokenRows rows = TokenRows.of(text, VOCABULARY);

    assertThat(rows.shares()).hasSize(10);
    assertThat(rows.shares().getFirst()).isCloseTo(7 / 11.0, within(1e-12));
    assertThat(rows.shares().get(1)).isCloseTo(4 / 11.0, within(1e-12));
    assertThat(rows.shares().subList(2, 10)).containsOnly(0.0);
    // Row 7 has the norm 5 and row 3 none; row 5 has none and that of the end 1.
    assertThat(rows.norms(embedding, values))
        .isEqualTo(List.of(2.5, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0));
  }
}
