package org.isotopelm.model.ngram.arpa;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.isotopelm.base.ProblemException;
import org.isotopelm.model.ngram.NgramSizes;
import org.isotopelm.model.ngram.NgramTable;
import org.isotopelm.token.Tokenizer;

/**
 * Reads ARPA files, plain or compressed ({@code .gz}, {@code .zst}). An n-gram with {@code <s>}
 * after its first word is left out, because the beginning of a document is not predicted; so is one
 * with {@code <unk>} where the tokenizer has no unknown token.
 */
public final class ArpaReader {
  /** KenLM's probability of a word that a file lacks and must have. */
  private static final double MISSING = 1e-100;

  /** Files write −99 for the logarithm of 0; no model has a vocabulary of that size. */
  private static final double LEAST_OF_UNKNOWN = 1e-30;

  private static final double LARGEST_LOG_BACKOFF = 99;

  private final ArpaLines lines;
  private final Tokenizer tokenizer;
  private final ArpaTokens tokens;
  private final ArpaTrie trie;
  private boolean highest;

  /** 1-grams that are no tokens: how many, the line of the first, and its word. */
  private int strangers;

  private int stranger;
  private String strangerName = "";
  private final int[] gram = new int[NgramSizes.MOST_ORDERS];

  private ArpaReader(ArpaLines lines, Tokenizer tokenizer) {
    this.lines = lines;
    this.tokenizer = tokenizer;
    tokens = new ArpaTokens(tokenizer);
    trie = new ArpaTrie(tokenizer.vocabulary());
  }

  /**
   * The n-grams of a file.
   *
   * @param tokenizer has a token for each word of the file
   * @param notes receives sentences for the user
   * @throws ProblemException (data) at the line of an error
   */
  public static NgramTable read(Path file, Tokenizer tokenizer, Consumer<String> notes) {
    try (ArpaLines lines = new ArpaLines(file)) {
      ArpaReader reader = new ArpaReader(lines, tokenizer);
      reader.read();
      reader.noteImprobable(file, notes);
      reader.addMissing(file, notes);
      return new ArpaSums(reader.trie.builder()).sealed(file, notes);
    }
  }

  private void read() {
    ArpaSections sections = new ArpaSections(lines);
    highest = sections.order() == 1;
    sections.read(1, this::unigram);
    requireTokens();
    for (int order = 2; order <= sections.order(); order++) {
      int n = order;
      highest = n == sections.order();
      ArpaLevel level = trie.nextLevel();
      sections.read(n, () -> longer(n, level));
      trie.add(level);
      if (level.repeatedLine() > 0) {
        throw lines.problem(
            level.repeatedLine(), "the n-gram stands there twice; remove one of the lines");
      }
    }
    sections.end();
  }

  private void requireTokens() {
    if (strangers > 0) {
      throw lines.problem(
          stranger,
          String.format(
              Locale.ROOT,
              "the word %s is not a token of the tokenizer%s; use the tokenizer of this model",
              strangerName,
              strangers == 1
                  ? ""
                  : String.format(
                      Locale.ROOT, ", as %,d words of the 1-grams are not", strangers)));
    }
  }

  private void unigram() {
    int token = tokens.of(lines, 1);
    if (token == ArpaTokens.ABSENT) {
      strangers++;
      if (strangers == 1) {
        stranger = lines.number();
        strangerName = lines.field(1);
      }
      return;
    }
    double probability = probability();
    double backoff = backoff(2);
    if (token != ArpaTokens.LEFT_OUT && !trie.addUnigram(token, probability, backoff)) {
      throw ArpaTokens.repeated(lines);
    }
  }

  private void longer(int order, ArpaLevel level) {
    double probability = probability();
    double backoff = backoff(order + 1);
    boolean leftOut = false;
    for (int i = 0; i < order; i++) {
      gram[i] = tokens.of(lines, 1 + i);
      leftOut |= gram[i] == ArpaTokens.LEFT_OUT || (i > 0 && gram[i] == tokens.begin());
      if (gram[i] == ArpaTokens.ABSENT || (gram[i] >= 0 && !trie.hasUnigram(gram[i]))) {
        throw lines.problem(
            "the word %s is not among the 1-grams; write the file again"
                .formatted(lines.field(1 + i)));
      }
    }
    if (!leftOut) {
      level.add(context(order), gram[order - 1], probability, backoff, lines.number());
    }
  }

  private int context(int order) {
    int context = gram[0] + 1;
    for (int i = 1; i < order - 1; i++) {
      context = trie.find(context, gram[i]);
      if (context == NgramTable.ABSENT) {
        throw lines.problem(
            String.format(
                Locale.ROOT,
                "the first %d words are not among the %d-grams, as those of every %d-gram must be; write the file again",
                i + 1,
                i + 1,
                order));
      }
    }
    return context;
  }

  private double probability() {
    double log = lines.number(0);
    if (Double.isNaN(log)) {
      throw lines.problem(
          "%s is not a number; log10 of a probability belongs there: write the file again"
              .formatted(lines.field(0)));
    }
    if (log > 0) {
      throw lines.problem(
          "%s is above 0, so the probability is above 1; write the file again"
              .formatted(lines.field(0)));
    }
    return StrictMath.pow(10, log);
  }

  private double backoff(int field) {
    if (field >= lines.fields()) {
      return 1;
    }
    double log = lines.number(field);
    if (Double.isNaN(log) || log > LARGEST_LOG_BACKOFF) {
      throw lines.problem(
          "%s is not log10 of a back-off weight; write the file again"
              .formatted(lines.field(field)));
    }
    if (highest && log != 0) {
      throw lines.problem(
          "an n-gram of the highest order has the back-off weight %s, and nothing backs off from it; write the file again"
              .formatted(lines.field(field)));
    }
    return StrictMath.pow(10, log);
  }

  /** One unknown word of p = 1e-99 makes a perplexity that says nothing. */
  private void noteImprobable(Path file, Consumer<String> notes) {
    int unknown = tokenizer.unknown().orElse(ArpaTokens.ABSENT);
    if (unknown != ArpaTokens.ABSENT
        && trie.hasUnigram(unknown)
        && trie.unigram(unknown) < LEAST_OF_UNKNOWN) {
      notes.accept(
          String.format(
              Locale.ROOT,
              "%s gives unknown words the probability %.1g, so each one adds %.0f nats to the scores; for a text with many of them, use a model that knows its words, or the tokenizer that this model was made with",
              file,
              trie.unigram(unknown),
              -Math.log(trie.unigram(unknown))));
    }
  }

  /** Tokens that the file lacks cannot be impossible: a text may have them. */
  private void addMissing(Path file, Consumer<String> notes) {
    List<String> missing = new ArrayList<>();
    for (int token = 0; token < tokenizer.vocabulary(); token++) {
      if (!trie.hasUnigram(token)) {
        trie.addUnigram(token, MISSING, 1);
        missing.add(ArpaWords.word(tokenizer, token));
      }
    }
    if (!missing.isEmpty()) {
      notes.accept(
          "%s has no 1-gram for %s; %s the probability 1e-100, as in KenLM"
              .formatted(
                  file,
                  missing.size() == 1
                      ? missing.getFirst()
                      : String.format(
                          Locale.ROOT,
                          "%d tokens, %s among them",
                          missing.size(),
                          missing.getFirst()),
                  missing.size() == 1 ? "it has" : "each has"));
    }
  }
}
