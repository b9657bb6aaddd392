package org.isotopelm.token.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isotopelm.token.piece.JsonObject;
import org.isotopelm.token.piece.JsonPart;

/** The decoders that Isotope reads. */
public final class Decoders {
  /** Puts bytes that stand as visible characters together. */
  public static final Decoder BYTE_LEVEL = new ByteLevel.Bytes();

  /** Joins names without anything between them. */
  public static final Decoder FUSE = new TextDecoders.Fuse();

  private static final String SUPPORTED =
      "ByteLevel, Metaspace, WordPiece, BPEDecoder, ByteFallback, Fuse, Strip, Replace, Sequence, or none";

  private Decoders() {}

  /** Joins what WordPiece divided, and sets words apart. */
  public static Decoder wordPiece(String prefix, boolean cleanup) {
    return new TextDecoders.WordPiece(prefix, cleanup);
  }

  /** The decoder of Llama 2's tokenizers: blanks for marks, bytes, and no blank at the start. */
  public static Decoder llama2() {
    return new Sequence(
        List.of(
            new TextDecoders.Replace(Expression.literal("\u2581"), " "),
            new ByteFallback(),
            FUSE,
            new TextDecoders.Strip(" ", 1, 0)));
  }

  /** The decoder that stands in a file. */
  public static Decoder read(JsonPart part) {
    if (part.isAbsent()) {
      return Decoder.NONE;
    }
    return switch (part.type()) {
      case "ByteLevel" -> BYTE_LEVEL;
      case "Fuse" -> FUSE;
      case "ByteFallback" -> new ByteFallback();
      case "Metaspace" -> Metaspace.read(part);
      case "Sequence" -> Sequence.read(part.at("decoders"));
      case "WordPiece", "BPEDecoder", "Strip", "Replace" -> TextDecoders.read(part);
      default -> throw part.refused(SUPPORTED);
    };
  }

  /** Names of bytes, such as {@code <0x0A>}, are those bytes. */
  private record ByteFallback() implements Decoder {
    @Override
    public List<String> decode(List<String> names) {
      List<String> parts = new ArrayList<>(names.size());
      List<String> bytes = new ArrayList<>();
      for (String name : names) {
        if (isByte(name)) {
          bytes.add(name);
        } else {
          flush(bytes, parts);
          parts.add(name);
        }
      }
      flush(bytes, parts);
      return parts;
    }

    /** Bytes that are no text become as many U+FFFD. */
    private void flush(List<String> bytes, List<String> parts) {
      if (bytes.isEmpty()) {
        return;
      }
      byte[] all = new byte[bytes.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = spelling(bytes.get(i))[0];
      }
      String text = new String(all, StandardCharsets.UTF_8);
      boolean sound = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), all);
      parts.add(sound ? text : "\uFFFD".repeat(all.length));
      bytes.clear();
    }

    static boolean isByte(String name) {
      return name.length() == 6
          && name.startsWith("<0x")
          && name.endsWith(">")
          && Character.digit(name.charAt(3), 16) >= 0
          && Character.digit(name.charAt(4), 16) >= 0;
    }

    @Override
    public byte[] spelling(String name) {
      return isByte(name)
          ? new byte[] {(byte) Integer.parseInt(name, 3, 5, 16)}
          : name.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Map<String, Object> json() {
      return JsonObject.of("type", "ByteFallback");
    }
  }

  /** One after another. */
  private record Sequence(List<Decoder> steps) implements Decoder {
    @Override
    public List<String> decode(List<String> names) {
      List<String> parts = names;
      for (Decoder step : steps) {
        parts = step.decode(parts);
      }
      return parts;
    }

    /** What comes after the parts have been joined has an effect on both ends of a text only. */
    @Override
    public byte[] spelling(String name) {
      String part = name;
      for (Decoder step : steps) {
        if (step.equals(FUSE)) {
          break;
        }
        byte[] bytes = step.spelling(part);
        if ((step instanceof ByteFallback && ByteFallback.isByte(part))
            || step.equals(BYTE_LEVEL)) {
          return bytes;
        }
        part = new String(bytes, StandardCharsets.UTF_8);
      }
      return part.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean dropsFirstBlank() {
      return steps.stream().anyMatch(Decoder::dropsFirstBlank);
    }

    @Override
    public Map<String, Object> json() {
      return JsonObject.of(
          "type", "Sequence", "decoders", steps.stream().map(Decoder::json).toList());
    }

    static Decoder read(JsonPart list) {
      List<Decoder> steps = new ArrayList<>();
      list.items().forEach(step -> steps.add(Decoders.read(step)));
      return new Sequence(List.copyOf(steps));
    }
  }
}
