package org.isotopelm.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isotopelm.base.ContentHash;
import org.isotopelm.text.read.Documents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
  @TempDir Path folder;

  @Test
  void entry_eachDocument_hasNameBytesWordsAndHash() {
    Corpus corpus = new Spec(folder).file("a.txt", "é b\n\nx").file("b.txt", "y\u00a0z\n").open();
    // The first 128 bits of SHA-256, from sha256sum.
    assertThat(corpus.entry(0)).isEqualTo(new Corpus.Entry("a.txt#1", 4, 2, ContentHash.of("é b")));
    assertThat(corpus.entry(1).name()).isEqualTo("a.txt#2");
    assertThat(corpus.entry(1).hash()).hasToString("2d711642b726b04401627ca9fbac32f5");
    assertThat(corpus.entry(2))
        .isEqualTo(new Corpus.Entry("b.txt", 4, 2, ContentHash.of("y\u00a0z")));
    assertThat(corpus.bytes()).isEqualTo(9);
  }

  @Test
  void fingerprint_sameDocumentsInOtherFiles_isTheSame() {
    String one = new Spec(folder).file("a.txt", "x\n\ny").open().fingerprint();
    assertThat(new Spec(folder).file("b.txt", "x").file("c.txt", "y").open().fingerprint())
        .isEqualTo(one);
    assertThat(new Spec(folder).file("d.txt", "y\n\nx").open().fingerprint()).isNotEqualTo(one);
    assertThat(new Spec(folder).file("e.txt", "x\n\ny\n\ny").open().fingerprint())
        .isNotEqualTo(one);
  }

  @Test
  void fingerprints_oneFileChanged_differInThatOne() throws IOException {
    Spec spec = new Spec(folder).file("a.txt", "x\n\ny").file("b.txt", "z").named("c.txt");
    Files.writeString(folder.resolve("c.txt"), "x\n\ny");
    Map<String, String> before = spec.open().fingerprints().files();
    assertThat(before.keySet())
        .containsExactly(
            folder.resolve("a.txt").toString(),
            folder.resolve("b.txt").toString(),
            folder.resolve("c.txt").toString());
    assertThat(before.get(folder.resolve("c.txt").toString()))
        .isEqualTo(before.get(folder.resolve("a.txt").toString()));
    Files.writeString(folder.resolve("b.txt"), "Z");
    Map<String, String> after = spec.open().fingerprints().files();
    before.entrySet().removeIf(each -> each.getValue().equals(after.get(each.getKey())));
    assertThat(before).containsOnlyKeys(folder.resolve("b.txt").toString());
  }

  @Test
  void forEach_someDocuments_readsThoseInOrder() {
    Corpus corpus = new Spec(folder).file("a.txt", "a\n\nb\n\nc").file("b.txt", "d\n\ne").open();
    List<String> seen = new ArrayList<>();
    corpus.forEach(d -> d % 3 == 1, (d, text) -> seen.add(d + text));
    assertThat(seen).containsExactly("1b", "4e");
    List<String> texts = new ArrayList<>();
    corpus.texts(new int[] {3, 0}).forEach(texts::add);
    assertThat(texts).containsExactly("a", "d");
  }

  @Test
  void forEach_fileChangedSinceItWasIndexed_isRefused() throws IOException {
    Corpus corpus = new Spec(folder).file("a.txt", "a\n\nb").open();
    for (String changed : new String[] {"a\n\nc", "a", ""}) {
      Files.writeString(folder.resolve("a.txt"), changed);
      assertThatThrownBy(() -> Spec.texts(corpus)).hasMessageStartingWith("a.txt: has changed");
    }
  }

  @Test
  void limit_anySize_keepsWholeDocumentsInHashOrderAndCorpusOrder() {
    String text = numbered(1000);
    List<String> all = new Spec(folder).file("a.txt", text).texts();
    Corpus few = new Spec(folder).file("a.txt", text).limit(2000).open();
    List<String> kept = Spec.texts(few);
    assertThat(few.bytes()).isBetween(1980L, 2000L);
    assertThat(kept).isSubsetOf(all).isSortedAccordingTo((a, b) -> all.indexOf(a) - all.indexOf(b));
    // More room only adds, and the order of the file is of no account.
    assertThat(new Spec(folder).file("a.txt", text).limit(4000).texts()).containsAll(kept);
    String reversed =
        IntStream.range(0, 1000)
            .mapToObj(i -> all.get(999 - i))
            .collect(Collectors.joining("\n\n"));
    assertThat(new Spec(folder).file("b.txt", reversed).limit(2000).texts())
        .containsExactlyInAnyOrderElementsOf(kept);
    // Spread over the text: the middle tenth has about a tenth.
    long middle = kept.stream().mapToInt(all::indexOf).filter(i -> i >= 450 && i < 550).count();
    assertThat(middle).isBetween(kept.size() / 20L, kept.size() / 5L);
  }

  @Test
  void limit_smallerThanTheFirstDocument_isRefused() {
    assertThatThrownBy(() -> new Spec(folder).file("a.txt", "abc").limit(2).open())
        .hasMessage(
            "data.limit.bytes: 2 leaves no document: documents are kept whole, and the first has 3 bytes");
  }

  @Test
  void open_withSomeoneToSee_showsEveryDocumentOnce() {
    List<String> seen = new ArrayList<>();
    new Spec(folder).file("a.txt", "a\n\nb").file("b.txt", "c").limit(2).open(seen::add);
    assertThat(seen).containsExactly("a", "b", "c");
    seen.clear();
    Corpus cut = new Spec(folder).file("a.txt", "abcdef").contiguous(0.4, 0).open(seen::add);
    assertThat(seen).containsExactly("abcdef");
    assertThat(Spec.texts(cut)).hasSize(2);
  }

  @Test
  void boundaries_notGiven_areForSeveralTrainingDocuments() {
    assertThat(new Spec(folder).file("a.txt", "a\n\nb").open().boundaries()).isTrue();
    assertThat(new Spec(folder).file("a.txt", "a").open().boundaries()).isFalse();
    assertThat(new Spec(folder).file("a.txt", "a").boundaries(true).open().boundaries()).isTrue();
    assertThat(new Spec(folder).file("a.txt", "abcdef").contiguous(0.4, 0).open().boundaries())
        .isFalse();
  }

  @Test
  void open_corpusMuchLargerThanItsIndex_keepsTheIndexOnly() throws IOException {
    Path file = folder.resolve("big.txt");
    String line = "some words of a line ".repeat(500);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < 4000; i++) {
        out.write(i + line + "\n");
      }
    }
    long before = used();
    Corpus corpus = new Spec(folder).named("big.txt").by(Documents.LINE).open();
    long[] most = {0};
    corpus.forEach(
        d -> true,
        (d, text) -> {
          if (d % 1000 == 999) {
            most[0] = Math.max(most[0], used());
          }
        });
    assertThat(corpus.bytes()).isGreaterThan(40_000_000);
    assertThat(most[0] - before).isLessThan(20_000_000); // other tests leave garbage too
  }

  @Test
  void words_anyWhiteSpace_separatesAsInPython() {
    assertThat(DocumentIndex.words(" a\tb\u00a0c\u3000d\u0085e\u2028f\u200bg \n")).isEqualTo(6);
    assertThat(DocumentIndex.words("")).isZero();
  }

  static String numbered(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "document " + i)
        .collect(Collectors.joining("\n\n"));
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
