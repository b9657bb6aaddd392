package org.isotopelm.token.piece;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isotopelm.base.ProblemException;

/**
 * The unigram model (Kudo 2018): of all ways to make a piece of tokens, the one whose log
 * probabilities have the greatest sum, which Viterbi's algorithm finds.
 */
public final class UnigramModel implements PieceModel {
  private static final double UNKNOWN_PENALTY = 10;
  private static final int NONE = -1;
  private static final int USUAL = 1 << 10; // chars of a piece; longer ones get their own arrays

  private final Vocabulary tokens;
  private final double[] scores;
  private final double unknownScore;
  private final int unknown;
  private final boolean byteFallback;
  private final BitSet unmatched;
  private final int[] idOfByte = new int[256];
  private final NameTrie trie;

  /**
   * A model.
   *
   * @param scores log probabilities by id; tokens beyond them stand beside the model
   * @param byteFallback whether unknown characters become tokens of their bytes
   */
  public UnigramModel(Vocabulary tokens, double[] scores, boolean byteFallback) {
    this(tokens, scores, byteFallback, new BitSet());
  }

  /**
   * A model.
   *
   * @param unmatched tokens that no text becomes by its characters, as those of bytes
   */
  private UnigramModel(Vocabulary tokens, double[] scores, boolean byteFallback, BitSet unmatched) {
    this.unmatched = unmatched;
    this.tokens = tokens;
    this.scores = scores.clone();
    this.unknownScore = Arrays.stream(scores).min().orElse(0) - UNKNOWN_PENALTY;
    this.unknown = tokens.unknown().orElse(NONE);
    this.byteFallback = byteFallback;
    Arrays.setAll(idOfByte, b -> tokens.idOf(BpeSymbols.byteName(b), NONE));
    this.trie =
        new NameTrie(
            IntStream.range(0, scores.length)
                .filter(id -> !unmatched.get(id) && !tokens.name(id).isEmpty())
                .mapToObj(id -> new NameTrie.Entry(tokens.name(id), id))
                .toList());
  }

  /** Whether a name is a token of text. */
  boolean knows(String name) {
    int id = tokens.idOf(name, NONE);
    return id != NONE && id < scores.length;
  }

  @Override
  public PieceEncoder encoder() {
    Path usual = new Path(USUAL);
    return (text, begin, end, ids) -> {
      Path path = end - begin <= USUAL ? usual : new Path(end - begin);
      path.run(text, begin, end);
      path.handOn((id, from, to) -> ids.add(id));
    };
  }

  @Override
  public void locate(String text, int begin, int end, TokenConsumer consumer) {
    Path path = new Path(end - begin);
    path.run(text, begin, end);
    path.handOn(consumer);
  }

  /** The best way to each place of a piece; one piece after another. */
  private final class Path {
    private final double[] score;
    private final int[] from; // where the last token begins
    private final int[] token; // its id; the unknown one may be NONE
    private final int[] ends;
    private String text = "";
    private int begin;
    private int length;

    Path(int longest) {
      score = new double[longest + 1];
      from = new int[longest + 1];
      token = new int[longest + 1];
      ends = new int[longest];
    }

    void run(String text, int begin, int end) {
      this.text = text;
      this.begin = begin;
      this.length = end - begin;
      Arrays.fill(from, 0, length + 1, NONE);
      for (int at = 0; at < length; ) {
        int next = at + Character.charCount(text.codePointAt(begin + at));
        if (!proposeTokens(at, next)) {
          propose(at, next, unknown, unknownScore);
        }
        at = next;
      }
    }

    /** Proposes every token that begins at a place; whether one is a single character. */
    private boolean proposeTokens(int at, int next) {
      boolean single = false;
      int node = NameTrie.ROOT;
      for (int end = at; end < length; ) {
        node = trie.child(node, text.charAt(begin + end));
        if (node == NameTrie.NONE) {
          break;
        }
        end++;
        int id = trie.token(node);
        if (id != NameTrie.NONE) {
          propose(at, end, id, scores[id]);
          single |= end == next;
        }
      }
      return single;
    }

    private void propose(int at, int end, int id, double added) {
      double total = score[at] + added;
      if (from[end] == NONE || total > score[end]) {
        from[end] = at;
        score[end] = total;
        token[end] = id;
      }
    }

    /** Hands on the tokens from left to right; unknown neighbours are one. */
    void handOn(TokenConsumer consumer) {
      int count = 0;
      for (int end = length; end > 0; end = from[end]) {
        ends[count++] = end;
      }
      while (count > 0) {
        int end = ends[--count];
        int first = from[end];
        while (token[end] == unknown && count > 0 && token[ends[count - 1]] == unknown) {
          end = ends[--count];
        }
        if (token[end] == unknown) {
          unknown(begin + first, begin + end, consumer);
        } else {
          consumer.accept(token[end], begin + first, begin + end);
        }
      }
    }

    private void unknown(int first, int end, TokenConsumer consumer) {
      if (byteFallback && bytes(first, end, consumer)) {
        return;
      }
      if (unknown == NONE) {
        throw ProblemException.data(
            "the tokenizer has neither a token for \"%s\" nor an unknown one; use a tokenizer that knows all of the text"
                .formatted(text.substring(first, end)));
      }
      consumer.accept(unknown, first, end);
    }

    private boolean bytes(int first, int end, TokenConsumer consumer) {
      byte[] all = text.substring(first, end).getBytes(StandardCharsets.UTF_8);
      for (byte b : all) {
        if (idOfByte[b & 0xff] == NONE) {
          return false;
        }
      }
      for (int at = first; at < end; ) {
        int next = at + Character.charCount(text.codePointAt(at));
        for (byte b : text.substring(at, next).getBytes(StandardCharsets.UTF_8)) {
          consumer.accept(idOfByte[b & 0xff], at, next);
        }
        at = next;
      }
      return true;
    }
  }

  @Override
  public String kind() {
    return "unigram";
  }

  @Override
  public Map<String, Object> json(Vocabulary vocabulary) {
    List<List<Object>> pieces = new ArrayList<>(scores.length);
    for (int id = 0; id < scores.length; id++) {
      pieces.add(List.of(tokens.name(id), scores[id]));
    }
    Map<String, Object> json =
        JsonObject.of(
            "type",
            "Unigram",
            "unk_id",
            unknown == NONE ? null : unknown,
            "vocab",
            pieces,
            "byte_fallback",
            byteFallback);
    if (!unmatched.isEmpty()) {
      json.put("unmatched", unmatched.stream().boxed().toList());
    }
    return json;
  }

  static PieceModel read(JsonPart model, Vocabulary tokens) {
    JsonPart list = model.at("vocab");
    double[] scores = new double[list.node().size()];
    for (int id = 0; id < scores.length; id++) {
      scores[id] = list.node().path(id).path(1).asDouble(Double.NaN);
      if (!Double.isFinite(scores[id])) {
        throw list.error("the score of \"" + tokens.name(id) + "\" is not a number");
      }
    }
    BitSet unmatched = new BitSet();
    if (!model.at("unmatched").isAbsent()) {
      model.at("unmatched").items().forEach(id -> unmatched.set(id.number(scores.length - 1)));
    }
    return new UnigramModel(tokens, scores, model.at("byte_fallback").flag(false), unmatched);
  }
}
