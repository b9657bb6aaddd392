package org.isotopelm.token;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.base.IsotopeException;
import org.isotopelm.text.Texts;
import org.isotopelm.token.TokenizerSpec.Words;
import org.isotopelm.token.training.CountedPieces;
import org.isotopelm.token.training.PieceCounter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes tokenizers from a config's {@code tokenizer} and the text to train on. */
public final class TokenizerTrainer {
  private static final Logger LOG = LoggerFactory.getLogger(TokenizerTrainer.class);

  private TokenizerTrainer() {}

  /** Reads the tokenizer that a spec names, or trains the one that it describes. */
  public static Tokenizer make(TokenizerSpec spec, Texts texts) {
    return switch (spec) {
      case TokenizerSpec.Saved(String file) -> TokenizerFile.read(Path.of(file));
      case TokenizerSpec.Trained trained -> train(trained, texts);
    };
  }

  /**
   * Trains a tokenizer; the same texts, in whatever order, give the same one.
   *
   * @throws IsotopeException with exit code 4 if there is no text
   */
  public static Tokenizer train(TokenizerSpec.Trained spec, Texts texts) {
    return switch (spec) {
      case TokenizerSpec.Bytes() -> new ByteTokenizer();
      case TokenizerSpec.Characters characters -> characters(characters, texts);
      case TokenizerSpec.WholeWords words -> words(words, texts);
      case TokenizerSpec.BytePairs pairs -> pairs(pairs, texts);
    };
  }

  /** The most frequent code points, in the order of their numbers. */
  private static Tokenizer characters(TokenizerSpec.Characters spec, Texts texts) {
    long[] counts = new long[Character.MAX_CODE_POINT + 1];
    texts.forEach(text -> Unicode.wellFormed(text).codePoints().forEach(c -> counts[c]++));
    List<String> names =
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
            .filter(c -> counts[c] > 0)
            .boxed()
            .sorted(Comparator.comparingLong(c -> -counts[c]))
            .limit(room(spec))
            .sorted()
            .map(Character::toString)
            .toList();
    requireText(!names.isEmpty());
    tellSmaller(
        spec, withSpecial(names).size(), "the training text has no more distinct characters");
    return CharTokenizer.of(names);
  }

  /** The most frequent words first; among equally frequent ones, in the order of their letters. */
  private static Tokenizer words(TokenizerSpec.WholeWords spec, Texts texts) {
    Words words = spec.words();
    int minimum = Objects.requireNonNullElse(spec.minimumCount(), 1);
    Map<String, long[]> counts =
        count(texts, (text, counter) -> WordTokenizer.forEachWord(text, words, counter));
    requireText(!counts.isEmpty());
    if (counts.values().stream().noneMatch(count -> count[0] >= minimum)) {
      throw IsotopeException.config(
          "tokenizer.minimum_count", "no word of the training text occurs " + minimum + " times");
    }
    Comparator<Map.Entry<String, long[]>> order = Comparator.comparingLong(e -> -e.getValue()[0]);
    List<String> names =
        counts.entrySet().stream()
            .filter(e -> e.getValue()[0] >= minimum && !specialNames().contains(e.getKey()))
            .sorted(order.thenComparing(Map.Entry.comparingByKey()))
            .limit(room(spec))
            .map(Map.Entry::getKey)
            .toList();
    tellSmaller(
        spec,
        withSpecial(names).size(),
        minimum == 1
            ? "the training text has no more distinct words"
            : "no more words of the training text occur " + minimum + " times");
    return WordTokenizer.of(names, words);
  }

  private static Tokenizer pairs(TokenizerSpec.BytePairs spec, Texts texts) {
    PreTokenizer cut = BpeTokenizer.cut(spec.pattern());
    CountedPieces counts =
        PieceCounter.count(texts, (text, pieces) -> cut.count(Unicode.wellFormed(text), pieces));
    requireText(counts.size() > 0);
    BpeTrainer trainer = new BpeTrainer();
    trainer.train(counts, spec.vocabulary() - 1); // the end of a document takes an id
    List<String> names = new ArrayList<>(trainer.names());
    names.add(Tokenizer.END_OF_DOCUMENT);
    tellSmaller(spec, names.size(), "no remaining pair of tokens occurs twice");
    return new BpeTokenizer(
        names, Set.of(Tokenizer.END_OF_DOCUMENT), trainer.merges(), spec.pattern());
  }

  private static void tellSmaller(TokenizerSpec.Trained spec, int size, String why) {
    Integer asked = spec.vocabulary();
    if (asked != null && size < asked) {
      LOG.warn("tokenizer.vocabulary is {}, but only {} tokens were made: {}", asked, size, why);
    }
  }

  /** Cuts a text and hands on the pieces. */
  private interface Cutter {
    void cut(String text, Consumer<String> pieces);
  }

  /** How often each piece occurs, in arrays of one element. */
  private static Map<String, long[]> count(Texts texts, Cutter cutter) {
    Map<String, long[]> counts = new HashMap<>();
    Consumer<String> counter = piece -> counts.computeIfAbsent(piece, p -> new long[1])[0]++;
    texts.forEach(text -> cutter.cut(text, counter));
    return counts;
  }

  /** How many names fit beside the special ones. */
  private static long room(TokenizerSpec.Trained spec) {
    Integer vocabulary = spec.vocabulary();
    return vocabulary == null ? Long.MAX_VALUE : vocabulary - specialNames().size();
  }

  static Set<String> specialNames() {
    return Set.of(Tokenizer.UNKNOWN, Tokenizer.END_OF_DOCUMENT);
  }

  static List<String> withSpecial(List<String> names) {
    return Stream.concat(names.stream(), Stream.of(Tokenizer.UNKNOWN, Tokenizer.END_OF_DOCUMENT))
        .toList();
  }

  private static void requireText(boolean some) {
    if (!some) {
      throw IsotopeException.data("the training text is empty; a tokenizer needs text to train on");
    }
  }
}
