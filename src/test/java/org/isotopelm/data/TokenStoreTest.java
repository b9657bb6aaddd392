package org.isotopelm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.Spec;
import org.isotopelm.text.read.Documents;
import org.isotopelm.token.ByteKind;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.WordKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenStoreTest {
  @TempDir Path folder;

  @Test
  void build_aCorpus_holdsItsIdsAndWhatTheyStandFor() {
    TokenStore store = TokenStore.openOrBuild(corpus(), bytes(), folder.resolve("cache"));
    assertThat(store.documents()).isEqualTo(4);
    assertThat(store.tokens()).isEqualTo(11);
    assertThat(tokens(store, 0)).containsExactly(0xc3, 0xa9, ' ', 'b');
    assertThat(tokens(store, 1)).isEmpty();
    assertThat(tokens(store, 2)).containsExactly('x', 'y', 'z');
    assertThat(tokens(store, 3)).containsExactly('l', 'a', 's', 't');
    assertThat(store.bytes(0)).isEqualTo(4);
    assertThat(store.words(0)).isEqualTo(2);
    assertThat(store.unknown(0)).isZero();
    int[] two = {9, 9, 9, 9};
    store.copy(6, two, 1, 2);
    assertThat(two).containsExactly(9, 'z', 'l', 9);
  }

  /** The command line makes a data error of it; where in the program it comes up is not known. */
  @Test
  void token_ofAStoreThatWasCutWhileItWasInUse_isAnErrorAndItIsBuiltAnew() throws IOException {
    Corpus corpus =
        new Spec(folder).file("long.txt", "some text ".repeat(20_000)).by(Documents.FILE).open();
    TokenStore store = TokenStore.openOrBuild(corpus, bytes(), folder.resolve("cache"));
    int[] ids = new int[200_000];
    store.copy(0, ids, 0, ids.length);
    Path file = theOnlyFile();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(100);
    }
    assertThatThrownBy(() -> store.copy(0, new int[200_000], 0, 200_000))
        .isInstanceOf(InternalError.class)
        .hasMessageContaining("unsafe memory access");
    int[] again = new int[200_000];
    TokenStore.openOrBuild(corpus, bytes(), folder.resolve("cache")).copy(0, again, 0, 200_000);
    assertThat(again).isEqualTo(ids);
  }

  private Path theOnlyFile() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      return files.toList().getFirst();
    }
  }

  @Test
  void build_textWithUnknownWords_countsThem() {
    Tokenizer words =
        new WordKind(null, 1, WordKind.Words.WHITESPACE).make(consumer -> consumer.accept("é b"));
    TokenStore store = TokenStore.openOrBuild(corpus(), words, folder.resolve("cache"));
    assertThat(store.unknown(0)).isZero();
    assertThat(store.unknown(2)).isEqualTo(1);
    assertThat(store.token(store.start(2))).isEqualTo(words.unknown().orElseThrow());
  }

  @Test
  void of_idsBeyondTwoBytes_areKept() {
    int[][] ids = {{65_535, 65_536, 1 << 30}, {}, {7}};
    TokenStore store =
        TokenStore.of(ids, new long[3], new long[3], new long[] {0, 0, 5}, new long[3]);
    for (int d = 0; d < 3; d++) {
      assertThat(tokens(store, d)).isEqualTo(ids[d]);
    }
    assertThat(store.unknown(2)).isEqualTo(5);
    TokenStore narrow =
        TokenStore.of(
            new int[][] {{65_535, 0}}, new long[1], new long[1], new long[1], new long[1]);
    assertThat(tokens(narrow, 0)).containsExactly(65_535, 0);
  }

  @Test
  void openOrBuild_again_readsWhatIsThere() throws IOException {
    Path cache = folder.resolve("cache");
    TokenStore.openOrBuild(corpus(), bytes(), cache);
    Path file = only(cache);
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    TokenStore.openOrBuild(corpus(), bytes(), cache);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(0));
  }

  @Test
  void open_anyByteFlippedOrCutOff_isRefusedAndRebuilt() throws IOException {
    Path cache = folder.resolve("cache");
    TokenStore.openOrBuild(corpus(), bytes(), cache);
    Path file = only(cache);
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 1;
      Files.write(file, flipped);
      assertRefused(file, "flipped at " + i);
      Files.write(file, Arrays.copyOf(whole, i));
      assertRefused(file, "cut at " + i);
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 8));
    assertRefused(file, "longer");
    assertThat(tokens(TokenStore.openOrBuild(corpus(), bytes(), cache), 3))
        .containsExactly('l', 'a', 's', 't');
    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ISOTOPE-TOKENS\n", "something else altogether, and longer"})
  void open_anotherFile_isRefused(String content) throws IOException {
    Path file = folder.resolve("x.bin");
    Files.writeString(file, content);
    assertRefused(file, content);
    assertThatThrownBy(() -> TokenStore.open(file)).hasMessageContaining("not a token store");
  }

  @Test
  void openOrBuild_severalAtOnce_allReadAWholeOne() throws Exception {
    Corpus corpus = corpus();
    Callable<int[]> build =
        () -> tokens(TokenStore.openOrBuild(corpus, bytes(), folder.resolve("cache")), 2);
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var result : threads.invokeAll(List.of(build, build, build, build))) {
        assertThat(result.get()).containsExactly('x', 'y', 'z');
      }
    }
    assertThat(only(folder.resolve("cache"))).exists();
  }

  @Test
  void build_textLargerThanItsBuffers_isTheTokenizersIds() {
    String line = "abcdefghij".repeat(1_000);
    Corpus corpus =
        new Spec(folder).file("b.txt", (line + "\n").repeat(50)).by(Documents.LINE).open();
    TokenStore store = TokenStore.openOrBuild(corpus, bytes(), folder.resolve("cache"));
    assertThat(store.tokens()).isEqualTo(500_000);
    for (int d = 0; d < 50; d++) {
      assertThat(tokens(store, d)).isEqualTo(bytes().encode(line));
    }
  }

  private Corpus corpus() {
    return new Spec(folder).file("a.txt", "é b\n\nxyz\nlast").by(Documents.LINE).open();
  }

  static Tokenizer bytes() {
    return new ByteKind().make(consumer -> {});
  }

  private static int[] tokens(TokenStore store, int d) {
    int[] tokens = new int[(int) (store.end(d) - store.start(d))];
    store.copy(store.start(d), tokens, 0, tokens.length);
    return tokens;
  }

  private static void assertRefused(Path file, String how) {
    assertThatThrownBy(() -> TokenStore.open(file))
        .as(how)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageContaining(file.toString());
  }

  private static Path only(Path cache) throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      List<Path> found = files.toList();
      assertThat(found).hasSize(1);
      return found.getFirst();
    }
  }
}
