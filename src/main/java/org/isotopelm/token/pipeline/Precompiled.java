package org.isotopelm.token.pipeline;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isotopelm.token.piece.JsonObject;
import org.isotopelm.token.piece.JsonPart;
import org.isotopelm.token.piece.Unicode;
import org.jspecify.annotations.Nullable;

/**
 * SentencePiece's table of replacements: a double array of bytes (Yata et al. 2007) whose values
 * are places in a list of texts, each of which a zero ends. As Hugging Face's library has it, each
 * grapheme is looked up, and then each of its characters; the shortest entry that begins it counts.
 */
public final class Precompiled implements Normalizer {
  private static final Pattern GRAPHEME = Pattern.compile("\\X");
  private static final int LONGEST = 5; // bytes of a grapheme that is looked up as a whole

  private final byte[] charsMap;
  private final int[] units;
  private final byte[] texts;

  private Precompiled(byte[] charsMap, int[] units, byte[] texts) {
    this.charsMap = charsMap;
    this.units = units;
    this.texts = texts;
  }

  /**
   * A table.
   *
   * @throws IllegalArgumentException with a message for users if it is damaged
   */
  public static Precompiled of(byte[] charsMap) {
    ByteBuffer buffer = ByteBuffer.wrap(charsMap).order(ByteOrder.LITTLE_ENDIAN);
    int size = charsMap.length < 4 ? -1 : buffer.getInt();
    if (size < 4 || size % 4 != 0 || size > buffer.remaining()) {
      throw new IllegalArgumentException(
          "says that its double array has "
              + size
              + " bytes, of "
              + Math.max(0, charsMap.length - 4)
              + " that there are");
    }
    int[] units = new int[size / 4];
    buffer.asIntBuffer().get(units);
    byte[] texts = Arrays.copyOfRange(charsMap, 4 + size, charsMap.length);
    return new Precompiled(charsMap.clone(), units, texts);
  }

  static Normalizer read(JsonPart part) {
    JsonPart map = part.at("precompiled_charsmap");
    JsonPart match = part.at("match");
    match.require(match.isAbsent() || match.text().equals("longest"), "longest, or absent");
    try {
      Precompiled table = of(Base64.getDecoder().decode(map.text()));
      return match.isAbsent() ? table : LongestReplacements.read(table, part.at("keep"));
    } catch (IllegalArgumentException e) {
      throw map.error("is damaged: " + e.getMessage());
    }
  }

  @Override
  public Aligned normalize(Aligned text) {
    String chars = text.text();
    Aligned.Edit edit = text.edit();
    Matcher graphemes = GRAPHEME.matcher(chars);
    while (graphemes.find()) {
      String grapheme = graphemes.group();
      String other = Unicode.utf8Length(grapheme) <= LONGEST ? replacement(grapheme) : null;
      if (other != null) {
        edit.replace(graphemes.start(), graphemes.end(), other);
      } else {
        characters(chars, graphemes.start(), graphemes.end(), edit);
      }
    }
    return edit.done();
  }

  private void characters(String chars, int begin, int end, Aligned.Edit edit) {
    for (int at = begin; at < end; ) {
      int next = at + Character.charCount(chars.codePointAt(at));
      String other = replacement(chars.substring(at, next));
      if (other == null) {
        edit.keep(at, next);
      } else {
        edit.replace(at, next, other);
      }
      at = next;
    }
  }

  /** What stands in the place of a text that an entry begins; null if none does. */
  private @Nullable String replacement(String text) {
    int node = offset(units[0]);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      int label = b & 0xff;
      node ^= label;
      if (label == 0 || node >= units.length || (units[node] & 0x800000FF) != label) {
        return null;
      }
      boolean leaf = (units[node] >>> 8 & 1) == 1;
      node ^= offset(units[node]);
      if (leaf) {
        return node < units.length ? textAt(units[node] & 0x7FFFFFFF) : null;
      }
    }
    return null;
  }

  /**
   * The longest entry that begins at a place of UTF-8.
   *
   * @return its number of bytes; 0 for none
   */
  int longest(byte[] text, int at) {
    int node = offset(units[0]);
    int longest = 0;
    for (int i = at; i < text.length; i++) {
      int label = text[i] & 0xff;
      node ^= label;
      if (label == 0 || node >= units.length || (units[node] & 0x800000FF) != label) {
        break;
      }
      boolean leaf = (units[node] >>> 8 & 1) == 1;
      node ^= offset(units[node]);
      longest = leaf && node < units.length ? i + 1 - at : longest;
    }
    return longest;
  }

  /** What stands in the place of an entry. */
  String replacement(byte[] text, int at, int length) {
    int node = offset(units[0]);
    for (int i = at; i < at + length; i++) {
      node ^= text[i] & 0xff;
      node ^= offset(units[node]);
    }
    String replacement = textAt(units[node] & 0x7FFFFFFF);
    return replacement == null ? "" : replacement;
  }

  private static int offset(int unit) {
    return (unit >>> 10) << ((unit & 0x200) >>> 6);
  }

  private @Nullable String textAt(int place) {
    int end = place;
    while (end < texts.length && texts[end] != 0) {
      end++;
    }
    return place > texts.length
        ? null
        : new String(texts, place, end - place, StandardCharsets.UTF_8);
  }

  @Override
  public Map<String, Object> json() {
    return JsonObject.of(
        "type",
        "Precompiled",
        "precompiled_charsmap",
        Base64.getEncoder().encodeToString(charsMap));
  }
}
