package org.isotopelm.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.isotopelm.base.ProblemException;
import org.junit.jupiter.api.Test;

class TextBlocksTest {
  private static List<String> blocks(byte[] bytes, int size, int most) throws IOException {
    List<String> blocks = new ArrayList<>();
    new TextBlocks(new ByteArrayInputStream(bytes), "t.txt", size, most).forEach(blocks::add);
    return blocks;
  }

  /** A read is 64 KiB, so characters of several bytes lie across two reads. */
  @Test
  void forEach_manyLines_cutsAfterLineFeedsThatTextFollows() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      text.append("Zeile ").append(i).append(" – 𝄞\n").append(i % 3 == 0 ? "\n " : "");
    }
    List<String> blocks =
        blocks(text.toString().getBytes(StandardCharsets.UTF_8), 100_000, Integer.MAX_VALUE);

    assertThat(String.join("", blocks)).isEqualTo(text.toString());
    assertThat(blocks).hasSizeBetween(4, 7);
    for (int i = 1; i < blocks.size(); i++) {
      assertThat(blocks.get(i - 1)).endsWith("\n");
      assertThat(blocks.get(i)).startsWith("Zeile");
    }
  }

  @Test
  void forEach_nowhereToCut_isOneBlock() throws IOException {
    byte[] blanks = "a\n ".repeat(70_000).getBytes(StandardCharsets.UTF_8);

    assertThat(blocks(blanks, 1_000, Integer.MAX_VALUE)).hasSize(1);
    assertThatThrownBy(() -> blocks(blanks, 1_000, 100_000))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("t.txt: has more than 100,000 bytes");
    assertThat(blocks(new byte[0], 1_000, 1_000)).isEmpty();
  }

  @Test
  void forEach_malformedByte_isNamedWithItsPlaceInTheWholeFile() {
    byte[] text = "a line\n".repeat(20_000).getBytes(StandardCharsets.UTF_8);
    text[100_003] = (byte) 0xFF;

    assertThatThrownBy(() -> blocks(text, 1_000, 10_000))
        .hasMessageContaining("t.txt: byte 0xff at byte offset 100003 is not UTF-8");
  }

  @Test
  void forEach_textEndsWithinACharacter_isRefused() {
    byte[] half = {'a', (byte) 0xC3};

    assertThatThrownBy(() -> blocks(half, 10, 10)).hasMessageContaining("byte offset 1");
  }
}
