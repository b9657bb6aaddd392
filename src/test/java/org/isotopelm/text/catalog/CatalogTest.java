package org.isotopelm.text.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.isotopelm.base.ContentHash;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.DataSpec;
import org.isotopelm.text.DataSpec.SplitSpec;
import org.isotopelm.text.read.OnError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogTest {
  @TempDir Path home;

  @Test
  void open_theProjectsOwn_namesSixCorporaWithSourceAndLicence() {
    Catalog catalog = Catalog.open(Path.of(""));
    assertThat(catalog.entries())
        .extracting(CatalogEntry::name)
        .containsExactly("europarl-en", "europarl", "shakespeare", "wordnet", "java", "chinese");
    assertThat(catalog.entries()).allMatch(e -> e.sha256().matches("[0-9a-f]{64}"));
  }

  @Test
  void entry_misspelt_isAConfigErrorThatSuggests() {
    assertThatThrownBy(() -> Catalog.open(Path.of("")).entry("europral-en"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG);
              assertThat(e.problems().getFirst().path()).isEqualTo("data.corpus");
            })
        .hasMessageContaining("'europral-en'")
        .hasMessageContaining("wordnet")
        .hasMessageEndingWith("did you mean 'europarl-en'?");
  }

  @Test
  void prepare_europarlAsTheBuildUnpackedIt_hasTheEnglishLines() throws IOException {
    Files.createDirectories(home.resolve("data"));
    Files.copy(Path.of("data/catalog.yaml"), home.resolve("data/catalog.yaml"));
    Files.createSymbolicLink(home.resolve("target"), Path.of("target").toAbsolutePath());
    Catalog catalog = Catalog.open(home);
    assertThat(catalog.isPrepared("europarl-en")).isFalse();
    Corpus corpus = corpus(catalog, "europarl-en");
    assertThat(corpus.size()).isEqualTo(1271);
    assertThat(corpus.bytes()).isEqualTo(1_273_287);
    assertThat(catalog.isPrepared("europarl-en")).isTrue();
  }

  @Test
  void prepare_wrongChecksum_stopsWithBothValues() throws IOException {
    Catalog catalog = catalog("sources", "{\"a\": 1}", "0".repeat(64));
    assertThatThrownBy(() -> catalog.prepare("mine"))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageContaining(sha256("{\"a\": 1}"))
        .hasMessageContaining("0".repeat(64));
    assertThat(home.resolve("data/corpora/mine/text.jsonl")).doesNotExist();
  }

  @Test
  void prepared_truncatedOrOfAnotherSource_isMadeAnew() throws IOException {
    Catalog catalog = catalog("sources", "text", sha256("text"));
    Path text = catalog.prepare("mine").file();
    Files.writeString(text, "{\"te");
    assertThat(catalog.isPrepared("mine")).isFalse();
    assertThat(corpus(catalog, "mine").entry(0).bytes()).isEqualTo(4);
    Catalog other = catalog("sources", "another", sha256("another"));
    assertThat(corpus(other, "mine").entry(0).bytes()).isEqualTo(7);
  }

  @Test
  void prepared_lettersChangedAtEqualLength_isMadeAnewOrRefused() throws IOException {
    Catalog catalog = catalog("sources", "text", sha256("text"));
    Path text = catalog.prepare("mine").file();
    String written = Files.readString(text);
    Files.writeString(text, written.replace("ext", "3xt"));
    assertThat(catalog.isPrepared("mine")).isFalse();
    assertThat(texts(corpus(catalog, "mine"))).containsExactly("text");
    assertThat(text).hasContent(written);

    Files.writeString(text, written.replace("ext", "3xt"));
    Files.delete(home.resolve("target/corpora/art/file.txt"));
    assertThatThrownBy(() -> corpus(catalog, "mine"))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageContainingAll(
            "mine", "SHA-256", String.valueOf(text.getParent()), "data prepare");
  }

  @Test
  void open_notPreparedAndNotUnpacked_saysWhatToRun() throws IOException {
    Catalog catalog = catalog("sources", "text", sha256("text"));
    Files.delete(home.resolve("target/corpora/art/file.txt"));
    assertThatThrownBy(() -> corpus(catalog, "mine"))
        .hasMessage("corpus mine is not prepared; run: isotope data prepare mine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: [|while parsing",
        "a: 1|a: is not a map",
        "a: {title: 1}|a.title: must be a text"
      })
  void entries_damagedCatalogue_namesTheFile(String yaml, String reason) throws IOException {
    Files.createDirectories(home.resolve("data"));
    Files.writeString(home.resolve("data/catalog.yaml"), yaml);
    Catalog catalog = Catalog.open(home);
    assertThatThrownBy(catalog::entries)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("catalog.yaml: ")
        .hasMessageContaining(reason);
  }

  @Test
  void entries_noCatalogue_saysWhichFolderIsMeant() {
    Catalog catalog = Catalog.open(home);
    assertThatThrownBy(() -> catalog.entry("europarl-en"))
        .hasMessageContaining("data/catalog.yaml: there is no catalogue of corpora")
        .hasMessageContaining("name the Isotope home");
  }

  @Test
  void plays_aScene_readsAsTinyShakespeare() {
    String xml =
        """
        <?xml version="1.0"?>
        <PLAY><TITLE>T</TITLE><ACT><TITLE>ACT I</TITLE><PROLOGUE><SPEECH><LINE>Lost</LINE></SPEECH>
        </PROLOGUE><SCENE><TITLE>SCENE I</TITLE><STAGEDIR>Enter</STAGEDIR>
        <SPEECH><SPEAKER>A</SPEAKER><SPEAKER>B</SPEAKER>
        <LINE><STAGEDIR>Aside</STAGEDIR>  one &amp;
        two</LINE><LINE>three</LINE></SPEECH>
        <SPEECH><SPEAKER>C</SPEAKER><LINE>four</LINE></SPEECH></SCENE></ACT></PLAY>
        """;
    assertThat(read(CorpusReader.PLAYS, xml))
        .containsExactly("\nLost", "A and B:\none & two\nthree\n\nC:\nfour");
  }

  @Test
  void glosses_dataLines_giveWhatFollowsTheBar() {
    assertThat(
            read(
                CorpusReader.GLOSSES,
                "  1 licence | x\n0001 03 n 01 a 0 | to be; \"or | not\"  \n"))
        .containsExactly("to be; \"or | not\"");
  }

  @Test
  void comments_chineseOnes_areFoundOutsideLiterals() {
    String source =
        """
        /**
         * 说明
         * @param a x
         */
        String a = "// 不是 \\" /* 也不 */"; // 行
        char c = '"'; /* only English */ String t = \"""
          // 不 " ""
          \"""; /* 块 */
        """;
    assertThat(read(CorpusReader.COMMENTS, source)).containsExactly("说明\n@param a x", "行", "块");
  }

  @Test
  void isEnglish_linesOfOtherLanguages_areNot() {
    assertThat(English.isEnglish("The house of the rising sun is in New Orleans.")).isTrue();
    assertThat(English.isEnglish("Das Haus der aufgehenden Sonne ist in New Orleans.")).isFalse();
    assertThat(English.isEnglish("Ik ben verheugd dat er voor dit jaar is gekozen.")).isFalse();
    assertThat(English.isEnglish("")).isFalse();
  }

  private Catalog catalog(String reader, String text, String sha256) throws IOException {
    Files.createDirectories(home.resolve("data"));
    Files.createDirectories(home.resolve("target/corpora/art"));
    Files.writeString(home.resolve("target/corpora/art/file.txt"), text);
    Files.writeString(
        home.resolve("data/catalog.yaml"),
        """
        mine: {title: t, documents: d, size: s, artifact: 'g:art:1', entries: '*.txt',
          sha256: '%s', reader: %s, licence: l, citation: c}
        """
            .formatted(sha256, reader));
    return Catalog.open(home);
  }

  private static String sha256(String text) {
    return HexFormat.of()
        .formatHex(ContentHash.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> texts(Corpus corpus) {
    List<String> texts = new ArrayList<>();
    corpus.forEach(document -> true, (document, text) -> texts.add(text));
    return texts;
  }

  private Corpus corpus(Catalog catalog, String name) {
    DataSpec spec =
        new DataSpec(
            name,
            List.of(),
            null,
            null,
            null,
            null,
            null,
            OnError.FAIL,
            null,
            new SplitSpec(0, 0, 1, false, List.of(), List.of()));
    return Corpus.open(spec, home, catalog);
  }

  private static List<String> read(CorpusReader reader, String file) {
    List<String> documents = new ArrayList<>();
    try {
      reader.read(file.getBytes(StandardCharsets.UTF_8), documents::add);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return documents;
  }
}
