package org.isotopelm.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.isotopelm.base.ContentHash;
import org.isotopelm.text.Corpus;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerFile;
import org.isotopelm.token.piece.IntList;

/** Writes a token store from its beginning to its end. */
final class TokenWriter {
  private final CheckedOutputStream out;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
  private final int idWidth;
  private final long[] ends;
  private final long[] unknown;
  private final long[] unknownBytes;
  private long tokens;

  private TokenWriter(OutputStream out, int vocabulary, int documents) throws IOException {
    this.out = new CheckedOutputStream(out, new CRC32C());
    idWidth = TokenFormat.idWidth(vocabulary);
    ends = new long[documents];
    unknown = new long[documents];
    unknownBytes = new long[documents];
    TokenFormat.begin(buffer, idWidth);
  }

  /** Encodes a corpus, a document at a time. */
  static void write(Corpus corpus, Tokenizer tokenizer, OutputStream out) throws IOException {
    TokenWriter writer = new TokenWriter(out, tokenizer.vocabulary(), corpus.size());
    int unknownId = tokenizer.unknown().orElse(-1);
    IntList ids = new IntList();
    try {
      corpus.forEach(
          document -> true,
          (document, text) -> {
            ids.clear();
            tokenizer.encode(text, ids);
            writer.add(document, ids.array(), ids.size(), unknownId);
            if (writer.unknown[document] > 0) {
              writer.unknownBytes[document] = tokenizer.unknownBytes(text);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    long[] bytes = new long[corpus.size()];
    long[] words = new long[corpus.size()];
    for (int d = 0; d < corpus.size(); d++) {
      Corpus.Entry entry = corpus.entry(d);
      bytes[d] = entry.bytes();
      words[d] = entry.words();
    }
    writer.finish(bytes, words, writer.unknown, writer.unknownBytes);
  }

  /** The bytes of a store of ids that are at hand. */
  static MemorySegment image(
      int[][] ids, long[] bytes, long[] words, long[] unknown, long[] unknownBytes) {
    int most = IntStream.range(0, ids.length).flatMap(d -> IntStream.of(ids[d])).max().orElse(0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      TokenWriter writer = new TokenWriter(out, most + 1, ids.length);
      for (int d = 0; d < ids.length; d++) {
        writer.add(d, ids[d], ids[d].length, -1);
      }
      writer.finish(bytes, words, unknown, unknownBytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return MemorySegment.ofArray(out.toByteArray());
  }

  /** The name of a store in the cache: a hash of text, tokenizer and format. */
  static String key(Corpus corpus, Tokenizer tokenizer) {
    String hash = TokenizerFile.hash(tokenizer);
    return ContentHash.of(TokenFormat.VERSION + " " + corpus.fingerprint() + " " + hash).toString();
  }

  private void add(int document, int[] ids, int count, int unknownId) {
    try {
      for (int i = 0; i < count; i++) {
        room(idWidth);
        if (idWidth == Short.BYTES) {
          buffer.putShort((short) ids[i]);
        } else {
          buffer.putInt(ids[i]);
        }
        unknown[document] += ids[i] == unknownId ? 1 : 0;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tokens += count;
    ends[document] = tokens;
  }

  private void finish(long[] bytes, long[] words, long[] unknowns, long[] theirBytes)
      throws IOException {
    for (int i = TokenFormat.padding(idWidth, tokens); i > 0; i--) {
      room(1);
      buffer.put((byte) 0);
    }
    for (int d = 0; d < ends.length; d++) {
      room(TokenFormat.ROW);
      buffer.putLong(ends[d]).putLong(bytes[d]).putLong(words[d]);
      buffer.putLong(unknowns[d]).putLong(theirBytes[d]);
    }
    room(TokenFormat.FOOTER);
    buffer.putLong(ends.length).putLong(tokens);
    flush();
    buffer.putLong(out.getChecksum().getValue());
    flush();
  }

  private void room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
  }

  private void flush() throws IOException {
    out.write(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
