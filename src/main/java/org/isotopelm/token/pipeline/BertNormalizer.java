package org.isotopelm.token.pipeline;

import java.util.Map;
import org.isotopelm.token.piece.JsonObject;
import org.isotopelm.token.piece.JsonPart;
import org.isotopelm.token.piece.Unicode;
import org.jspecify.annotations.Nullable;

/**
 * BERT's (Devlin et al. 2019): no control characters, blanks for white space, blanks around Chinese
 * characters, no accents, lower case.
 *
 * @param stripAccents null: as lowercase
 */
record BertNormalizer(
    boolean cleanText, boolean chineseCharacters, @Nullable Boolean stripAccents, boolean lowercase)
    implements Normalizer {
  @Override
  public Aligned normalize(Aligned text) {
    Aligned normal = text;
    if (cleanText) {
      normal = blanks(Normalizers.without(normal, BertNormalizer::isDropped));
    }
    if (chineseCharacters) {
      normal = apart(normal);
    }
    if (stripAccents == null ? lowercase : stripAccents) {
      normal =
          Normalizers.without(
              UnicodeForm.NFD.normalize(normal),
              c -> Character.getType(c) == Character.NON_SPACING_MARK);
    }
    return lowercase ? new Normalizers.Lowercase().normalize(normal) : normal;
  }

  private static boolean isDropped(int codePoint) {
    return switch (codePoint) {
      case '\t', '\n', '\r' -> false;
      case 0xFFFD -> true;
      default ->
          switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE -> true;
            default -> false;
          };
    };
  }

  private static Aligned blanks(Aligned text) {
    String chars = text.text();
    Aligned.Edit edit = text.edit();
    for (int at = 0; at < chars.length(); at++) {
      if (chars.charAt(at) != ' ' && Unicode.isWhiteSpace(chars.charAt(at))) {
        edit.replace(at, at + 1, " ");
      } else {
        edit.keep(at, at + 1);
      }
    }
    return edit.done();
  }

  private static Aligned apart(Aligned text) {
    String chars = text.text();
    if (chars.codePoints().noneMatch(BertNormalizer::isChinese)) {
      return text;
    }
    Aligned.Edit edit = text.edit();
    for (int at = 0; at < chars.length(); ) {
      int codePoint = chars.codePointAt(at);
      int next = at + Character.charCount(codePoint);
      if (isChinese(codePoint)) {
        edit.replace(at, at, " ");
        edit.keep(at, next);
        edit.replace(next, next, " ");
      } else {
        edit.keep(at, next);
      }
      at = next;
    }
    return edit.done();
  }

  private static boolean isChinese(int c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x20000 && c <= 0x2A6DF)
        || (c >= 0x2A700 && c <= 0x2B73F)
        || (c >= 0x2B740 && c <= 0x2B81F)
        || (c >= 0x2B920 && c <= 0x2CEAF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }

  @Override
  public Map<String, Object> json() {
    return JsonObject.of(
        "type",
        "BertNormalizer",
        "clean_text",
        cleanText,
        "handle_chinese_chars",
        chineseCharacters,
        "strip_accents",
        stripAccents,
        "lowercase",
        lowercase);
  }

  static Normalizer read(JsonPart part) {
    JsonPart accents = part.at("strip_accents");
    return new BertNormalizer(
        part.at("clean_text").flag(true),
        part.at("handle_chinese_chars").flag(true),
        accents.isAbsent() ? null : (Boolean) accents.flag(false),
        part.at("lowercase").flag(true));
  }
}
