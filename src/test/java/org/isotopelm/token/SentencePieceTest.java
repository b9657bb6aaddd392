package org.isotopelm.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isotopelm.base.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids of sentencepiece 0.2.3: src/test/golden/sentencepiece_ids.py. */
class SentencePieceTest {
  private static final Path FOLDER = GoldenIds.FOLDER.resolve("sentencepiece");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"unigram-rules", "unigram-bytes", "bpe-bytes", "bpe-rules"})
  void read_model_givesSentencePiecesIds(String name) throws IOException {
    Tokenizer tokenizer = TokenizerFile.read(FOLDER.resolve(name + ".model"));
    Path ids = FOLDER.resolve(name + ".tsv");

    GoldenIds.check(tokenizer, ids);
    assertThat(tokenizer.token(tokenizer.endOfDocument())).isEqualTo("</s>");
    Path json = folder.resolve("tokenizer.json");
    TokenizerFile.write(tokenizer, json);
    GoldenIds.check(TokenizerFile.read(json), ids);
  }

  @Test
  void decode_ofEncode_isTheText() {
    for (String name : new String[] {"unigram-bytes", "bpe-bytes"}) {
      Tokenizer tokenizer = TokenizerFile.read(FOLDER.resolve(name + ".model"));
      String text = " The  half-life 中文\n";
      assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
    }
  }

  @Test
  void read_damagedModel_namesTheField() throws IOException {
    refused("pieces[0]", "has the length 200, but only 3 bytes are left", 0x0A, 200, 1, 1, 2, 3);
    refused("pieces[0].piece", "is not UTF-8", 0x0A, 4, 0x0A, 2, 0xC3, 0x28);
    refused("pieces[0].type", "is 9; types are 1 to 6", 0x0A, 5, 0x0A, 1, 'a', 0x18, 9);
    refused("pieces[0].score", "is truncated", 0x0A, 5, 0x0A, 1, 'a', 0x15, 0);
    refused("pieces", "must have one piece of type 2", 0x0A, 3, 0x0A, 1, 'a');
    refused("trainer_spec.model_type", "is 3; Isotope reads", 0x12, 2, 0x18, 3);
    refused("normalizer_spec.escape_whitespaces", "is false", 0x1A, 2, 0x28, 0);
  }

  private void refused(String field, String message, int... bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int b : bytes) {
      out.write(b);
    }
    Path file = folder.resolve("spm.model");
    Files.write(file, out.toByteArray());
    assertThatThrownBy(() -> TokenizerFile.read(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(file + ": " + field + ": " + message);
  }

  @Test
  void read_textNamedModel_isNoModel() throws IOException {
    Path file = folder.resolve("spm.model");
    Files.write(file, "not a model".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> TokenizerFile.read(file)).isInstanceOf(ProblemException.class);
  }
}
