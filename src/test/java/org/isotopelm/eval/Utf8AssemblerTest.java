package org.isotopelm.eval;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Utf8AssemblerTest {
  @Test
  void add_byteByByte_givesWholeCharacters() {
    String text = "aé漢😀\n";
    Utf8Assembler assembler = new Utf8Assembler();
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      String piece = assembler.add(new byte[] {b});
      assertThat(piece).isIn("", "a", "é", "漢", "😀", "\n");
      out.append(piece);
    }
    assertThat(out.append(assembler.end()).toString()).isEqualTo(text);
  }

  @Test
  void add_malformed_isReplaced() {
    Utf8Assembler assembler = new Utf8Assembler();
    assertThat(assembler.add(new byte[] {'a', (byte) 0xff, 'b'})).isEqualTo("a\ufffdb");
    assertThat(assembler.add(new byte[] {(byte) 0xe6, (byte) 0xbc})).isEmpty();
    assertThat(assembler.add(new byte[] {'c'})).isEqualTo("\ufffdc");
  }

  @Test
  void end_incompleteCharacter_isReplaced() {
    Utf8Assembler assembler = new Utf8Assembler();
    assertThat(assembler.add(new byte[] {(byte) 0xf0, (byte) 0x9f})).isEmpty();
    assertThat(assembler.end()).isEqualTo("\ufffd");
    assertThat(assembler.end()).isEmpty();
  }
}
