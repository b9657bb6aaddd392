package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.cli.files.InputFile;
import org.isotopelm.token.TokenizerFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class TokenizerCommandTest {
  /** Line ends of all kinds, NUL, joined emoji, a combining mark, Chinese, bidirectional marks. */
  private static final String AWKWARD =
      "one\r\ntwo\rthree\n\n \t\u0000\u0007 👩‍👩‍👧 e\u0301 汉字 \u200b\u202e "
          + "a".repeat(300)
          + " <|endoftext|>";

  @TempDir Path folder;

  @BeforeEach
  void writeTexts() throws IOException {
    Files.writeString(
        folder.resolve("train.txt"), "the cat sat on the mat and the hat\n".repeat(9));
    Files.writeString(folder.resolve("awkward.txt"), AWKWARD);
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private Program train(String kind, String... more) {
    String[] first = {"tokenizer", "train", at("train.txt"), "--out", at("t.json")};
    String[] set = {"--set", "tokenizer.kind=" + kind};
    return Program.run(Stream.of(first, set, more).flatMap(Arrays::stream).toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"byte", "bpe"})
  void decode_ofEncode_givesTheBytesBack(String kind) {
    Program trained =
        kind.equals("bpe") ? train(kind, "--set", "tokenizer.vocabulary=270") : train(kind);
    assertThat(trained.err()).isEmpty();
    assertThat(trained.code()).isZero();
    Program ids = Program.run("tokenizer", "encode", at("t.json"), at("awkward.txt"));
    assertThat(ids.out()).matches("(\\d+[ \\n])+");
    Program text = Program.withInput(ids.bytes(), "tokenizer", "decode", at("t.json"), "-");
    assertThat(text.bytes()).isEqualTo(AWKWARD.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void encode_ofStandardInput_isTheSameAsOfAFile() {
    train("byte");
    byte[] text = AWKWARD.getBytes(StandardCharsets.UTF_8);
    Program piped = Program.withInput(text, "tokenizer", "encode", at("t.json"), "-");
    Program read = Program.run("tokenizer", "encode", at("t.json"), at("awkward.txt"));
    assertThat(piped.out()).isEqualTo(read.out());
  }

  @Test
  void encode_underJson_isOneObject() throws IOException {
    train("byte");
    Files.writeString(folder.resolve("hi.txt"), "hi");
    Program program = Program.run("tokenizer", "encode", at("t.json"), at("hi.txt"), "--json");
    JsonNode json = Json.mapper().readTree(program.out());
    assertThat(json.get("tokens").asInt()).isEqualTo(2);
    assertThat(json.get("ids").get(0).asInt()).isEqualTo('h');
  }

  @ParameterizedTest
  @CsvSource({
    "bpe,5000,no remaining pair of tokens occurs twice",
    "word,900,no more distinct words",
    "char,900,no more distinct characters"
  })
  void train_vocabularySmallerThanAsked_isTold(String kind, int asked, String why)
      throws IOException {
    Files.writeString(folder.resolve("few.txt"), "to be or not to be\n");
    Program program =
        Program.run(
            "tokenizer",
            "train",
            at("few.txt"),
            "--out",
            at("few.json"),
            "--set",
            "tokenizer.kind=" + kind,
            "--set",
            "tokenizer.vocabulary=" + asked);
    assertThat(program.code()).isZero();
    int made =
        Json.mapper()
            .readTree(Program.run("tokenizer", "info", at("few.json"), "--json").out())
            .get("vocabulary")
            .asInt();
    assertThat(made).isLessThan(asked);
    assertThat(program.err()).contains("warning", why, Integer.toString(asked), " " + made + " ");
  }

  /** A word piece is written with the blank before it; the first one has none. */
  @Test
  void decode_ofWordPieces_beginsWithoutABlank() throws IOException {
    Files.writeString(folder.resolve("words.txt"), "a cat a cat a cat");
    Program trained =
        Program.run(
            "tokenizer",
            "train",
            at("words.txt"),
            "--out",
            at("words.json"),
            "--set",
            "tokenizer.kind=wordpiece",
            "--set",
            "tokenizer.vocabulary=20");
    assertThat(trained.code()).isZero();
    Files.writeString(
        folder.resolve("words.ids"),
        Program.run("tokenizer", "encode", at("words.json"), at("words.txt")).out());
    assertThat(Program.run("tokenizer", "decode", at("words.json"), at("words.ids")).out())
        .isEqualTo("a cat a cat a cat");
  }

  @Test
  void info_tellsKindAndSize() {
    train("byte");
    assertThat(Program.run("tokenizer", "info", at("t.json")).out()).contains("byte", "257");
    assertThat(Program.run("tokenizer", "info", folder.toString()).code()).isEqualTo(4);
  }

  /** "the cat" and "кот": words of one token a byte; α is two bytes of no word. */
  @Test
  void info_withTexts_countsByFileAndScript() throws IOException {
    train("byte");
    Files.writeString(folder.resolve("en.txt"), "the cat\n");
    Files.writeString(folder.resolve("ru.txt"), " кот 12");
    JsonNode info =
        Json.mapper()
            .readTree(
                Program.run("tokenizer", "info", at("t.json"), at("en.txt"), at("ru.txt"), "--json")
                    .out());

    assertThat(info.get("bytes_per_token").asDouble()).isEqualTo(1);
    assertThat(info.get("coverage").asDouble()).isEqualTo(1);
    assertThat(info.get("fertility").asDouble()).isEqualTo((3 + 5 + 7 + 3) / 4.0);
    // of 256 bytes: t h e blank c a newline; D0 BA BE D1 82; 1 2
    assertThat(info.get("unused").asInt()).isEqualTo(256 - 7 - 5 - 2);
    assertThat(info.get("texts").get(1).get("tokens").asInt()).isEqualTo(10);
    assertThat(info.get("texts").get(1).get("words").asInt()).isEqualTo(2);
    assertThat(info.get("languages").get(0).toString())
        .contains("\"language\":\"Latin\",\"vocabulary\":52,\"bytes\":7,\"tokens\":7");
    assertThat(info.get("languages").get(1).toString())
        .contains("\"language\":\"Cyrillic\",\"vocabulary\":0,\"bytes\":7,\"tokens\":7");
  }

  @Test
  void info_withoutTexts_saysWhatTheVocabularyShows() {
    train("bpe", "--set", "tokenizer.vocabulary=270");
    JsonNode info =
        Json.mapper().readTree(Program.run("tokenizer", "info", at("t.json"), "--json").out());

    assertThat(info.get("vocabulary").asInt()).isEqualTo(270);
    assertThat(info.get("bytes_per_token").asDouble()).isBetween(1.0, 2.0);
    assertThat(info.get("unused").asInt()).isZero();
    assertThat(info.get("fertility").isNull()).isTrue();
    assertThat(info.get("texts").isEmpty()).isTrue();
  }

  @Test
  void encode_textOfSeveralBlocks_hasTheIdsOfTheWhole() throws IOException {
    train("bpe", "--set", "tokenizer.vocabulary=270");
    String lines = "the cat sat  \n on \n\nthe mat's\r\nhat\n \n\n x\n".repeat(50_000);
    Files.writeString(folder.resolve("large.txt"), lines);
    Program ids = Program.run("tokenizer", "encode", at("t.json"), at("large.txt"));
    int[] whole = TokenizerFile.read(folder.resolve("t.json")).encode(lines);

    assertThat(TokenIds.parse(ids.out(), 270, "ids")).isEqualTo(whole);
    assertThat(ids.out().lines().limit(3)).allMatch(line -> line.split(" ", -1).length == 20);
  }

  @Test
  void decode_ofAWordThatIsNoId_namesIt() {
    train("byte");
    for (String wrong : new String[] {"x", "-1", "257", "1.5", "99999999999"}) {
      byte[] in = ("104 " + wrong).getBytes(StandardCharsets.UTF_8);
      Program program = Program.withInput(in, "tokenizer", "decode", at("t.json"), "-");
      assertThat(program.code()).isEqualTo(4);
      assertThat(program.out()).isEmpty();
      assertThat(program.err()).contains("standard input", "'" + wrong + "'", "0 to 256");
    }
  }

  @Test
  void input_largerThanTheMemoryAllows_isRefusedByName() throws IOException {
    byte[] ten = "ten bytes.".getBytes(StandardCharsets.UTF_8);
    assertThat(InputFile.bytes(new ByteArrayInputStream(ten), 10, "a.txt")).isEqualTo(ten);
    assertThatThrownBy(() -> InputFile.bytes(new ByteArrayInputStream(ten), 9, "a.txt"))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageStartingWith("a.txt: has more than 9 bytes");
  }

  @Test
  void encode_aTextThatTheTokenizerCannotEncode_namesItsFile() throws IOException {
    Files.writeString(
        folder.resolve("u.json"),
        """
        {"model": {"type": "Unigram", "unk_id": null, "vocab": [["a", -1.0], ["</s>", 0.0]], "byte_fallback": false}}
        """);
    Files.writeString(folder.resolve("b.txt"), "ab");
    Program refused = Program.run("tokenizer", "encode", at("u.json"), at("b.txt"));
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err())
        .contains(at("u.json") + ": the tokenizer has neither a token for \"b\" nor an unknown");
  }

  @Test
  void encode_ofWhatIsNoText_saysWhereAndWhy() throws IOException {
    train("byte");
    Files.write(folder.resolve("latin1.txt"), "caf\u00e9 x".getBytes(StandardCharsets.ISO_8859_1));
    Program malformed = Program.run("tokenizer", "encode", at("t.json"), at("latin1.txt"));
    assertThat(malformed.code()).isEqualTo(4);
    assertThat(malformed.err()).contains("latin1.txt", "0xe9", "offset 3");
    Files.write(folder.resolve("cut.txt"), new byte[] {'a', (byte) 0xe6, (byte) 0xb1});
    assertThat(Program.run("tokenizer", "encode", at("t.json"), at("cut.txt")).err())
        .contains("cut.txt", "offset 1");
    Program missing = Program.run("tokenizer", "encode", at("t.json"), at("gone.txt"));
    assertThat(missing.code()).isEqualTo(4);
    assertThat(missing.err()).contains("gone.txt");
  }

  @Test
  void action_misspelt_suggests() {
    Program program = Program.run("tokenizer", "encod", "t", "f");
    assertThat(program.code()).isEqualTo(2);
    assertThat(program.err()).contains("'encod'", "did you mean 'encode'?");
  }

  @Test
  void train_withoutAKind_saysWhatIsMissing() {
    Program program = Program.run("tokenizer", "train", at("train.txt"), "--out", at("x.json"));
    assertThat(program.code()).isEqualTo(3);
    assertThat(program.err()).contains("--set tokenizer.kind=bpe --set tokenizer.vocabulary=4096");
    assertThat(folder.resolve("x.json")).doesNotExist();
  }

  @Test
  void train_whereAnotherFileLies_isRefusedAndLeavesIt() throws IOException {
    assertThat(train("byte").code()).isZero();
    assertThat(train("byte").code()).as("an earlier tokenizer is replaced").isZero();
    String text = Files.readString(folder.resolve("train.txt"));
    Program refused = Program.run("tokenizer", "train", at("train.txt"), "--out", at("train.txt"));
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("train.txt: exists and is not a tokenizer");
    assertThat(folder.resolve("train.txt")).hasContent(text);

    Path run = Files.createDirectories(folder.resolve("run"));
    Files.writeString(run.resolve("config.yaml"), "");
    Files.writeString(run.resolve("run.json"), "{}");
    Path own = Files.copy(folder.resolve("t.json"), run.resolve("tokenizer.json"));
    byte[] before = Files.readAllBytes(own);
    Program ofRun =
        Program.run(
            "tokenizer",
            "train",
            at("train.txt"),
            "--set",
            "tokenizer.kind=word",
            "--out",
            own.toString());
    assertThat(ofRun.code()).isEqualTo(1);
    assertThat(ofRun.err()).contains("belongs to a run");
    assertThat(own).hasBinaryContent(before);
  }
}
