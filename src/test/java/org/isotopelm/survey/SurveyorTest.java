package org.isotopelm.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.DataSpec;
import org.isotopelm.text.catalog.Catalog;
import org.isotopelm.text.read.Documents;
import org.isotopelm.text.read.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurveyorTest {
  private static final String[] WORDS = {"the", "king", "speaks", "of", "winter", "and", "ships"};

  @TempDir Path folder;

  private Survey survey(String... names) {
    return new Surveyor(this::corpus).survey(List.of(names), folder);
  }

  private Corpus corpus(DataSpec data, Consumer<String> seen) {
    return Corpus.open(data, folder, Catalog.open(folder), seen);
  }

  private Survey surveyOf(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
    return survey(name);
  }

  private static String lines(int count, IntFunction<String> line) {
    return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
  }

  /** A sentence of so many words that depends on the number alone. */
  private static String words(int number, int count) {
    Random random = new Random(number);
    return random
        .ints(count, 0, WORDS.length)
        .mapToObj(word -> WORDS[word])
        .collect(Collectors.joining(" "));
  }

  private static String paragraphs(int count) {
    return lines(count, i -> words(i, 9) + ",\n" + words(-i, 9) + ".\n");
  }

  @Test
  void survey_paragraphs_areDocuments() throws IOException {
    Survey survey = surveyOf("play.txt", paragraphs(100));
    assertThat(survey.kind()).isEqualTo(TextKind.PROSE);
    assertThat(survey.data().documents()).isEqualTo(Documents.BLANK_LINE);
    assertThat(survey.data().files()).containsExactly(folder.resolve("play.txt").toString());
    assertThat(survey.documents()).isEqualTo(100);
    assertThat(survey.stream()).isFalse();
    assertThat(survey.data().split().validation()).isZero();
    assertThat(survey.test()).isEqualTo(0.15);
    assertThat(survey.scripts()).containsExactly(Map.entry("LATIN", 1.0));
  }

  @Test
  void survey_verseWithoutBlankLines_isOneStream() throws IOException {
    Survey survey = surveyOf("verse.txt", lines(300, i -> words(i, 8) + (i % 4 == 0 ? "." : ",")));
    assertThat(survey.stream()).isTrue();
    assertThat(survey.documents()).isEqualTo(1);
    assertThat(survey.data().documents()).isEqualTo(Documents.FILE);
    assertThat(survey.data().split().contiguous()).isTrue();
    assertThat(survey.data().split().validation()).isEqualTo(survey.test());
  }

  @Test
  void survey_longText_isDividedIntoPassages() throws IOException {
    Survey play = surveyOf("play.txt", paragraphs(2500));
    assertThat(play.data().documents()).isEqualTo(Documents.PASSAGE);
    assertThat(play.medianDocument()).isBetween(4000L, 4200L);
    assertThat(play.data().split().contiguous()).isFalse();
    Survey verse = surveyOf("verse.txt", lines(6000, i -> words(i, 8) + (i % 4 == 0 ? "." : ",")));
    assertThat(verse.data().documents()).isEqualTo(Documents.PASSAGE);
    assertThat(verse.stream()).isFalse();
    Survey articles = surveyOf("articles.txt", lines(1000, i -> words(i, 80) + "."));
    assertThat(articles.data().documents()).isEqualTo(Documents.PASSAGE);
    // Sentences of their own.
    Survey news = surveyOf("news.txt", lines(8000, i -> words(i, 8) + "."));
    assertThat(news.data().documents()).isEqualTo(Documents.LINE);
  }

  @Test
  void survey_sentencesOnLines_areDocuments() throws IOException {
    Survey survey = surveyOf("news.txt", lines(300, i -> words(i, 8) + (i % 9 == 0 ? "”" : ".”")));
    assertThat(survey.data().documents()).isEqualTo(Documents.LINE);
    assertThat(survey.kind()).isEqualTo(TextKind.PROSE);
    assertThat(survey.documents()).isEqualTo(300);
  }

  @Test
  void survey_namesOnLines_areAList() throws IOException {
    Survey survey = surveyOf("names.txt", lines(2000, i -> "Name" + Integer.toString(i * i, 36)));
    assertThat(survey.kind()).isEqualTo(TextKind.LIST);
    assertThat(survey.data().documents()).isEqualTo(Documents.LINE);
    assertThat(survey.documents()).isEqualTo(2000);
  }

  @Test
  void survey_folderOfSource_takesItsFilesAndLeavesOthersOut() throws IOException {
    for (int i = 0; i < 30; i++) {
      String code = lines(12, n -> "  int x" + n + " = " + words(n, 1).length() + ";");
      surveyedFile("src/a/B" + i + ".java", "class B" + i + " {\n" + code + "}\n");
    }
    surveyedFile("src/readme.html", "<p>" + words(1, 3000) + "</p>");
    Files.write(folder.resolve("src/logo.png"), new byte[90_000]);
    Survey survey = survey("src");
    assertThat(survey.kind()).isEqualTo(TextKind.CODE);
    assertThat(survey.data().documents()).isEqualTo(Documents.FILE);
    assertThat(survey.data().files()).containsExactly(folder.resolve("src") + "/**/*.java");
    assertThat(survey.documents()).isEqualTo(30);
    assertThat(survey.notes())
        .containsExactly("other files of the folder are left out: 1 .html, 1 .png");
  }

  private void surveyedFile(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void survey_oneFileOfSource_isOneStream() throws IOException {
    Survey survey =
        surveyOf("all.py", lines(400, i -> "x" + i + " = f(" + i + ")" + (i % 5 == 0 ? "\n" : "")));
    assertThat(survey.kind()).isEqualTo(TextKind.CODE);
    assertThat(survey.stream()).isTrue();
  }

  @Test
  void survey_tabSeparatedWithHeader_findsTheColumnOfText() throws IOException {
    String rows = lines(200, i -> i + "\tspeaker " + i % 3 + "\t" + words(i, 12) + "\t0." + i);
    Survey survey = surveyOf("plays.tsv", "id\tspeaker\ttext\tscore\n" + rows);
    assertThat(survey.kind()).isEqualTo(TextKind.RECORDS);
    assertThat(survey.data().format()).isEqualTo(Format.TSV);
    assertThat(survey.data().field()).isEqualTo("text");
    assertThat(survey.fields()).containsExactly("id", "speaker", "score");
    assertThat(survey.documents()).isEqualTo(200);
  }

  @Test
  void survey_commaSeparatedWithoutHeader_takesTheColumnsNumber() throws IOException {
    Survey survey =
        surveyOf("a.csv", lines(200, i -> "\"" + words(i, 9) + ", so,\n" + i + "\",d" + i));
    assertThat(survey.data().field()).isEqualTo("1");
    assertThat(survey.documents()).isEqualTo(200);
  }

  @Test
  void survey_jsonRecords_takesTheFieldThatIsTextInAllOfThem() throws IOException {
    Survey survey =
        surveyOf(
            "a.jsonl",
            lines(
                200,
                i ->
                    String.format(
                        Locale.ROOT,
                        "{\"url\": \"https://example.org/%040d\", \"n\": %d, \"body\": \"%s\"%s}",
                        i,
                        i,
                        words(i, 9),
                        i == 7 ? ", \"note\": \"" + words(i, 99) + "\"" : "")));
    assertThat(survey.data().field()).isEqualTo("body");
    assertThat(survey.fields()).containsExactly("url");
  }

  @Test
  void survey_chineseParagraphs_countsScriptsAndCharacters() throws IOException {
    Survey survey = surveyOf("zh.txt", lines(100, i -> "天地玄黄宇宙洪荒日月盈昃" + (char) ('一' + i) + "。\n"));
    assertThat(survey.scripts().keySet()).containsExactly("HAN");
    // 12 of the sentence, 100 from U+4E00 on, of which 一 … hold none of the 12, and the stop.
    assertThat(survey.distinctCharacters()).isBetween(100, 113);
    assertThat(survey.bytes()).isEqualTo(4200);
  }

  @Test
  void survey_repeatedDocuments_areReported() throws IOException {
    String once = paragraphs(100);
    Survey survey = surveyOf("twice.txt", once + "\n" + once);
    assertThat(survey.duplicates()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void survey_compressedText_isRead() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(paragraphs(100).getBytes(StandardCharsets.UTF_8));
    }
    Files.write(folder.resolve("play.txt.gz"), bytes.toByteArray());
    assertThat(survey("play.txt.gz").documents()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({"50000, 0.15", "1000000, 0.1", "10000000, 0.05", "1000000000, 0.01"})
  void shares_bySize_areSmallerForLargeTexts(long bytes, double test) {
    assertThat(HeldOutShares.of(bytes, false).test()).isEqualTo(test);
    assertThat(HeldOutShares.of(bytes, false).validation()).isZero();
    assertThat(HeldOutShares.of(bytes, true).validation()).isEqualTo(test);
  }

  private void assertRefused(String name, byte[] content, String... words) throws IOException {
    Files.write(folder.resolve(name), content);
    assertThatThrownBy(() -> survey(name))
        .isInstanceOf(ProblemException.class)
        .hasMessageContainingAll(words)
        .hasMessageContaining(name)
        .extracting(error -> ((ProblemException) error).exitCode())
        .isEqualTo(ExitCode.DATA);
  }

  @Test
  void survey_whatIsNoText_isRefused() throws IOException {
    assertRefused("empty.txt", new byte[0], "is empty", "4,096 bytes");
    assertRefused("blank.txt", "\n \n".repeat(3000).getBytes(StandardCharsets.UTF_8), "is blank");
    assertRefused("short.txt", "To be.\n".getBytes(StandardCharsets.UTF_8), "has 7 bytes");
    assertRefused(
        "elf.bin", ("\u007fELF" + "\0".repeat(9999)).getBytes(StandardCharsets.UTF_8), "is binary");
    assertRefused(
        "latin.txt",
        "caf\u00e9 noir ".repeat(900).getBytes(StandardCharsets.ISO_8859_1),
        "byte 0xe9 at byte offset 3 is not UTF-8",
        "iconv -f ISO-8859-1");
    assertRefused("wide.txt", paragraphs(99).getBytes(StandardCharsets.UTF_16), "is UTF-16");
    assertRefused(
        "numbers.csv",
        lines(900, i -> i + "," + 2 * i).getBytes(StandardCharsets.UTF_8),
        "no column of it holds text");
    assertRefused(
        "same.txt",
        "To be, or not to be.\n\n".repeat(999).getBytes(StandardCharsets.UTF_8),
        "has 20 bytes of different text");
  }

  @Test
  void survey_missingFile_isRefusedByItsName() {
    assertThatThrownBy(() -> survey("nowhere.txt"))
        .hasMessage("nowhere.txt: this file or folder does not exist");
  }

  @Test
  void survey_severalFormats_areRefused() throws IOException {
    surveyedFile("a.txt", paragraphs(99));
    surveyedFile("b.csv", "id,text\n1,x");
    assertThatThrownBy(() -> survey("a.txt", "b.csv"))
        .hasMessageContaining("a.txt and b.csv have different formats");
  }

  @Test
  void survey_standardInput_isRefused() {
    assertThatThrownBy(() -> survey("-"))
        .extracting(error -> ((ProblemException) error).exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  /** The field that nearly all records have is the text; the record without it is named. */
  @Test
  void survey_recordWithoutTheText_isRefusedByItsLine() {
    String records =
        lines(
            400,
            i ->
                i == 7
                    ? "{\"title\": \"A title\"}"
                    : "{\"title\": \"T" + i + " of it\", \"text\": \"" + words(i, 20) + "\"}");
    assertThatThrownBy(() -> surveyOf("missing.jsonl", records))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("missing.jsonl")
        .hasMessageContaining("8")
        .hasMessageContaining("text");
  }

  private static String table(String head, IntFunction<String> row) {
    return head + lines(100, row);
  }

  private void assertRefused(List<String> names, String message) {
    assertThatThrownBy(() -> survey(names.toArray(String[]::new)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(message)
        .extracting(error -> ((ProblemException) error).exitCode())
        .isEqualTo(ExitCode.DATA);
  }

  @Test
  void survey_filesWithTheirTextInOtherColumns_areRefused() throws IOException {
    surveyedFile("a.csv", table("id,text\n", i -> i + "," + words(i, 9)));
    surveyedFile("b.csv", table("id,body\n", i -> i + "," + words(i, 8)));
    surveyedFile("c.csv", table("", i -> i + "," + words(i, 7)));
    surveyedFile("d.csv", table("", i -> words(i, 6) + "," + i));
    surveyedFile("empty.csv", "");
    assertRefused(
        List.of("empty.csv", "a.csv", "b.csv"),
        "b.csv: its text is in the column 'body', and that of a.csv in the column 'text'");
    assertRefused(List.of("a.csv", "c.csv"), "c.csv: its text is in column 2, without a header");
    assertRefused(List.of("d.csv", "c.csv"), "d.csv: its text is in column 1, without a header");
    surveyedFile("a.jsonl", lines(100, i -> "{\"text\": \"" + words(i, 9) + "\"}"));
    surveyedFile("b.jsonl", lines(100, i -> "{\"body\": \"" + words(i, 8) + "\"}"));
    assertRefused(
        List.of("b.jsonl", "a.jsonl"),
        "b.jsonl: its text is in the field 'body', and that of a.jsonl in the field 'text'");
  }

  @Test
  void survey_anyText_isReadIntoDocumentsOnce() throws IOException {
    surveyedFile("a.jsonl", lines(100, i -> "{\"text\": \"" + words(i, 9) + "\"}"));
    surveyedFile("a.txt", paragraphs(100));
    for (String name : List.of("a.jsonl", "a.txt")) {
      List<Corpus> opened = new ArrayList<>();
      Survey survey =
          new Surveyor(
                  (data, seen) -> {
                    opened.add(corpus(data, seen));
                    return opened.getLast();
                  })
              .survey(List.of(name), folder);
      assertThat(opened).hasSize(1);
      assertThat(survey.bytes()).isEqualTo(opened.getFirst().bytes());
      assertThat(survey.distinctCharacters()).isGreaterThan(10);
    }
  }

  /** Named columns may stand in another order, and a file may have longer values in another one. */
  @Test
  void survey_filesWithTheColumnElsewhere_areStudiedTogether() throws IOException {
    surveyedFile("a.csv", table("id,text\n", i -> i + "," + words(i, 19)));
    surveyedFile("b.csv", table("text,note\n", i -> words(i, 3) + "," + words(-i, 9)));
    surveyedFile("none.csv", "");
    Survey survey = survey("none.csv", "b.csv", "a.csv");
    assertThat(survey.data().field()).isEqualTo("text");
    assertThat(survey.documents()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"';', by ';'", "'\t', by tabs", "'|', by '|'"})
  void survey_columnsPartedBySomethingElse_areRefused(String separator, String words)
      throws IOException {
    surveyedFile(
        "a.csv",
        "id" + separator + "text\n" + lines(200, i -> i + separator + words(i, 9) + ", so"));
    assertRefused(List.of("a.csv"), "a.csv: its columns are parted " + words);
  }

  @Test
  void survey_fileNamedTwice_countsOnce() throws IOException {
    surveyedFile("texts/a.txt", paragraphs(100));
    Files.createSymbolicLink(folder.resolve("link.txt"), folder.resolve("texts/a.txt"));
    Survey survey = survey("texts/a.txt", "./texts/../texts/a.txt", "link.txt");
    assertThat(survey.files()).isEqualTo(1);
    assertThat(survey.documents()).isEqualTo(100);
    assertThat(survey.data().files()).containsExactly(folder.resolve("texts/a.txt").toString());
    assertThat(survey("texts", "texts/a.txt").files()).isEqualTo(1);
  }

  /** Left out, it would be missed; and the rest would be another text than the user means. */
  @Test
  void survey_folderWithAnotherEncoding_namesTheFile() throws IOException {
    surveyedFile("texts/a.txt", paragraphs(100));
    surveyedFile("texts/README.md", "About it.");
    Files.write(folder.resolve("texts/b.txt"), paragraphs(300).getBytes(StandardCharsets.UTF_16));
    assertRefused(List.of("texts"), "texts/b.txt: is UTF-16");
    Files.write(
        folder.resolve("texts/b.txt"),
        "caf\u00e9 noir ".repeat(9000).getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(List.of("texts"), "texts/b.txt: byte 0xe9 at byte offset 3 is not UTF-8");
    Files.write(folder.resolve("texts/b.txt"), new byte[99_999]);
    assertRefused(List.of("texts"), "texts/b.txt: is binary");
  }

  @Test
  void survey_copiesOfOneDocument_areRefused() throws IOException {
    String once = words(1, 2000);
    surveyedFile("same.txt", (once + "\n\n").repeat(100));
    assertRefused(List.of("same.txt"), "same.txt: has 1 document of different text");
    surveyedFile("most.txt", (once + "\n\n").repeat(100) + paragraphs(100));
    assertRefused(List.of("most.txt"), "one document or its copies are 9");
  }

  @Test
  void survey_longTextOnOneLine_isDividedIntoPassages() throws IOException {
    Survey survey = surveyOf("text8.txt", words(1, 60_000));
    assertThat(survey.data().documents()).isEqualTo(Documents.PASSAGE);
    assertThat(survey.documents()).isGreaterThan(20);
    Corpus corpus = corpus(survey.data(), text -> {});
    assertThat(IntStream.range(0, corpus.size()))
        .allMatch(document -> corpus.entry(document).bytes() <= 12_000);
  }
}
