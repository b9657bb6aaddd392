package org.isotopelm.model.ngram.arpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isotopelm.model.ngram.NgramSizes;
import org.isotopelm.model.ngram.NgramTable;
import org.isotopelm.model.ngram.NgramTableBuilder;
import org.isotopelm.token.ByteKind;
import org.isotopelm.token.CharKind;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.WordKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArpaWriterTest {
  @TempDir private Path folder;

  /** Unigrams of equal probability; token 1 follows token 0 with .5, and then only itself. */
  private static NgramTable table(int vocabulary) {
    NgramTableBuilder builder =
        NgramTableBuilder.inMemory(new NgramSizes(vocabulary, List.of(1, 1)));
    int bigram = vocabulary + 2;
    for (int token = 0; token < vocabulary; token++) {
      builder.setProbability(token + 1, 1. / vocabulary);
    }
    builder.set(bigram, 1, 2);
    builder.setProbability(bigram, .5);
    builder.setFirstChild(1, bigram);
    builder.finishOrder(2);
    builder.set(bigram + 1, 1, 2);
    builder.setProbability(bigram + 1, 1);
    builder.setFirstChild(bigram, bigram + 1);
    builder.finishOrder(3);
    builder.setBackoff(1, .5 / (1 - 1. / vocabulary));
    builder.setBackoff(bigram, 0);
    return builder.seal(true);
  }

  @Test
  void write_ofWords_isTheFormatOfKenLMAndSrilm() throws IOException {
    assertThat(text(table(4), words("a", "b")))
        .isEqualTo(
            """
            \\data\\
            ngram 1=5
            ngram 2=1
            ngram 3=1

            \\1-grams:
            -0.6020600\ta\t-0.1760913
            -0.6020600\tb
            -0.6020600\t<unk>
            -0.6020600\t</s>
            -99.0000000\t<s>

            \\2-grams:
            -0.3010300\ta b\t-99.0000000

            \\3-grams:
            0.0000000\ta b b

            \\end\\
            """);
  }

  @Test
  void write_ofCharactersThatCutWords_escapesThem() throws IOException {
    Tokenizer tokenizer = CharKind.of(List.of(" ", "\n", "\u3000", "<", "\u0000"));
    NgramTable table = table(7);
    assertThat(text(table, tokenizer).lines())
        .contains(
            "-0.8450980\t<U+0020>\t-0.2340832",
            "-0.8450980\t<U+000A>",
            "-0.8450980\t<U+3000>",
            "-0.8450980\t<",
            "-0.8450980\t<U+0000>",
            "-0.3010300\t<U+0020> <U+000A>\t-99.0000000");
    assertReadBack(table, tokenizer);
  }

  @Test
  void write_ofWordsThatTheFormatHasItself_escapesThem() throws IOException {
    Tokenizer tokenizer = words("<s>", "</s>", "<UNK>", "<U+0020>", "a<s>");
    NgramTable table = table(7);
    assertThat(text(table, tokenizer))
        .contains("\t<U+003C>s>\t", "\t<U+003C>/s>\n", "\t<U+003C>UNK>\n")
        .contains("\t<U+003C>U+0020>\n", "\ta<s>\n", "\t<unk>\n", "\t</s>\n");
    assertReadBack(table, tokenizer);
    assertThat(ArpaTokens.words(file(table, tokenizer)))
        .containsExactly("<s>", "</s>", "<UNK>", "<U+0020>", "a<s>");
  }

  @Test
  void write_withoutAnUnknownToken_addsAWordOfProbabilityZero() throws IOException {
    Tokenizer tokenizer = new ByteKind().make(texts -> {});
    NgramTable table = table(tokenizer.vocabulary());
    assertThat(text(table, tokenizer)).contains("ngram 1=259\n", "\\1-grams:\n-99\t<unk>\n");
    assertReadBack(table, tokenizer);
  }

  private void assertReadBack(NgramTable table, Tokenizer tokenizer) throws IOException {
    NgramTable read = ArpaReader.read(file(table, tokenizer), tokenizer, note -> {});
    assertThat(read.sizes()).isEqualTo(table.sizes());
    assertThat(read.isDistribution()).isTrue();
    for (int node = 1; node < table.sizes().nodes(); node++) {
      assertThat(read.token(node)).isEqualTo(table.token(node));
      assertThat(read.suffix(node)).isEqualTo(table.suffix(node));
      if (node != table.sizes().documentBegin()) {
        assertThat(read.probability(node)).isEqualTo(table.probability(node), within(2e-7));
      }
    }
  }

  private Path file(NgramTable table, Tokenizer tokenizer) throws IOException {
    return Files.writeString(folder.resolve("m.arpa"), text(table, tokenizer));
  }

  private static String text(NgramTable table, Tokenizer tokenizer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArpaWriter.write(table, tokenizer, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Tokenizer words(String... words) {
    return WordKind.of(List.of(words), WordKind.Words.WHITESPACE);
  }
}
