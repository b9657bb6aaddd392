package org.isotopelm.token.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.isotopelm.token.piece.JsonObject;
import org.isotopelm.token.piece.JsonPart;

/** Decoders that change the texts of tokens. */
final class TextDecoders {
  private TextDecoders() {}

  static Decoder read(JsonPart part) {
    return switch (part.type()) {
      case "WordPiece" -> new WordPiece(part.at("prefix").text(), part.at("cleanup").flag(true));
      case "BPEDecoder" -> new WordEnds(part.at("suffix").text());
      case "Strip" ->
          new Strip(
              Character.toString(part.at("content").character()),
              part.at("start").number(Integer.MAX_VALUE),
              part.at("stop").number(Integer.MAX_VALUE));
      default -> new Replace(Expression.read(part.at("pattern")), part.at("content").text());
    };
  }

  record Fuse() implements Decoder {
    @Override
    public List<String> decode(List<String> names) {
      return List.of(String.join("", names));
    }

    @Override
    public byte[] spelling(String name) {
      return name.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Map<String, Object> json() {
      return JsonObject.of("type", "Fuse");
    }
  }

  /**
   * Joins what WordPiece divided.
   *
   * @param cleanup takes away blanks before marks and English contractions
   */
  record WordPiece(String prefix, boolean cleanup) implements Decoder {
    @Override
    public List<String> decode(List<String> names) {
      List<String> parts = new ArrayList<>(names.size());
      for (String name : names) {
        parts.add(clean(parts.isEmpty() ? name : within(name)));
      }
      return parts;
    }

    private String within(String name) {
      return name.startsWith(prefix) ? name.substring(prefix.length()) : " " + name;
    }

    private String clean(String part) {
      return cleanup
          ? part.replace(" .", ".")
              .replace(" ?", "?")
              .replace(" !", "!")
              .replace(" ,", ",")
              .replace(" ' ", "'")
              .replace(" n't", "n't")
              .replace(" 'm", "'m")
              .replace(" do not", " don't")
              .replace(" 's", "'s")
              .replace(" 've", "'ve")
              .replace(" 're", "'re")
          : part;
    }

    @Override
    public byte[] spelling(String name) {
      return clean(within(name)).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean dropsFirstBlank() {
      return true;
    }

    @Override
    public Map<String, Object> json() {
      return JsonObject.of("type", "WordPiece", "prefix", prefix, "cleanup", cleanup);
    }
  }

  /** The suffix of tokens that end a word becomes a blank, but for the last. */
  record WordEnds(String suffix) implements Decoder {
    @Override
    public List<String> decode(List<String> names) {
      List<String> parts = new ArrayList<>(names.size());
      for (int i = 0; i < names.size(); i++) {
        parts.add(names.get(i).replace(suffix, i + 1 == names.size() ? "" : " "));
      }
      return parts;
    }

    @Override
    public byte[] spelling(String name) {
      return name.replace(suffix, " ").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Map<String, Object> json() {
      return JsonObject.of("type", "BPEDecoder", "suffix", suffix);
    }
  }

  /** Takes away up to so many of one character from both ends. */
  record Strip(String content, int start, int stop) implements Decoder {
    @Override
    public List<String> decode(List<String> names) {
      return names.stream().map(this::strip).toList();
    }

    private String strip(String name) {
      int begin = 0;
      int end = name.length();
      while (begin < start && begin < end && name.startsWith(content, begin)) {
        begin++;
      }
      int last = Math.max(begin, end - stop);
      while (end > last && name.startsWith(content, end - 1)) {
        end--;
      }
      return name.substring(begin, end);
    }

    @Override
    public byte[] spelling(String name) {
      return strip(name).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean dropsFirstBlank() {
      return start > 0 && content.equals(" ");
    }

    @Override
    public Map<String, Object> json() {
      return JsonObject.of("type", "Strip", "content", content, "start", start, "stop", stop);
    }
  }

  record Replace(Expression pattern, String content) implements Decoder {
    @Override
    public List<String> decode(List<String> names) {
      return names.stream().map(this::replace).toList();
    }

    private String replace(String name) {
      Matcher found = pattern.matcher(name, 0, name.length());
      return found.replaceAll(Matcher.quoteReplacement(content));
    }

    @Override
    public byte[] spelling(String name) {
      return replace(name).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Map<String, Object> json() {
      return JsonObject.of("type", "Replace", "pattern", pattern.json(), "content", content);
    }
  }
}
