package org.isotopelm.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.isotopelm.base.ProblemException;
import org.isotopelm.token.foreign.TiktokenFile;
import org.isotopelm.token.foreign.TiktokenPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Ids of tiktoken 0.14.0: src/test/golden/tiktoken_ids.py. */
class TiktokenTest {
  private static final Path FOLDER = GoldenIds.FOLDER.resolve("tiktoken");
  private static final Path RANKS = FOLDER.resolve("ranks.tiktoken");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"GPT2", "CL100K", "O200K"})
  void read_ranks_givesTiktokensIds(TiktokenPattern pattern) throws IOException {
    Tokenizer tokenizer =
        TokenizerReader.read("r", TiktokenFile.json("r", Files.readAllBytes(RANKS), pattern));
    Path ids = FOLDER.resolve(pattern.name().toLowerCase(Locale.ROOT) + ".tsv");

    GoldenIds.check(tokenizer, ids);
    Path json = folder.resolve("tokenizer.json");
    TokenizerFile.write(tokenizer, json);
    GoldenIds.check(TokenizerFile.read(json), ids);
  }

  @Test
  void read_ranksWithoutPattern_areGpt2s() {
    Tokenizer tokenizer = TokenizerFile.read(RANKS);

    GoldenIds.check(tokenizer, FOLDER.resolve("gpt2.tsv"));
    assertThat(tokenizer.vocabulary()).isEqualTo(675);
    assertThat(tokenizer.token(tokenizer.endOfDocument())).isEqualTo("<|endoftext|>");
    assertThat(tokenizer.endOfDocument()).isEqualTo(674);
    assertThat(tokenizer.decode(tokenizer.encode(" naïve\n"))).isEqualTo(" naïve\n");
  }

  @Test
  void of_knownSizes_isThatEncodingsPattern() {
    assertThat(TiktokenPattern.of(50_257)).isEqualTo(TiktokenPattern.GPT2);
    assertThat(TiktokenPattern.of(100_256)).isEqualTo(TiktokenPattern.CL100K);
    assertThat(TiktokenPattern.of(128_000)).isEqualTo(TiktokenPattern.LLAMA3);
    assertThat(TiktokenPattern.of(199_998)).isEqualTo(TiktokenPattern.O200K);
  }

  @ParameterizedTest
  @CsvSource({
    "AA== 0, AA=== 0, :1:1: \"AA===\" is not base 64",
    "AA== 0, AA== x, 'x\" must be a token and a rank from 0 to 673'",
    "AA== 0, AA== 1, must be a token and a rank that no line before has",
    "AA== 0, AA== 674, from 0 to 673",
    "AA== 0, AA== 0 1, 'must be a token in base 64, a blank and its rank'",
  })
  void read_damagedLine_namesIt(String line, String damage, String message) throws IOException {
    String text = Files.readString(RANKS);
    assertThat(text).startsWith(line + "\n");
    Path damaged = folder.resolve("ranks.tiktoken");
    Files.writeString(damaged, damage + text.substring(line.length()));

    assertThatThrownBy(() -> TokenizerFile.read(damaged))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(damaged.toString())
        .hasMessageContaining(message);
  }

  @Test
  void read_noTokenForAByte_isRefused() throws IOException {
    Path damaged = folder.resolve("ranks.tiktoken");
    Files.write(damaged, "YWE= 0\n".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> TokenizerFile.read(damaged))
        .hasMessageContaining("has no token for the byte 0");
  }
}
