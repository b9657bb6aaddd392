package org.isotopelm.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TextTableTest {
  private static TextTable table() {
    TextTable table =
        new TextTable().words("name").numbers("held-out\nnll").numbers("κ", 1).words("note", 2);
    table.row(List.of("a", "4.25", "2.5", "best"));
    table.row(List.of("longer", "14.5", "–", ""));
    return table;
  }

  @Test
  void fitting_enoughRoom_showsAllColumns() {
    assertThat(table().fitting(27))
        .isEqualTo(
            """
                    held-out
            name         nll    κ  note
            a           4.25  2.5  best
            longer      14.5    –
            """);
  }

  @Test
  void fitting_oneColumnTooFew_leavesOutTheMostSparedAndSaysSo() {
    assertThat(table().fitting(26))
        .isEqualTo(
            """
                    held-out
            name         nll    κ
            a           4.25  2.5
            longer      14.5    –
            (no room in 26 columns
            for: note)
            """);
  }

  @Test
  void fitting_fewerColumnsThanCanBe_keepsWhatIsNeverSpared() {
    assertThat(table().fitting(5)).startsWith("        held-out\nname         nll\na");
  }
}
