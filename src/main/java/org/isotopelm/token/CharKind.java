package org.isotopelm.token;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.isotopelm.base.ProblemException;
import org.isotopelm.text.Texts;
import org.isotopelm.token.piece.Unicode;
import org.isotopelm.token.pipeline.Decoders;
import org.isotopelm.token.pipeline.KnownExpression;
import org.isotopelm.token.pipeline.PreTokenizers;
import org.jspecify.annotations.Nullable;

/** Every code point is a token; those outside the vocabulary are unknown. */
public record CharKind(@Nullable Integer vocabulary) implements TokenizerSpec.Trained {
  /**
   * @throws ProblemException (config) if the vocabulary is too small
   */
  public CharKind {
    Room.require(vocabulary, 3, "a character, <unk> and <|endoftext|>");
  }

  /** The most frequent code points, in the order of their numbers. */
  @Override
  public Tokenizer make(Texts texts) {
    long[] counts = new long[Character.MAX_CODE_POINT + 1];
    texts.forEach(text -> Unicode.wellFormed(text).codePoints().forEach(c -> counts[c]++));
    List<String> names =
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
            .filter(c -> counts[c] > 0)
            .boxed()
            .sorted(Comparator.comparingLong(c -> -counts[c]))
            .limit(WholePieces.room(vocabulary))
            .sorted()
            .map(Character::toString)
            .toList();
    PieceCounts.requireText(!names.isEmpty());
    Room.tellSmaller(
        vocabulary,
        names.size() + WholePieces.SPECIAL.size(),
        "the training text has no more distinct characters");
    return of(names);
  }

  /** A tokenizer of these code points, all different, and the special tokens. */
  public static Tokenizer of(List<String> names) {
    return WholePieces.of(names, PreTokenizers.split(KnownExpression.CHARACTERS), Decoders.FUSE);
  }

  @Override
  public Tokenizer ofNames(Supplier<List<String>> names, Path file) {
    List<String> characters = names.get();
    for (String name : characters) {
      if (name.codePointCount(0, name.length()) != 1) {
        throw ProblemException.data(
            "%s: its token %s is not a single character; set tokenizer.kind to word"
                .formatted(file, name));
      }
    }
    return of(characters);
  }
}
