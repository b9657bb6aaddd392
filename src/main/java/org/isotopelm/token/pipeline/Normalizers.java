package org.isotopelm.token.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import org.isotopelm.token.piece.JsonObject;
import org.isotopelm.token.piece.JsonPart;
import org.isotopelm.token.piece.Unicode;

/** The normalizers that Isotope reads. */
public final class Normalizers {
  private static final String SUPPORTED =
      "NFC, NFD, NFKC, NFKD, Lowercase, StripAccents, Strip, Prepend, Replace, Precompiled, BertNormalizer, Sequence, or none";

  private Normalizers() {}

  /** One after another. */
  public static Normalizer sequence(Normalizer... steps) {
    return new Sequence(List.of(steps));
  }

  /** Puts {@code content} in the place of every {@code text}. */
  public static Normalizer replace(String text, String content) {
    return new Replace(Expression.literal(text), content);
  }

  /** Puts {@code content} in the place of whatever a regular expression matches. */
  public static Normalizer replaceAll(String regex, String content) {
    return new Replace(Expression.regex(regex), content);
  }

  /** Puts a text before any text that is not empty. */
  public static Normalizer prepend(String text) {
    return new Prepend(text);
  }

  /** The normalizer that stands in a file. */
  public static Normalizer read(JsonPart part) {
    if (part.isAbsent()) {
      return Normalizer.NONE;
    }
    return switch (part.type()) {
      case "NFC", "NFD", "NFKC", "NFKD" -> UnicodeForm.valueOf(part.type());
      case "Lowercase" -> new Lowercase();
      case "StripAccents" -> new StripAccents();
      case "Strip" ->
          new Strip(part.at("strip_left").flag(true), part.at("strip_right").flag(true));
      case "Prepend" -> new Prepend(part.at("prepend").text());
      case "Replace" -> new Replace(Expression.read(part.at("pattern")), part.at("content").text());
      case "Precompiled" -> Precompiled.read(part);
      case "BertNormalizer" -> BertNormalizer.read(part);
      case "Sequence" -> Sequence.read(part.at("normalizers"));
      default -> throw part.refused(SUPPORTED);
    };
  }

  /** A text without the characters that {@code dropped} names. */
  static Aligned without(Aligned text, IntPredicate dropped) {
    String chars = text.text();
    if (chars.codePoints().noneMatch(dropped)) {
      return text;
    }
    Aligned.Edit edit = text.edit();
    for (int at = 0; at < chars.length(); ) {
      int codePoint = chars.codePointAt(at);
      int next = at + Character.charCount(codePoint);
      if (!dropped.test(codePoint)) {
        edit.keep(at, next);
      }
      at = next;
    }
    return edit.done();
  }

  private record Sequence(List<Normalizer> steps) implements Normalizer {
    @Override
    public Aligned normalize(Aligned text) {
      Aligned normal = text;
      for (Normalizer step : steps) {
        normal = step.normalize(normal);
      }
      return normal;
    }

    @Override
    public boolean keepsText() {
      return steps.stream().allMatch(Normalizer::keepsText);
    }

    @Override
    public Map<String, Object> json() {
      return JsonObject.of(
          "type", "Sequence", "normalizers", steps.stream().map(Normalizer::json).toList());
    }

    static Normalizer read(JsonPart list) {
      List<Normalizer> steps = new ArrayList<>();
      list.items().forEach(step -> steps.add(Normalizers.read(step)));
      return new Sequence(List.copyOf(steps));
    }
  }

  /** Each character by itself: there is no final sigma. */
  record Lowercase() implements Normalizer {
    private static final int CAPITAL_I_WITH_DOT = 0x130;

    @Override
    public Aligned normalize(Aligned text) {
      String chars = text.text();
      Aligned.Edit edit = text.edit();
      for (int at = 0; at < chars.length(); ) {
        int codePoint = chars.codePointAt(at);
        int next = at + Character.charCount(codePoint);
        int lower = Character.toLowerCase(codePoint);
        if (codePoint == CAPITAL_I_WITH_DOT) {
          edit.replace(at, next, "i\u0307");
        } else if (lower == codePoint) {
          edit.keep(at, next);
        } else {
          edit.replace(at, next, Character.toString(lower));
        }
        at = next;
      }
      return edit.done();
    }

    @Override
    public Map<String, Object> json() {
      return JsonObject.of("type", "Lowercase");
    }
  }

  private record StripAccents() implements Normalizer {
    @Override
    public Aligned normalize(Aligned text) {
      return without(text, Unicode::isMark);
    }

    @Override
    public Map<String, Object> json() {
      return JsonObject.of("type", "StripAccents");
    }
  }

  private record Strip(boolean left, boolean right) implements Normalizer {
    @Override
    public Aligned normalize(Aligned text) {
      String chars = text.text();
      int begin = 0;
      int end = chars.length();
      while (left && begin < end && Unicode.isWhiteSpace(chars.charAt(begin))) {
        begin++;
      }
      while (right && end > begin && Unicode.isWhiteSpace(chars.charAt(end - 1))) {
        end--;
      }
      return text.part(begin, end);
    }

    @Override
    public Map<String, Object> json() {
      return JsonObject.of("type", "Strip", "strip_left", left, "strip_right", right);
    }
  }

  private record Prepend(String prefix) implements Normalizer {
    @Override
    public Aligned normalize(Aligned text) {
      if (text.text().isEmpty()) {
        return text;
      }
      Aligned.Edit edit = text.edit();
      edit.replace(0, 0, prefix);
      edit.keep(0, text.text().length());
      return edit.done();
    }

    @Override
    public boolean keepsText() {
      return true;
    }

    @Override
    public Map<String, Object> json() {
      return JsonObject.of("type", "Prepend", "prepend", prefix);
    }
  }

  private record Replace(Expression pattern, String content) implements Normalizer {
    Replace {
      Objects.requireNonNull(content);
    }

    @Override
    public Aligned normalize(Aligned text) {
      String chars = text.text();
      Matcher found = pattern.matcher(chars, 0, chars.length());
      if (!pattern.find(found)) {
        return text;
      }
      Aligned.Edit edit = text.edit();
      int at = 0;
      do {
        edit.keep(at, found.start());
        edit.replace(found.start(), found.end(), content);
        at = found.end();
      } while (pattern.find(found));
      edit.keep(at, chars.length());
      return edit.done();
    }

    /** A mark in the place of every blank says as much. */
    @Override
    public boolean keepsText() {
      return pattern.isLiteral() && pattern.source().equals(" ") && !content.isEmpty();
    }

    @Override
    public Map<String, Object> json() {
      return JsonObject.of("type", "Replace", "pattern", pattern.json(), "content", content);
    }
  }
}
