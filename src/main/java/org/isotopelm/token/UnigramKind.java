package org.isotopelm.token;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.isotopelm.base.ProblemException;
import org.isotopelm.token.piece.ByteAlphabet;
import org.isotopelm.token.piece.PieceModels;
import org.isotopelm.token.piece.UnigramModel;
import org.isotopelm.token.piece.Vocabulary;
import org.isotopelm.token.pipeline.ByteLevel;
import org.isotopelm.token.pipeline.Decoders;
import org.isotopelm.token.pipeline.Pipeline;
import org.isotopelm.token.pipeline.PreTokenizer;
import org.isotopelm.token.training.CountedPieces;
import org.isotopelm.token.training.UnigramLearner;
import org.isotopelm.token.training.UnigramLearner.Piece;

/**
 * Byte-level unigram model (Kudo 2018): text is cut into pieces by GPT-2's pattern, and each piece
 * into its most probable tokens. The 256 bytes are tokens, so that every text can be encoded.
 *
 * @param vocabulary 256 bytes, pieces and the end of a document
 */
public record UnigramKind(Integer vocabulary) implements TokenizerSpec.Counted {
  private static final PreTokenizer CUT = new ByteLevel(false, true);

  /**
   * @throws ProblemException (config) if the vocabulary is missing or too small
   */
  public UnigramKind {
    Room.requireGiven(vocabulary, "unigram");
    Room.require(vocabulary, 257, "256 bytes and <|endoftext|>");
  }

  @Override
  public PreTokenizer cut() {
    return CUT;
  }

  @Override
  public Tokenizer learn(CountedPieces counts) {
    List<Piece> pieces = UnigramLearner.learn(counts, vocabulary - 1);
    List<String> names =
        Stream.concat(
                pieces.stream().map(piece -> ByteAlphabet.name(piece.bytes())),
                Stream.of(Tokenizer.END_OF_DOCUMENT))
            .toList();
    Room.tellSmaller(vocabulary, names.size(), "no other string of the training text is used");
    Vocabulary tokens =
        new Vocabulary(names, Set.of(Tokenizer.END_OF_DOCUMENT), Tokenizer.END_OF_DOCUMENT, null);
    double[] scores = pieces.stream().mapToDouble(Piece::score).toArray();
    UnigramModel model = new UnigramModel(tokens, scores, false);
    return new Tokenizer(
        tokens, Pipeline.of(tokens, CUT, PieceModels.ofBytes(model), Decoders.BYTE_LEVEL));
  }

  @Override
  public Tokenizer ofNames(Supplier<List<String>> names, Path file) {
    throw ProblemException.config(
        "tokenizer.kind",
        "unigram cannot be trained for a model in an ARPA file, which does not hold its probabilities; set tokenizer.file to the tokenizer.json of that model");
  }
}
