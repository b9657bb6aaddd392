package org.isotopelm.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.math.random.RandomStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged file is an error that names it, or a tokenizer all the same. */
class TokenizerMutationTest {
  private static final int MUTATIONS = Integer.getInteger("isotope.mutations", 200);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tiktoken/ranks.tiktoken",
        "sentencepiece/unigram-rules.model",
        "sentencepiece/unigram-bytes.model",
        "sentencepiece/bpe-bytes.model",
        "sentencepiece/bpe-rules.model",
        "tokenizer.json"
      })
  void read_damagedFile_isRefusedOrReads(String name) throws IOException {
    byte[] sound = sound(name);
    Path damaged = folder.resolve(name.substring(name.indexOf('/') + 1));
    RandomStream random = RandomStream.of(19, name);
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      Files.write(damaged, mutate(sound, random));
      try {
        Tokenizer tokenizer = TokenizerFile.read(damaged);
        tokenizer.decode(tokenizer.encode("The half-life of \u0663 weights\n ﬁ"));
      } catch (ProblemException e) {
        assertThat(e.exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(e).hasMessageContaining(damaged.getFileName().toString());
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(MUTATIONS / 4);
  }

  private static byte[] sound(String name) throws IOException {
    return name.contains("/")
        ? Files.readAllBytes(GoldenIds.FOLDER.resolve(name))
        : TokenizerFile.toJson(
                TokenizerFile.read(GoldenIds.FOLDER.resolve("tiktoken/ranks.tiktoken")))
            .getBytes(StandardCharsets.UTF_8);
  }

  /** A flipped bit, a lost or doubled stretch, an end too early, a great number, or rubbish. */
  private static byte[] mutate(byte[] sound, RandomStream random) {
    int at = random.nextInt(random.nextInt(2) == 0 ? Math.min(sound.length, 1_024) : sound.length);
    int n = new int[] {1, 3, 16, 200}[random.nextInt(4)];
    int next = Math.min(sound.length, at + n);
    byte[] changed = sound.clone();
    switch (random.nextInt(6)) {
      case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> changed = join(sound, at, next);
      case 2 -> changed = join(sound, next, at);
      case 3 -> changed = Arrays.copyOf(sound, at);
      case 4 ->
          Arrays.fill(
              changed, at, Math.min(next, at + 8), (byte) (random.nextInt(2) == 0 ? 0xFF : '9'));
      default -> {
        for (int i = at; i < next; i++) {
          changed[i] = (byte) random.nextInt(256);
        }
      }
    }
    return changed;
  }

  private static byte[] join(byte[] bytes, int end, int begin) {
    byte[] joined = new byte[end + bytes.length - begin];
    System.arraycopy(bytes, 0, joined, 0, end);
    System.arraycopy(bytes, begin, joined, end, bytes.length - begin);
    return joined;
  }
}
