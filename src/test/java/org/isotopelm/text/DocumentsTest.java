package org.isotopelm.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.v3.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.text.read.Documents;
import org.isotopelm.text.read.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
  @TempDir Path folder;

  @Test
  void lines_emptyAndUnfinishedOnes_allCount() {
    assertThat(spec("a\n\n  b \r\n\nc").by(Documents.LINE).texts())
        .containsExactly("a", "", "  b ", "", "c");
  }

  @Test
  void paragraphs_runsOfBlankLines_separateAndAreNoDocuments() {
    assertThat(spec("\n\na\r\nb\r\n \t\r\n\n\nc\n").texts()).containsExactly("a\r\nb", "c");
  }

  @Test
  void file_anyText_isOneDocumentToTheByte() {
    assertThat(spec("\na\r\n\nb\n").by(Documents.FILE).texts()).containsExactly("\na\r\n\nb\n");
  }

  /** A passage ends at the first blank line behind 4,000 bytes, and blank lines within it stay. */
  @Test
  void passages_paragraphs_followEachOther() throws IOException {
    String paragraph = "x".repeat(1500);
    String three = String.join("\n\n\n", paragraph, paragraph, paragraph);
    assertThat(spec("\n\n" + three + "\n\n \n" + paragraph + "\n").by(Documents.PASSAGE).texts())
        .containsExactly(three, paragraph);
    assertThat(spec("a\n\nb").by(Documents.PASSAGE).texts()).containsExactly("a\n\nb");
  }

  @Test
  void passages_withoutBlankLines_endAtTheEndOfALine() throws IOException {
    String lines = ("é".repeat(499) + "\n").repeat(10); // 999 bytes each: nine have 8,991
    String nine = lines.substring(0, 9 * 500 - 1);
    assertThat(spec(lines).by(Documents.PASSAGE).texts()).containsExactly(nine, "é".repeat(499));
  }

  /** A line of more than 12,000 bytes is cut behind a blank, or else between two characters. */
  @Test
  void passages_ofOneLongLine_endWithinIt() throws IOException {
    String words = "word ".repeat(6000);
    List<String> parts = spec("short\n" + words).by(Documents.PASSAGE).texts();
    assertThat(parts).hasSize(3);
    assertThat(parts.getFirst()).startsWith("short\nword ").hasSize(11_996).endsWith("word ");
    assertThat(parts.get(1)).hasSize(12_000).endsWith("word ");
    assertThat(String.join("", parts)).isEqualTo(("short\n" + words).strip());
    String solid = "a" + "é".repeat(15_000);
    assertThat(spec(solid).by(Documents.PASSAGE).texts())
        .containsExactly("a" + "é".repeat(5999), "é".repeat(6000), "é".repeat(3001));
  }

  @Test
  void file_byteOrderMark_isDropped() {
    assertThat(spec("\uFEFFa\uFEFF").by(Documents.FILE).texts()).containsExactly("a\uFEFF");
  }

  @Test
  void lines_longerThanAnyBuffer_areWhole() {
    String line = "é".repeat(200_000);
    assertThat(spec(line + "\n" + line + "x").by(Documents.LINE).texts())
        .containsExactly(line, line + "x");
  }

  @Test
  void jsonLines_blankLinesBetween_givesTheField() {
    String records = "{\"text\":\"a\\nb\"}\r\n\n{\"x\":1,\"text\":\"\\u00e9\"}";
    assertThat(new Spec(folder).file("a.jsonl", records).texts()).containsExactly("a\nb", "é");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"text\":\"a\"|a.jsonl:2:|not JSON",
        "[1]|a.jsonl:2:|not a JSON object",
        "{\"txet\":\"a\"}|a.jsonl:2:|did you mean 'txet'",
        "{\"text\":7}|a.jsonl:2:|must be a string",
        "{\"text\":\"\\ud800\"}|a.jsonl:2:|surrogate"
      })
  void jsonLines_badRecord_namesTheLine(String line, String place, String reason) {
    assertThatThrownBy(() -> new Spec(folder).file("a.jsonl", "{\"text\":\"\"}\n" + line).open())
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith(place)
        .hasMessageContaining(reason);
  }

  @Test
  void jsonLines_halfACharacter_isReplacedWhereAsked() {
    String record = "{\"text\":\"\\ud800a\\udc00\\ud83d\\ude00\"}";
    assertThat(new Spec(folder).file("a.jsonl", record).replacing().texts())
        .containsExactly("\uFFFDa\uFFFD😀");
  }

  @Test
  void tabbed_columnByNameAndNumber_givesThatColumn() {
    assertThat(new Spec(folder).file("a.tsv", "id\ttext\n1\tx\n2\t\n").texts())
        .containsExactly("x", "");
    assertThat(new Spec(folder).file("b.tsv", "1\tx\n2\ty\n").field("2").texts())
        .containsExactly("x", "y");
  }

  @Test
  void tabbed_columnMissing_namesTheLineAndTheColumns() {
    assertThatThrownBy(() -> new Spec(folder).file("a.tsv", "id\ttxt\n1\tx\n").open())
        .hasMessageStartingWith("a.tsv:1:1: ")
        .hasMessageContaining("only id, txt; did you mean 'txt'?");
    assertThatThrownBy(() -> new Spec(folder).file("a.tsv", "1\tx\n2\n").field("2").open())
        .hasMessageStartingWith("a.tsv:2:1: has 1 columns");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.ndjson", "a.json", "A.JSON"})
  void json_otherSuffixes_areRecords(String name) {
    assertThat(new Spec(folder).file(name, "{\"text\":\"a\"}\n{\"text\":\"b\"}\n").texts())
        .containsExactly("a", "b");
    assertThat(new Spec(folder).file(name, "{\"x\": 1}").format(Format.TEXT).texts())
        .containsExactly("{\"x\": 1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[{\"text\":\"a\"}]", "[\n  {\"text\":\"a\"}\n]"})
  void json_array_saysHowToMakeRecordsOfIt(String text) {
    assertThatThrownBy(() -> new Spec(folder).file("a.json", text).open())
        .hasMessageStartingWith("a.json:1:")
        .hasMessageContainingAll("JSON array", "jq -c '.[]'", "data.format: text");
  }

  /** The examples of RFC 4180, section 2, and a quote inside a field that has none around it. */
  @Test
  void csv_quotes_areThoseOfRfc4180() {
    String text =
        "id,text,who\r\n1,plain,x\r\n2,\"b \r\nbb, \",y\r\n3,\"b\"\"bb\",z\r\n\r\n4,,z\r\n5,5\" disk,\"z\"";
    assertThat(new Spec(folder).file("a.csv", text).texts())
        .containsExactly("plain", "b \r\nbb, ", "b\"bb", "", "5\" disk");
    assertThat(new Spec(folder).file("a.csv", text).field("who").texts())
        .containsExactly("x", "y", "z", "z", "z");
    assertThat(new Spec(folder).file("b.csv", "1,\"x\"\n2,y").field("2").texts())
        .containsExactly("x", "y");
    assertThat(new Spec(folder).file("c.txt", text).format(Format.CSV).texts()).hasSize(5);
  }

  @Test
  void csv_group_keepsRecordsTogether() {
    Corpus corpus =
        new Spec(folder).file("a.csv", "text,who\na,x\n\"b\nb\",y\nc,x\n").group("who").open();
    assertThat(corpus.index().unitFirsts(new int[] {0, 1, 2})).containsExactly(0, 1, 0);
  }

  @Test
  void csv_quoteNeverClosed_namesTheRecordsLine() {
    assertThatThrownBy(() -> new Spec(folder).file("a.csv", "text\n\"a\nb\"\n\"c\nd\n").open())
        .hasMessageStartingWith("a.csv:4:1: ")
        .hasMessageContaining("quote");
    assertThatThrownBy(() -> new Spec(folder).file("a.csv", "id,txt\n1,x\n").open())
        .hasMessageContaining("only id, txt; did you mean 'txt'?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.tsv", "a.csv"})
  void header_oneNameTwice_isRefused(String name) {
    String separator = name.endsWith(".tsv") ? "\t" : ",";
    String text =
        String.join(separator, "text", "id", "text") + "\n" + String.join(separator, "a", "1", "b");
    assertThatThrownBy(() -> new Spec(folder).file(name, text).open())
        .hasMessageStartingWith(name + ":1:1: ")
        .hasMessageContainingAll("'text' twice", "number 1 and number 3", "data.field");
    assertThat(new Spec(folder).file(name, text).field("3").texts()).containsExactly("text", "b");
    assertThat(new Spec(folder).file(name, text).field("id").texts()).containsExactly("1");
  }

  /** The byte after "é\nab" in Latin-1, lone and cut sequences, an overlong one, a surrogate. */
  @ParameterizedTest
  @ValueSource(strings = {"e9 20", "80", "c3", "f0 9f 98", "c0 af", "ed a0 80", "f5 80 80 80"})
  void malformed_anyKind_namesLineColumnAndByte(String bytes) {
    byte[] bad = java.util.HexFormat.ofDelimiter(" ").parseHex(bytes);
    for (Documents documents : Documents.values()) {
      assertThatThrownBy(
              () -> new Spec(folder).file("a.txt", join("é\nab", bad, "\nc")).by(documents).open())
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
          .hasMessage(
              "a.txt:2:3: byte 0x%02x at byte offset 5 is not UTF-8; convert the file, or set"
                  + " data.on_error: replace",
              bad[0] & 0xff);
    }
  }

  @Test
  void malformed_replacementAskedFor_isReplaced() {
    byte[] file = join("a", new byte[] {(byte) 0xe9}, "b");
    assertThat(new Spec(folder).file("a.txt", file).replacing().texts())
        .containsExactly("a\uFFFDb");
  }

  @Test
  void wellFormed_replacementCharacterInTheText_isText() {
    assertThat(spec("a\uFFFDb").texts()).containsExactly("a\uFFFDb");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.txt.gz", "a.txt.zst"})
  void compressed_whole_isRead(String name) throws IOException {
    String text = "é line\n".repeat(50_000);
    assertThat(new Spec(folder).file(name, compressed(name, text)).by(Documents.FILE).texts())
        .containsExactly(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.txt.gz", "a.txt.zst"})
  void compressed_cutAnywhere_isRefused(String name) throws IOException {
    byte[] whole = compressed(name, randomText());
    for (int length : new int[] {1, 5, 12, whole.length / 2, whole.length - 1}) {
      assertThatThrownBy(
              () -> new Spec(folder).file(name, Arrays.copyOf(whole, length)).open().bytes())
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(ProblemException.class)
          .hasMessageStartingWith(name + ": ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.txt.gz", "a.txt.zst"})
  void compressed_plainTextInside_isRefused(String name) {
    assertThatThrownBy(() -> new Spec(folder).file(name, "just a plain text").open())
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith(name + ": ");
  }

  @Test
  void gzip_severalMembers_areOneText() throws IOException {
    byte[] member = compressed("a.gz", "a\n");
    byte[] two = Arrays.copyOf(member, 2 * member.length);
    System.arraycopy(member, 0, two, member.length, member.length);
    assertThat(new Spec(folder).file("a.txt.gz", two).by(Documents.LINE).texts())
        .containsExactly("a", "a");
  }

  @Test
  void gzip_damageOrJunkInALaterMember_isNeverTheEnd() throws IOException {
    byte[] member = compressed("a.gz", "some text\n".repeat(50));
    byte[] two = join(member, member);
    for (int at = member.length; at < two.length; at++) {
      assertRefusedOrWhole("a.txt.gz", flipped(two, at, 0x40), "some text\n".repeat(100));
    }
    assertRefused("a.txt.gz", join(member, new byte[] {'\n'}, member));
    assertRefused("a.txt.gz", join(member, new byte[] {0, 0, 1}));
    for (int length = member.length + 1; length < two.length; length++) {
      assertRefused("a.txt.gz", Arrays.copyOf(two, length));
    }
  }

  @Test
  void gzip_everyFieldOfAHeaderAndZerosAtTheEnd_areRead() throws IOException {
    byte[] plain = compressed("a.gz", "a\n");
    byte[] header = {
      0x1f, (byte) 0x8b, 8, 30, 0, 0, 0, 0, 0, 3, 2, 0, 'x', 'y', 'n', 0, 'c', 0, 7, 7
    };
    byte[] body = Arrays.copyOfRange(plain, 10, plain.length);
    byte[] all = join(plain, header, body, new byte[1000]);
    assertThat(new Spec(folder).file("a.txt.gz", all).by(Documents.LINE).texts())
        .containsExactly("a", "a");
  }

  /** Made by pzstd of zstd 1.5: a skippable frame with the size of the next stands before each. */
  @Test
  void zstd_skippableFrames_areSkippedAnywhere() throws IOException {
    byte[] frame = compressed("a.zst", "a\n");
    byte[] skippable = {0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4};
    byte[] empty = {0x5f, 0x2a, 0x4d, 0x18, 0, 0, 0, 0};
    for (byte[] file :
        List.of(
            join(skippable, frame, skippable, empty, frame),
            join(frame, frame, skippable),
            join(empty, frame, frame))) {
      assertThat(new Spec(folder).file("a.txt.zst", file).by(Documents.LINE).texts())
          .containsExactly("a", "a");
    }
    assertRefused("a.txt.zst", join(frame, new byte[] {'\n'}));
    assertRefused("a.txt.zst", join(frame, new byte[] {'\n'}, frame));
    assertRefused("a.txt.zst", Arrays.copyOf(join(frame, skippable), frame.length + 9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.txt.gz", "a.txt.zst"})
  void compressed_cut_saysTruncatedAndNamesTheFile(String name) throws IOException {
    byte[] whole = compressed(name, randomText());
    byte[] two = join(whole, whole);
    for (int length : new int[] {0, 3, 8, whole.length / 2, whole.length - 1, whole.length + 7}) {
      assertThatThrownBy(() -> new Spec(folder).file(name, Arrays.copyOf(two, length)).open())
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problems().getFirst().file()).isEqualTo(name))
          .hasMessage(name + ": ends within its compressed data: it is truncated");
    }
  }

  @Test
  void zstd_anyByteFlipped_isRefusedOrHarmless() throws IOException {
    String text = randomText().substring(0, 3000);
    byte[] whole = compressed("a.zst", text);
    for (int at = 0; at < whole.length; at += 1 + at / 50) {
      assertRefusedOrWhole("a.txt.zst", flipped(whole, at, 0x10), text);
    }
  }

  /** Some bits, such as the time in a header, mean nothing to the text. */
  private void assertRefusedOrWhole(String name, byte[] bytes, String text) {
    try {
      assertThat(new Spec(folder).file(name, bytes).by(Documents.FILE).texts())
          .containsExactly(text);
    } catch (ProblemException e) {
      assertThat(e.exitCode()).isEqualTo(ExitCode.DATA);
      assertThat(e.problems().getFirst().file()).isEqualTo(name);
    }
  }

  private static byte[] flipped(byte[] bytes, int at, int bits) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= (byte) bits;
    return flipped;
  }

  private void assertRefused(String name, byte[] bytes) {
    assertThatThrownBy(() -> Spec.texts(new Spec(folder).file(name, bytes).open()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.DATA);
              assertThat(e.problems().getFirst().file()).isEqualTo(name);
            });
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @Test
  void format_given_overridesTheName() {
    assertThat(new Spec(folder).file("a.txt", "{\"text\":\"x\"}").format(Format.JSONL).texts())
        .containsExactly("x");
  }

  private Spec spec(String text) {
    return new Spec(folder).file("a.txt", text);
  }

  private static byte[] join(String before, byte[] bytes, String after) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(before.getBytes(StandardCharsets.UTF_8));
    out.writeBytes(bytes);
    out.writeBytes(after.getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  static byte[] compressed(String name, String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var compressor =
        name.endsWith(".gz") ? new GZIPOutputStream(out) : new ZstdOutputStream(out)) {
      compressor.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  /** 40 kB that do not compress well. */
  private static String randomText() {
    var random = org.isotopelm.math.random.RandomStream.of(1, "text");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 40_000; i++) {
      text.append((char) ('!' + random.nextInt(90)));
    }
    return text.toString();
  }
}
