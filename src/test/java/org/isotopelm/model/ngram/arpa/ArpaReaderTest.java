package org.isotopelm.model.ngram.arpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.model.ngram.NgramTable;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.WordKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArpaReaderTest {
  /** p(&lt;/s>, a, b, &lt;unk>) = .3 .4 .2 .1; the weights are .5 (&lt;s>), .4 (a), 2/3 (b). */
  private static final String TINY =
      """
      \\data\\
      ngram 1=5
      ngram 2=4

      \\1-grams:
      -1.0\t<unk>
      -99\t<s>\t-0.3010300
      -0.5228787\t</s>
      -0.3979400\ta\t-0.3979400
      -0.6989700\tb\t-0.1760913

      \\2-grams:
      -0.1549020\t<s> a
      -0.3010300\ta b
      -0.5228787\ta </s>
      -0.2218487\tb a

      \\end\\
      """;

  private static final int A = 0;
  private static final int B = 1;
  private static final int UNKNOWN = 2;
  private static final int END = 3;

  @TempDir private Path folder;
  private final List<String> notes = new ArrayList<>();

  @Test
  void words_ofAFile_areItsTokensInItsOrder() throws IOException {
    assertThat(ArpaTokens.words(file(TINY))).containsExactly("a", "b");
  }

  @Test
  void read_ofBigrams_hasTheProbabilitiesComputedByHand() throws IOException {
    assertTiny(read(TINY));
    assertThat(notes).isEmpty();
  }

  private static void assertTiny(NgramTable table) {
    int begin = table.sizes().documentBegin();
    assertThat(table.isDistribution()).isTrue();
    assertThat(table.probability(NgramTable.ROOT, END)).isEqualTo(.3, within(1e-7));
    assertThat(table.probability(begin, A)).isEqualTo(.7, within(1e-7));
    assertThat(table.probability(begin, B)).isEqualTo(.5 * .2, within(1e-7));
    assertThat(table.probability(A + 1, B)).isEqualTo(.5, within(1e-7));
    assertThat(table.probability(A + 1, UNKNOWN)).isEqualTo(.4 * .1, within(1e-7));
    assertThat(table.probability(B + 1, END)).isEqualTo(2 / 3. * .3, within(1e-7));
  }

  @Test
  void read_asSrilmAndOthersWriteIt_isTheSame() throws IOException {
    assertTiny(read("a preface\n\n" + TINY));
    assertTiny(read(TINY.replace("\n", "\r\n")));
    assertTiny(read(TINY.replace("ngram 1=5", "ngram 1= 5 ").replace("\t<unk>", " <unk>\t0")));
    assertTiny(read(TINY.replace("b a\n", "b a\t0\n").replace("a b\n", "a b \n")));
    assertTiny(read(TINY.replace("<unk>", "<UNK>")));
    assertTiny(read(TINY.strip()));
    assertTiny(read(TINY.replace("\ngram 2=4\n", "\n\nngram 2=4\n") + "\nafterwards"));
    assertTiny(read(TINY.replace("-0.5228787", "-5.228787e-1")));
  }

  @Test
  void read_ofAGzipFile_isTheSame() throws IOException {
    Path gz = folder.resolve("tiny.arpa.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
      out.write(TINY.getBytes(StandardCharsets.UTF_8));
    }
    assertTiny(ArpaReader.read(gz, tokenizer("a", "b"), notes::add));
    byte[] cut = Files.readAllBytes(gz);
    Files.write(gz, Arrays.copyOf(cut, cut.length - 20));
    assertThatThrownBy(() -> ArpaReader.read(gz, tokenizer("a", "b"), notes::add))
        .hasMessageContaining("tiny.arpa.gz:")
        .hasMessageContaining("within its compressed data");
    byte[] wrong = cut.clone();
    Arrays.fill(wrong, wrong.length - 8, wrong.length, (byte) 0);
    Files.write(gz, wrong);
    assertThatThrownBy(() -> ArpaReader.read(gz, tokenizer("a", "b"), notes::add))
        .hasMessageContaining("the checksum of member 1 is wrong");
    Files.write(gz, Arrays.copyOf(cut, cut.length + 9));
    assertTiny(ArpaReader.read(gz, tokenizer("a", "b"), notes::add));
  }

  /** KenLM separates words at blanks of ASCII alone, and other programs escape nothing. */
  @Test
  void read_ofWordsAsOtherProgramsSpellThem_findsTheirTokens() throws IOException {
    for (String word : List.of("x\u00a0y", "\u3000", "<U+0041>", "<U+D800>", "<U+110000>")) {
      Path file =
          file(
              TINY.replace("\tb\t", "\t" + word + "\t")
                  .replace("a b", "a " + word)
                  .replace("b a", word + " a"));
      List<String> words = ArpaTokens.words(file);
      assertThat(words).hasSize(2);
      assertTiny(ArpaReader.read(file, tokenizer(words.toArray(String[]::new)), notes::add));
    }
    assertThat(ArpaTokens.words(file(TINY.replace("\tb\t", "\t<U+0041>\t")))).contains("A");
  }

  @Test
  void read_withAByteOrderMark_isTheSame() throws IOException {
    assertTiny(read("\ufeff" + TINY));
  }

  @Test
  void read_forAnotherTokenizer_saysHowManyWordsItLacks() throws IOException {
    Path file = file(TINY);
    assertThatThrownBy(() -> ArpaReader.read(file, tokenizer("c"), notes::add))
        .hasMessageContaining(
            "m.arpa:9:1: the word a is not a token of the tokenizer, as 2 words of the 1-grams are not;");
  }

  @Test
  void read_ofUnknownWordsThatAreNextToImpossible_saysWhatTheyCost() throws IOException {
    read(TINY.replace("-1.0\t<unk>", "-99\t<unk>"));
    assertThat(notes.getFirst())
        .contains("gives unknown words the probability 1e-99, so each one adds 228 nats");
  }

  @Test
  void read_ofABinaryModelOfKenLm_saysWhatItIs() {
    assertThatThrownBy(() -> read("mmap lm http://kheafield.com/code format version 5\n\0\0"))
        .hasMessageContaining("m.arpa:1:1: the file is a binary model of KenLM");
  }

  @Test
  void read_ofNoFile_namesNoLine() {
    Path none = folder.resolve("none.arpa");
    assertThatThrownBy(() -> ArpaReader.read(none, tokenizer("a"), notes::add))
        .hasMessageContaining("none.arpa: cannot be read: there is no such file");
  }

  @Test
  void read_withoutAnUnknownWord_givesItAsLittleAsKenLM() throws IOException {
    NgramTable table = read(TINY.replace("=5", "=4").replace("-1.0\t<unk>\n", ""));
    assertThat(table.probability(NgramTable.ROOT, UNKNOWN)).isEqualTo(1e-100);
    assertThat(notes.getFirst()).contains("no 1-gram for <unk>; it has the probability 1e-100");
    assertThat(table.isDistribution()).isFalse();
    assertThat(notes.getLast()).contains("is no distribution");
  }

  /** As in a pruned model: "a b" is gone, and "b a b" is not. */
  @Test
  void read_ofATrigramWithoutItsSuffix_goesOnWithAShorterOne() throws IOException {
    NgramTable table =
        read(
            TINY.replace("ngram 2=4", "ngram 2=3\nngram 3=1")
                .replace("-0.3010300\ta b\n", "")
                .replace("\\end\\", "\\3-grams:\n-0.3\tb a b\n\n\\end\\"));
    int ba = table.find(B + 1, A);
    int bab = table.find(ba, B);
    assertThat(table.suffix(ba)).isEqualTo(A + 1);
    assertThat(table.suffix(bab)).isEqualTo(B + 1);
    assertThat(table.probability(ba, B)).isEqualTo(Math.pow(10, -.3), within(1e-7));
  }

  @Test
  void read_ofAnNgramThatPredictsABeginning_leavesItOut() throws IOException {
    NgramTable table =
        read(TINY.replace("2=4", "2=5").replace("\\end\\", "").strip() + "\n-2\tb <s>\n\\end\\");
    assertThat(table.sizes().longer()).containsExactly(4);
    assertTiny(table);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -0.3010300\\ta b    | -0.30x0300\\ta b   | 14 | -0.30x0300 is not a number
          -0.3010300\\ta b    | NaN\\ta b          | 14 | NaN is not a number
          -0.3010300\\ta b    | 0x1p-3\\ta b       | 14 | 0x1p-3 is not a number
          -0.3010300\\ta b    | 0.3010300\\ta b    | 14 | is above 0
          -0.3010300\\ta b    | inf\\ta b          | 14 | inf is not a number
          -0.3010300\\ta b    | 1e999\\ta b        | 14 | is above 0
          -0.3010300\\ta b    | -0.3\\ta c         | 14 | the word c is not among the 1-grams
          -0.3010300\\ta b    | -0.3\\ta b\\t-0.1  | 14 | of the highest order has the back-off weight -0.1
          -0.5228787\\ta </s> | -0.5228787\\ta     | 15 | is no 2-gram
          -0.5228787\\ta </s> | -0.5\\ta b a </s>  | 15 | is no 2-gram
          -0.5228787\\ta </s> | -0.5\\ta b         | 15 | stands there twice
          -0.3979400\\ta\\t-0.3979400 | -0.3\\ta\\tx | 9  | x is not log10
          \\tb\\t             | \\ta\\t            | 10  | the word a stands there twice
          ngram 2=4           | ngram 2=5          | 17 | the 2-grams end after 4 of the 5
          ngram 2=4           | ngram 2=3          | 16 | one more than the 3
          ngram 2=4           | ngram 2=99999999999| 17 | of the 99,999,999,999
          ngram 2=4           | ngram 3=4          | 3  | where ngram 2=COUNT
          ngram 2=4           | ngram two=4        | 3  | where ngram 2=COUNT
          \\2-grams:          | \\3-grams:         | 12 | \\3-grams: stands where \\2-grams: belongs
          \\data\\            | \\date\\           | 19 | without a line \\data\\
          \\end\\             |                    | 19 | the file ends where \\end\\ belongs
          ngram 1=5           | 17                 | 2  | where ngram 1=COUNT
          """)
  void read_ofABadFile_namesTheLine(String old, String replaced, int line, String message)
      throws IOException {
    String text = TINY.replace(lines(old), replaced == null ? "" : lines(replaced));
    assertThat(text).isNotEqualTo(TINY);
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageContaining("m.arpa:" + line + ":")
        .hasMessageContaining(lines(message));
  }

  private static String lines(String escaped) {
    return escaped.replace("\\t", "\t").replace("\\\\", "\\");
  }

  @Test
  void read_ofAContextThatIsNotThere_namesTheLine() {
    String text =
        TINY.replace("ngram 2=4", "ngram 2=4\nngram 3=1")
            .replace("\\end\\", "\\3-grams:\n-0.3\tb b a\n\n\\end\\");
    assertThatThrownBy(() -> read(text))
        .hasMessageContaining("m.arpa:20:")
        .hasMessageContaining("the first 2 words are not among the 2-grams");
  }

  @Test
  void read_ofBytesThatAreNotUtf8_namesTheLine() {
    Path file = folder.resolve("m.arpa");
    assertThatThrownBy(
            () -> {
              Files.write(
                  file, TINY.replace("b a", "b \u00ff").getBytes(StandardCharsets.ISO_8859_1));
              ArpaReader.read(file, tokenizer("a", "b"), notes::add);
            })
        .hasMessageContaining("m.arpa:16:")
        .hasMessageContaining("is not UTF-8");
  }

  @Test
  void read_ofAnyDamage_endsWithATableOrALine() throws IOException {
    Random random = new Random(7);
    byte[] sound = TINY.getBytes(StandardCharsets.UTF_8);
    String bytes = " \t\n\r-.0179eE<>\\a\u00ff";
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = sound.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        damaged[random.nextInt(damaged.length)] =
            (byte) bytes.charAt(random.nextInt(bytes.length()));
      }
      Path file = Files.write(folder.resolve("damaged.arpa"), damaged);
      try {
        ArpaReader.read(file, tokenizer("a", "b"), note -> {});
      } catch (ProblemException e) {
        assertThat(e.getMessage()).containsPattern("damaged\\.arpa:\\d+:");
      }
    }
  }

  private NgramTable read(String text) throws IOException {
    return ArpaReader.read(file(text), tokenizer("a", "b"), notes::add);
  }

  private static Tokenizer tokenizer(String... words) {
    return WordKind.of(List.of(words), WordKind.Words.WHITESPACE);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("m.arpa"), text);
  }
}
