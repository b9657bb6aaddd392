package org.isotopelm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isotopelm.data.TokenStore;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.project.LoadedRun;
import org.isotopelm.token.Tokenizer;

/** Scores texts as {@code eval} does, on the caller's thread. */
record TextScorer(LoadedRun run) {
  /** A whole document, and its end where documents have one. */
  TextScore document(String text) {
    return after("", text, run.hasBoundaries());
  }

  /** What follows a text; its tokens are those that end in it when both are encoded as one. */
  TextScore after(String before, String text) {
    return after(before, text, false);
  }

  private TextScore after(String before, String text, boolean end) {
    Tokenizer tokenizer = run.tokenizer();
    String whole = before + text;
    TokenPlaces places = TokenPlaces.of(tokenizer, whole);
    int[] ids = places.ids();
    float[] nll = nll(whole, ids);
    List<TokenScore> tokens = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      int to = places.ends()[i] - before.length();
      if (to > 0) {
        int from = Math.max(0, places.begins()[i] - before.length());
        tokens.add(new TokenScore(ids[i], text.substring(from, to), from, to, -nll[i]));
      }
    }
    if (end) {
      int length = text.length();
      tokens.add(new TokenScore(tokenizer.endOfDocument(), "", length, length, -nll[ids.length]));
    }
    return new TextScore(text, tokens);
  }

  /** Of every token, and of the end of the document. */
  private float[] nll(String text, int[] ids) {
    TokenStore store =
        TokenStore.of(
            new int[][] {ids},
            new long[] {text.getBytes(StandardCharsets.UTF_8).length},
            new long[1],
            new long[1],
            new long[1]);
    TokenizedSplit split =
        new TokenizedSplit(store, new int[] {0}, run.tokenizer().endOfDocument(), true);
    try (Team caller = new Team(1)) {
      return run.model().score(split, caller);
    }
  }

  /** How many tokens of a text stand for what the tokenizer does not know. */
  static int unknown(Tokenizer tokenizer, int[] ids) {
    return tokenizer.unknown().isEmpty()
        ? 0
        : (int) Arrays.stream(ids).filter(id -> id == tokenizer.unknown().getAsInt()).count();
  }
}
