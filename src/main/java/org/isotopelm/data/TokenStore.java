package org.isotopelm.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.FileReason;
import org.isotopelm.base.ProblemException;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.catalog.CacheFolder;
import org.isotopelm.token.Tokenizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token ids of all documents of a corpus, without the tokens that end them: a memory-mapped
 * file that may be larger than memory. {@link TokenFormat} describes its layout.
 *
 * <p>Immutable; any number of threads may read one.
 */
public final class TokenStore {
  private static final Logger LOG = LoggerFactory.getLogger(TokenStore.class);

  private final MemorySegment segment;
  private final TokenFormat format;

  private TokenStore(MemorySegment segment, TokenFormat format) {
    this.segment = segment;
    this.format = format;
  }

  /** A store in memory of the given ids; all arrays by document. */
  public static TokenStore of(
      int[][] ids, long[] bytes, long[] words, long[] unknown, long[] unknownBytes) {
    MemorySegment image = TokenWriter.image(ids, bytes, words, unknown, unknownBytes);
    return new TokenStore(image, TokenFormat.verified(image, "memory"));
  }

  /**
   * The store of this corpus and tokenizer in the cache. If it is missing or damaged, this builds
   * it first. Several processes may build at the same time: each renames a complete file of its
   * own.
   */
  public static TokenStore openOrBuild(Corpus corpus, Tokenizer tokenizer, Path cacheFolder) {
    String name = "tokens-" + TokenWriter.key(corpus, tokenizer) + ".bin";
    Path folder = CacheFolder.writable(cacheFolder);
    AtomicFile.sweep(folder, ".tokens-");
    Path file = folder.resolve(name);
    if (Files.exists(file)) {
      try {
        return open(file);
      } catch (ProblemException e) {
        LOG.warn("{}; it is built again", e.getMessage());
      }
    }
    build(corpus, tokenizer, file);
    return open(file);
  }

  /** Writes the store of a corpus; the memory it needs does not grow with the text. */
  public static void build(Corpus corpus, Tokenizer tokenizer, Path file) {
    try {
      AtomicFile.write(file, out -> TokenWriter.write(corpus, tokenizer, out));
    } catch (IOException e) {
      throw ProblemException.data(file + ": cannot be written: " + FileReason.of(e), e);
    }
  }

  /**
   * Maps a store and verifies its checksum.
   *
   * @throws ProblemException data: if the file is not a store, or not complete
   */
  public static TokenStore open(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MemorySegment segment =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      return new TokenStore(segment, TokenFormat.verified(segment, file.toString()));
    } catch (UncheckedIOException e) {
      throw ProblemException.data(file + ": cannot be read: " + e.getMessage(), e);
    } catch (IOException e) {
      throw ProblemException.data(file + ": cannot be read: " + FileReason.of(e), e);
    }
  }

  /** Number of documents. */
  public int documents() {
    return format.documents();
  }

  /** Number of tokens. */
  public long tokens() {
    return format.tokens();
  }

  /** The first token of document {@code d}. */
  public long start(int d) {
    return d == 0 ? 0 : end(d - 1);
  }

  /** One past its last token. */
  public long end(int d) {
    return column(d, TokenFormat.END);
  }

  /** UTF-8 bytes of its original text. */
  public long bytes(int d) {
    return column(d, TokenFormat.BYTES);
  }

  /** Words of its original text. */
  public long words(int d) {
    return column(d, TokenFormat.WORDS);
  }

  /** How many of its tokens stand for text that the tokenizer has none for. */
  public long unknown(int d) {
    return column(d, TokenFormat.UNKNOWN);
  }

  /** UTF-8 bytes of the text that those stand for. */
  public long unknownBytes(int d) {
    return column(d, TokenFormat.UNKNOWN_BYTES);
  }

  /** Token {@code i} of all. */
  public int token(long i) {
    return format.idWidth() == Short.BYTES
        ? segment.get(TokenFormat.SHORT, TokenFormat.HEADER + i * Short.BYTES) & 0xffff
        : segment.get(TokenFormat.INT, TokenFormat.HEADER + i * Integer.BYTES);
  }

  /** Copies tokens [from, from + n). */
  public void copy(long from, int[] to, int at, int n) {
    for (int i = 0; i < n; i++) {
      to[at + i] = token(from + i);
    }
  }

  private long column(int d, int column) {
    return segment.get(TokenFormat.LONG, format.row(d) + column);
  }
}
