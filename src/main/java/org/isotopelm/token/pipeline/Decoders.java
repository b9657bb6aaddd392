package org.isotopelm.token.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The decoders that Isotope reads. */
public final class Decoders {
  /** Puts bytes that stand as visible characters together. */
  public static final Decoder BYTE_LEVEL = new ByteLevel.Bytes();

  /** Joins names without anything between them. */
  public static final Decoder FUSE = new Fuse();

  private static final String SUPPORTED = "ByteLevel and Fuse, or none";

  private Decoders() {}

  /** The decoder that stands in a file. */
  public static Decoder read(JsonPart part) {
    if (part.isAbsent()) {
      return Decoder.NONE;
    }
    return switch (part.type()) {
      case "ByteLevel" -> BYTE_LEVEL;
      case "Fuse" -> FUSE;
      default -> throw part.refused(SUPPORTED);
    };
  }

  private record Fuse() implements Decoder {
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
}
