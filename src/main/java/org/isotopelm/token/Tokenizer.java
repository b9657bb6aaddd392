package org.isotopelm.token;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.isotopelm.token.piece.AddedToken;
import org.isotopelm.token.piece.IntList;
import org.isotopelm.token.piece.PieceEncoder;
import org.isotopelm.token.piece.PieceEncoders;
import org.isotopelm.token.piece.TokenConsumer;
import org.isotopelm.token.piece.Unicode;
import org.isotopelm.token.piece.Vocabulary;
import org.isotopelm.token.pipeline.Loss;
import org.isotopelm.token.pipeline.Pipeline;

/**
 * Text to token ids and back. Immutable; any number of threads may use one.
 *
 * <p>A lone surrogate, which no UTF-8 text holds, is encoded as U+FFFD.
 */
public final class Tokenizer {
  /** The token that ends every document, in tokenizers that Isotope trains. */
  public static final String END_OF_DOCUMENT = "<|endoftext|>";

  /** The token of text that has none, in tokenizers that Isotope trains and that need one. */
  public static final String UNKNOWN = "<unk>";

  private static final String REPLACEMENT = "\uFFFD";

  private final Vocabulary tokens;
  private final Pipeline pipeline;
  private final PieceEncoders encoders;
  private final byte[][] spellings;

  /** A tokenizer of these tokens. */
  public Tokenizer(Vocabulary tokens, Pipeline pipeline) {
    this.tokens = tokens;
    this.pipeline = pipeline;
    this.encoders = new PieceEncoders(pipeline.model());
    this.spellings = new byte[tokens.size()][];
    Arrays.setAll(spellings, this::spelling);
  }

  private byte[] spelling(int id) {
    return tokens.isSpecial(id) && !isUnknown(id)
        ? new byte[0]
        : pipeline.decoder().spelling(written(id));
  }

  private String written(int id) {
    return isUnknown(id) ? REPLACEMENT : tokens.name(id);
  }

  private boolean isUnknown(int id) {
    return tokens.unknown().isPresent() && tokens.unknown().getAsInt() == id;
  }

  /** Its tokens by id. */
  public Vocabulary tokens() {
    return tokens;
  }

  /** How text becomes tokens. */
  public Pipeline pipeline() {
    return pipeline;
  }

  /** What it is, in a word for people: byte, char, word, bpe… */
  public String kind() {
    return pipeline.kind();
  }

  /**
   * The same with more tokens behind its own, which stand for no text: a model may have more rows
   * than its tokenizer has tokens. Their names are those of llama.cpp's converter.
   *
   * @param size of its vocabulary, at least this one's
   */
  public Tokenizer padded(int size) {
    Set<String> names = new LinkedHashSet<>(tokens.names());
    List<AddedToken> all = new ArrayList<>(pipeline.added());
    for (int id = names.size(); id < size; id++) {
      String name = "[PAD" + id + "]";
      while (!names.add(name)) {
        name = "[" + name + "]";
      }
      all.add(AddedToken.special(id, name));
    }
    return new Tokenizer(tokens.padded(List.copyOf(names)), pipeline.withAdded(all));
  }

  /** Number of ids, special tokens included. */
  public int vocabulary() {
    return tokens.size();
  }

  /** The token that ends every document. */
  public int endOfDocument() {
    return tokens.endOfDocument();
  }

  /** The id of text that has none; empty where every text can be encoded. */
  public OptionalInt unknown() {
    return tokens.unknown();
  }

  /** What the tokens of a text do not say about it. */
  public Loss loss() {
    return pipeline.loss();
  }

  /** Whether the first token of a text loses the blank that its bytes begin with. */
  public boolean dropsFirstBlank() {
    return pipeline.decoder().dropsFirstBlank();
  }

  /** Whether it changes texts so that they cannot be told from others, as capital letters. */
  public boolean changesText() {
    return !pipeline.normalizer().keepsText();
  }

  /** Whether the ids 0 to 255 are the bytes of UTF-8, and no others stand for text. */
  public boolean isBytes() {
    return pipeline.isBytes();
  }

  /**
   * Appends the ids of a text; adds no special tokens, and recognises in the text only those that
   * the vocabulary of a Unigram model holds.
   */
  public void encode(String text, IntList ids) {
    PieceEncoder encoder = encoders.take();
    pipeline.encode(Unicode.wellFormed(text), encoder, ids);
    encoders.giveBack(encoder);
  }

  /** The ids of a text. */
  public int[] encode(String text) {
    IntList ids = new IntList();
    encode(text, ids);
    return ids.toArray();
  }

  /** Hands the tokens of a text to {@code consumer}, with the parts that they stand for. */
  public void locate(String text, TokenConsumer consumer) {
    pipeline.locate(Unicode.wellFormed(text), consumer);
  }

  /** The tokens of a text with their places in it, in chars and in bytes. */
  public List<TokenPlace> places(String text) {
    return TokenPlace.all(this, text);
  }

  /** The id of a token that stands for no text, such as {@code <|endoftext|>}. */
  public OptionalInt specialToken(String name) {
    int id = tokens.names().indexOf(name);
    return id >= 0 && tokens.isSpecial(id) ? OptionalInt.of(id) : OptionalInt.empty();
  }

  /** UTF-8 bytes of the parts of a text that become the unknown token. */
  public long unknownBytes(String text) {
    if (tokens.unknown().isEmpty()) {
      return 0;
    }
    String wellFormed = Unicode.wellFormed(text);
    long[] bytes = new long[1];
    pipeline.locate(
        wellFormed,
        (id, begin, end) -> {
          if (isUnknown(id)) {
            bytes[0] += Unicode.utf8Length(wellFormed.substring(begin, end));
          }
        });
    return bytes[0];
  }

  /**
   * The text of ids. Special tokens give nothing, unknown ones and malformed UTF-8 give U+FFFD.
   *
   * @throws IndexOutOfBoundsException if an id is not in the vocabulary
   */
  public String decode(int[] ids) {
    return String.join(
        "",
        pipeline
            .decoder()
            .decode(
                IntStream.of(ids)
                    .filter(id -> spelling(id).length > 0)
                    .mapToObj(this::written)
                    .toList()));
  }

  /**
   * The text of ids that go on after other ids: as {@link #decode}, with the blank that begins
   * their first word, if they have one.
   */
  public String continuation(int[] ids) {
    int length = IntStream.of(ids).map(id -> spellings[id].length).sum();
    byte[] bytes = new byte[length];
    int at = 0;
    for (int id : ids) {
      System.arraycopy(spellings[id], 0, bytes, at, spellings[id].length);
      at += spellings[id].length;
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The token as tokenizer.json writes it, such as {@code "Ġthe"}. */
  public String token(int id) {
    return tokens.name(id);
  }

  /**
   * The UTF-8 bytes of one token as it stands within a text; none for special tokens, U+FFFD for
   * the unknown one. Streams of bytes, not of strings, let a character be put together from several
   * tokens.
   */
  public byte[] bytes(int id) {
    return spellings[id].clone();
  }
}
