package org.isotopelm.token.pipeline;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.isotopelm.token.piece.AddedToken;
import org.isotopelm.token.piece.TokenConsumer;
import org.isotopelm.token.piece.Unicode;
import org.jspecify.annotations.Nullable;

/**
 * Finds added tokens in a text, as Hugging Face's library does when it is told to read special
 * tokens as text: at each place the longest one, from left to right; first those of the text as it
 * is given, then, in the parts that are left, those of the normalized text.
 */
final class AddedTokens {
  /** An added token as it stands in a text. */
  private record Sought(String text, AddedToken token) {}

  private final Normalizer normalizer;
  private final List<Sought> raw;
  private final List<Sought> normalized;

  AddedTokens(List<AddedToken> added, Normalizer normalizer) {
    this.normalizer = normalizer;
    this.raw = sought(added, token -> !token.normalized(), Normalizer.NONE);
    this.normalized = sought(added, AddedToken::normalized, normalizer);
  }

  private static List<Sought> sought(
      List<AddedToken> added, Predicate<AddedToken> which, Normalizer normalizer) {
    return added.stream()
        .filter(which)
        .map(t -> new Sought(normalizer.normalize(Aligned.plain(t.content())).text(), t))
        .filter(sought -> !sought.text.isEmpty())
        .sorted(Comparator.comparingInt(sought -> -sought.text.length()))
        .toList();
  }

  /** Hands on the tokens that are found, and the normalized parts between them, in their order. */
  void split(Aligned text, TokenConsumer tokens, Consumer<Aligned> parts) {
    split(text, raw, tokens, part -> split(normalizer.normalize(part), normalized, tokens, parts));
  }

  private static void split(
      Aligned text, List<Sought> sought, TokenConsumer tokens, Consumer<Aligned> parts) {
    String chars = text.text();
    int from = 0;
    for (int at = 0; at < chars.length() && !sought.isEmpty(); ) {
      Sought found = at(chars, at, sought);
      if (found == null) {
        at++;
        continue;
      }
      int begin = at;
      int end = at + found.text.length();
      at = end;
      if (found.token.special() || !standsAlone(found.token, chars, begin, end)) {
        continue;
      }
      begin = found.token.leftStrip() ? Math.max(from, blanksBefore(chars, begin)) : begin;
      end = found.token.rightStrip() ? blanksAfter(chars, end) : end;
      if (from < begin) {
        parts.accept(text.part(from, begin));
      }
      text.place(begin, end, found.token.id(), tokens);
      from = end;
      at = Math.max(at, end);
    }
    if (from < chars.length()) {
      parts.accept(text.part(from, chars.length()));
    }
  }

  private static @Nullable Sought at(String chars, int at, List<Sought> sought) {
    for (Sought each : sought) {
      if (chars.startsWith(each.text, at)) {
        return each;
      }
    }
    return null;
  }

  private static boolean standsAlone(AddedToken token, String chars, int begin, int end) {
    return !token.singleWord()
        || ((begin == 0 || !Unicode.isWordPart(chars.codePointBefore(begin)))
            && (end == chars.length() || !Unicode.isWordPart(chars.codePointAt(end))));
  }

  private static int blanksBefore(String chars, int begin) {
    int at = begin;
    while (at > 0 && Unicode.isWhiteSpace(chars.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static int blanksAfter(String chars, int end) {
    int at = end;
    while (at < chars.length() && Unicode.isWhiteSpace(chars.charAt(at))) {
      at++;
    }
    return at;
  }
}
