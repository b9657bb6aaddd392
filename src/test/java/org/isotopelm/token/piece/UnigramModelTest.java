package org.isotopelm.token.piece;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The ids are those of Hugging Face's tokenizers 0.23.3 with {@code encode_special_tokens}. */
class UnigramModelTest {
  private static final List<String> NAMES =
      List.of("<pad>", "</s>", "<unk>", "a", "b", "s", "</", ">", "<0x41>");

  private final PieceModel model =
      new UnigramModel(
          new Vocabulary(NAMES, Set.of("<pad>", "</s>", "<unk>"), "</s>", "<unk>"),
          new double[] {0, 0, 0, -2.5, -3, -4, -5, -6, -7},
          false);

  private int[] ids(String text) {
    IntList ids = new IntList();
    model.encoder().encode(text, 0, text.length(), ids);
    return ids.toArray();
  }

  @Test
  void encode_namesOfSpecialPieces_areTheSpecialPieces() {
    assertThat(ids("a</s>b")).containsExactly(3, 1, 4);
    assertThat(ids("</s></s>")).containsExactly(1, 1);
    assertThat(ids("<pad>a")).containsExactly(0, 3);
  }

  @Test
  void encode_unknownBesideTheNameOfTheUnknown_isOneToken() {
    assertThat(ids("<unk>xx<unk>b")).containsExactly(2, 4);
  }

  @Test
  void encode_longText_isTheSumOfItsParts() {
    assertThat(ids("ab".repeat(3_000))).hasSize(6_000).startsWith(3, 4, 3, 4);
  }
}
