package org.isotopelm.model.ngram.arpa;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.isotopelm.base.ProblemException;
import org.isotopelm.token.Tokenizer;

/** The tokens that the words of an ARPA file stand for. */
public final class ArpaTokens {
  /** The tokenizer has no such token. */
  static final int ABSENT = -1;

  /** The word of unknown words, where the tokenizer has no unknown token. */
  static final int LEFT_OUT = -2;

  private static final Set<String> OWN_WORDS =
      Set.of(ArpaWords.BEGIN, ArpaWords.END, ArpaWords.UNKNOWN, ArpaWords.UNKNOWN_IN_CAPITALS);

  private final WordIndex index;
  private final int begin;

  ArpaTokens(Tokenizer tokenizer) {
    begin = tokenizer.vocabulary();
    index = new WordIndex(begin + 3);
    for (int token = 0; token < begin; token++) {
      index.add(ArpaWords.word(tokenizer, token), token);
    }
    int unknown = tokenizer.unknown().orElse(LEFT_OUT);
    if (unknown == LEFT_OUT) {
      index.add(ArpaWords.UNKNOWN, LEFT_OUT);
    }
    index.add(ArpaWords.UNKNOWN_IN_CAPITALS, unknown);
    index.add(ArpaWords.BEGIN, begin);
  }

  /**
   * The tokens of a file in its order: its words without those of the format itself, which stand
   * for the ends of documents and for unknown words.
   *
   * @throws ProblemException (data) at the line of an error
   */
  public static List<String> words(Path file) {
    Set<String> words = new LinkedHashSet<>();
    try (ArpaLines lines = new ArpaLines(file)) {
      new ArpaSections(lines).read(1, () -> addWord(lines, words));
    }
    return List.copyOf(words);
  }

  private static void addWord(ArpaLines lines, Set<String> words) {
    requireUtf8(lines, 1);
    String word = lines.field(1);
    if (word.equals(Tokenizer.END_OF_DOCUMENT)) {
      throw lines.problem(
          "the word %s is Isotope's own token for the end of a document; call it %s in the file"
              .formatted(word, ArpaWords.END));
    }
    if (!OWN_WORDS.contains(word) && !words.add(ArpaWords.unescaped(word))) {
      throw repeated(lines);
    }
  }

  /** That the word of the line stands on an earlier one. */
  static ProblemException repeated(ArpaLines lines) {
    return lines.problem(
        "the word %s stands there twice; remove one of the lines".formatted(lines.field(1)));
  }

  /** What stands for {@code <s>}. */
  int begin() {
    return begin;
  }

  /** The token of a word; {@link #ABSENT} or {@link #LEFT_OUT} if there is none. */
  int of(ArpaLines lines, int field) {
    byte[] text = lines.buffer();
    int token = index.find(text, lines.fieldBegin(field), lines.fieldEnd(field), ABSENT);
    if (token == ABSENT) {
      requireUtf8(lines, field);
      byte[] ours = ArpaWords.spelled(lines.field(field)).getBytes(StandardCharsets.UTF_8);
      token = index.find(ours, 0, ours.length, ABSENT);
    }
    return token;
  }

  private static void requireUtf8(ArpaLines lines, int field) {
    int from = lines.fieldBegin(field);
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(lines.buffer(), from, lines.fieldEnd(field) - from));
    } catch (CharacterCodingException e) {
      throw lines.problem("a word is not UTF-8; convert the file");
    }
  }
}
