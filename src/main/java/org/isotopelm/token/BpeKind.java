package org.isotopelm.token;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.isotopelm.base.ProblemException;
import org.isotopelm.token.piece.BpeModel;
import org.isotopelm.token.piece.Vocabulary;
import org.isotopelm.token.pipeline.ByteLevel;
import org.isotopelm.token.pipeline.Decoders;
import org.isotopelm.token.pipeline.KnownExpression;
import org.isotopelm.token.pipeline.Pipeline;
import org.isotopelm.token.pipeline.PreTokenizer;
import org.isotopelm.token.pipeline.PreTokenizers;
import org.isotopelm.token.training.CountedPieces;

/**
 * Byte-level byte-pair encoding (Sennrich et al. 2016, Radford et al. 2019): text is cut into
 * pieces, and the bytes of a piece are merged pair by pair. Every text can be encoded.
 *
 * @param vocabulary 256 bytes, merges and special tokens
 * @param pattern how text is cut before merges
 */
public record BpeKind(Integer vocabulary, Pattern pattern) implements TokenizerSpec.Counted {

  /** GPT-2's pattern, or runs of non-blanks with the blank before them. */
  public enum Pattern {
    GPT2,
    WHITESPACE;

    private PreTokenizer cut() {
      return this == GPT2
          ? new ByteLevel(false, true)
          : PreTokenizers.sequence(
              PreTokenizers.split(KnownExpression.BLANKS), new ByteLevel(false, false));
    }
  }

  /**
   * @throws ProblemException (config) if the vocabulary is missing or too small
   */
  public BpeKind {
    Room.requireGiven(vocabulary, "bpe");
    Room.require(vocabulary, 257, "256 bytes and <|endoftext|>");
  }

  @Override
  public PreTokenizer cut() {
    return pattern.cut();
  }

  @Override
  public Tokenizer learn(CountedPieces pieces) {
    BpeTrainer trainer = new BpeTrainer();
    trainer.train(pieces, vocabulary - 1); // the end of a document takes an id
    List<String> names = new ArrayList<>(trainer.names());
    names.add(Tokenizer.END_OF_DOCUMENT);
    Room.tellSmaller(vocabulary, names.size(), "no remaining pair of tokens occurs twice");
    Vocabulary tokens =
        new Vocabulary(names, Set.of(Tokenizer.END_OF_DOCUMENT), Tokenizer.END_OF_DOCUMENT, null);
    BpeModel model = new BpeModel(tokens, trainer.merges(), BpeModel.Options.BYTES);
    return new Tokenizer(tokens, Pipeline.of(tokens, pattern.cut(), model, Decoders.BYTE_LEVEL));
  }

  @Override
  public Tokenizer ofNames(Supplier<List<String>> names, Path file) {
    throw ProblemException.config(
        "tokenizer.kind",
        "bpe cannot be trained for a model in an ARPA file, which does not hold its merges; set tokenizer.file to the tokenizer.json of that model");
  }
}
