package org.isotopelm.token;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.text.Texts;
import org.isotopelm.token.pipeline.PreTokenizer;
import org.isotopelm.token.training.CountedPieces;
import org.jspecify.annotations.Nullable;

/** The config's {@code tokenizer}: the file of a trained one, or what to train. */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    property = "kind",
    defaultImpl = TokenizerSpec.Saved.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = ByteKind.class, name = "byte"),
  @JsonSubTypes.Type(value = CharKind.class, name = "char"),
  @JsonSubTypes.Type(value = WordKind.class, name = "word"),
  @JsonSubTypes.Type(value = BpeKind.class, name = "bpe"),
  @JsonSubTypes.Type(value = UnigramKind.class, name = "unigram"),
  @JsonSubTypes.Type(value = WordPieceKind.class, name = "wordpiece")
})
public sealed interface TokenizerSpec {
  /**
   * Reads the tokenizer, or trains it.
   *
   * @throws ProblemException with exit code 4 if there is no file, or no text to train on
   */
  Tokenizer make(Texts texts);

  /**
   * The tokenizer of a model that another program counted, with the tokens of its file.
   *
   * @param file that the names are from
   * @throws ProblemException (config) if names do not make such a tokenizer; (data) if these do not
   */
  Tokenizer ofNames(Supplier<List<String>> names, Path file);

  /**
   * A tokenizer that was trained before.
   *
   * @param file a tokenizer.json, tiktoken's ranks or a SentencePiece model, used as it is
   */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NONE)
  record Saved(String file) implements TokenizerSpec {
    /**
     * @throws ProblemException (config) if there is no file
     */
    public Saved {
      if (file == null) {
        throw ProblemException.config(
            List.of(
                Problem.atKey(
                    "tokenizer",
                    "neither kind nor file is given; set kind (byte, char, word, bpe, unigram or wordpiece), or the"
                        + " file of a trained tokenizer")));
      }
    }

    @Override
    public Tokenizer make(Texts texts) {
      return TokenizerFile.read(Path.of(file));
    }

    @Override
    public Tokenizer ofNames(Supplier<List<String>> names, Path file) {
      return TokenizerFile.read(Path.of(this.file));
    }
  }

  /**
   * A kind of tokenizer, which is trained on the training split. Each is one class: what the config
   * says of it, how it is trained, and the pipeline that this gives.
   */
  sealed interface Trained extends TokenizerSpec permits ByteKind, CharKind, Counted {
    /** Number of ids, special tokens included; null: as many as the text has. */
    @Nullable Integer vocabulary();
  }

  /** A kind that is learned from how often the pieces of a text occur, and from nothing else. */
  sealed interface Counted extends Trained permits WordKind, BpeKind, UnigramKind, WordPieceKind {
    /** How text becomes pieces. */
    PreTokenizer cut();

    /** Learns from the pieces of a text, of which there are some. */
    Tokenizer learn(CountedPieces pieces);

    /** Counts; the counts of parts of a text may be added to each other in any order. */
    default CountedPieces count(Texts texts) {
      return PieceCounts.of(texts, cut());
    }

    /**
     * Learns from counts.
     *
     * @throws ProblemException with exit code 4 if there are none
     */
    default Tokenizer train(CountedPieces pieces) {
      PieceCounts.requireText(pieces.size() > 0);
      return learn(pieces);
    }

    @Override
    default Tokenizer make(Texts texts) {
      return train(count(texts));
    }
  }
}
