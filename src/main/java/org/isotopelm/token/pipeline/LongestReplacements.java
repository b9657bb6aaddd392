package org.isotopelm.token.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isotopelm.token.piece.JsonPart;
import org.isotopelm.token.piece.Unicode;
import org.jspecify.annotations.Nullable;

/**
 * SentencePiece's own way to use its table of replacements: at each place of a text the longest
 * entry counts, and tokens that a user defined stay as they are.
 *
 * @param keep the longest first
 */
record LongestReplacements(Precompiled table, List<String> keep) implements Normalizer {
  static Normalizer read(Precompiled table, JsonPart list) {
    List<String> keep = new ArrayList<>();
    if (!list.isAbsent()) {
      for (JsonPart text : list.items()) {
        text.require(!text.text().isEmpty(), "a text that is not empty");
        keep.add(text.text());
      }
    }
    keep.sort(Comparator.comparingInt(text -> -text.length()));
    return new LongestReplacements(table, List.copyOf(keep));
  }

  @Override
  public Aligned normalize(Aligned text) {
    String chars = text.text();
    byte[] bytes = chars.getBytes(StandardCharsets.UTF_8);
    Aligned.Edit edit = text.edit();
    int at = 0;
    int atByte = 0;
    while (at < chars.length()) {
      String kept = kept(chars, at);
      int length = kept == null ? table.longest(bytes, atByte) : 0;
      int next = at + (kept == null ? Character.charCount(chars.codePointAt(at)) : kept.length());
      int nextByte = atByte + Unicode.utf8Length(chars.substring(at, next));
      while (length > 0 && nextByte < atByte + length) {
        int codePoint = chars.codePointAt(next);
        next += Character.charCount(codePoint);
        nextByte += Unicode.utf8Length(codePoint);
      }
      if (length > 0 && nextByte == atByte + length) {
        edit.replace(at, next, table.replacement(bytes, atByte, length));
      } else {
        edit.keep(at, next);
      }
      at = next;
      atByte = nextByte;
    }
    return edit.done();
  }

  private @Nullable String kept(String chars, int at) {
    for (String text : keep) {
      if (chars.startsWith(text, at)) {
        return text;
      }
    }
    return null;
  }

  @Override
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>(table.json());
    json.put("match", "longest");
    json.put("keep", keep);
    return json;
  }
}
