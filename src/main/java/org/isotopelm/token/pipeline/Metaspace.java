package org.isotopelm.token.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isotopelm.token.piece.JsonObject;
import org.isotopelm.token.piece.JsonPart;

/**
 * SentencePiece's way to keep blanks: each becomes a visible character, which also begins a text.
 *
 * @param mark the visible character
 * @param split cuts before each mark
 */
public record Metaspace(char mark, Scheme scheme, boolean split) implements PreTokenizer, Decoder {
  /** Where a mark is put before a text that has none. */
  public enum Scheme {
    ALWAYS("always"),
    FIRST("first"),
    NEVER("never");

    private final String label;

    Scheme(String label) {
      this.label = label;
    }
  }

  /** SentencePiece's mark, U+2581. */
  public static final char LOWER_BLOCK = '\u2581';

  @Override
  public void cut(Aligned text, int begin, int end, PieceConsumer pieces) {
    if (begin == end) {
      return;
    }
    String chars = text.text();
    Aligned.Edit edit = text.edit(begin);
    boolean prefix =
        switch (scheme) {
          case ALWAYS -> true;
          case FIRST -> text.isFirst(begin);
          case NEVER -> false;
        };
    if (prefix && chars.charAt(begin) != ' ' && chars.charAt(begin) != mark) {
      edit.replace(begin, begin, Character.toString(mark));
    }
    for (int at = begin; at < end; at++) {
      if (chars.charAt(at) == ' ') {
        edit.replace(at, at + 1, Character.toString(mark));
      } else {
        edit.keep(at, at + 1);
      }
    }
    cutMarked(edit.done(), pieces);
  }

  private void cutMarked(Aligned text, PieceConsumer pieces) {
    String chars = text.text();
    int from = 0;
    while (split && from < chars.length()) {
      int next = chars.indexOf(mark, from + 1);
      if (next < 0) {
        break;
      }
      // Of several marks in a row each but the last is a piece by itself.
      pieces.accept(text, from, next);
      from = next;
    }
    pieces.accept(text, from, chars.length());
  }

  @Override
  public List<String> decode(List<String> names) {
    List<String> parts = new ArrayList<>(names.size());
    for (String name : names) {
      boolean drops = parts.isEmpty() && scheme != Scheme.NEVER;
      parts.add(name.replace(Character.toString(mark), drops ? "" : " "));
    }
    return parts;
  }

  @Override
  public byte[] spelling(String name) {
    return name.replace(mark, ' ').getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean dropsFirstBlank() {
    return scheme != Scheme.NEVER;
  }

  @Override
  public Map<String, Object> json() {
    return JsonObject.of(
        "type",
        "Metaspace",
        "replacement",
        Character.toString(mark),
        "prepend_scheme",
        scheme.label,
        "split",
        split);
  }

  static Metaspace read(JsonPart part) {
    return new Metaspace(
        part.at("replacement").character(), scheme(part), part.at("split").flag(true));
  }

  private static Scheme scheme(JsonPart part) {
    JsonPart given = part.at("prepend_scheme");
    if (given.isAbsent()) {
      return part.at("add_prefix_space").flag(true) ? Scheme.ALWAYS : Scheme.NEVER;
    }
    for (Scheme scheme : Scheme.values()) {
      if (scheme.label.equals(given.node().asString(""))) {
        return scheme;
      }
    }
    throw given.refused("always, first and never");
  }
}
