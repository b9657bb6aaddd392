package org.isotopelm.token;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.isotopelm.base.ProblemException;
import org.isotopelm.token.piece.Vocabulary;
import org.isotopelm.token.piece.WordPieceModel;
import org.isotopelm.token.pipeline.Decoders;
import org.isotopelm.token.pipeline.Pipeline;
import org.isotopelm.token.pipeline.PreTokenizer;
import org.isotopelm.token.pipeline.PreTokenizers;
import org.isotopelm.token.training.CountedPieces;
import org.isotopelm.token.training.WordPieceLearner;

/**
 * WordPiece (Schuster and Nakajima 2012), as BERT has it: words between white space and punctuation
 * marks, each made of the longest tokens from left to right. Words with rare characters are
 * unknown.
 *
 * <p>White space is lost: decoding puts a blank before every token that begins a word.
 *
 * @param vocabulary characters, merged ones and special tokens
 */
public record WordPieceKind(Integer vocabulary) implements TokenizerSpec.Counted {
  /**
   * @throws ProblemException (config) if the vocabulary is missing or too small
   */
  public WordPieceKind {
    Room.requireGiven(vocabulary, "wordpiece");
    Room.require(
        vocabulary,
        4,
        "a character as the beginning of a word and within one, <unk> and <|endoftext|>");
  }

  @Override
  public PreTokenizer cut() {
    return PreTokenizers.bert();
  }

  @Override
  public Tokenizer learn(CountedPieces pieces) {
    List<String> names =
        WordPieceLearner.learn(
            pieces,
            (int) WholePieces.room(vocabulary),
            WordPieceModel.CONTINUED,
            WholePieces.SPECIAL);
    Room.tellSmaller(
        vocabulary,
        names.size() + WholePieces.SPECIAL.size(),
        "no remaining pair of tokens occurs twice, or there was no room for every character");
    return of(names);
  }

  private static Tokenizer of(List<String> names) {
    List<String> all =
        Stream.concat(names.stream(), Stream.of(Tokenizer.UNKNOWN, Tokenizer.END_OF_DOCUMENT))
            .toList();
    Vocabulary tokens =
        new Vocabulary(all, WholePieces.SPECIAL, Tokenizer.END_OF_DOCUMENT, Tokenizer.UNKNOWN);
    WordPieceModel model =
        new WordPieceModel(tokens, WordPieceModel.CONTINUED, WordPieceModel.LONGEST_WORD);
    return new Tokenizer(
        tokens,
        Pipeline.of(
            tokens,
            PreTokenizers.bert(),
            model,
            Decoders.wordPiece(WordPieceModel.CONTINUED, false)));
  }

  @Override
  public Tokenizer ofNames(Supplier<List<String>> names, Path file) {
    return of(names.get());
  }
}
