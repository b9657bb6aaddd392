package org.isotopelm.text.read;

import java.util.Locale;
import java.util.Map;
import org.isotopelm.text.read.TextFile.Compression;

/** What the end of a file's name says of its content. */
public final class Suffix {
  private static final Map<String, Format> FORMATS =
      Map.of(
          ".txt", Format.TEXT,
          ".jsonl", Format.JSONL,
          ".ndjson", Format.JSONL,
          ".json", Format.JSONL,
          ".tsv", Format.TSV,
          ".csv", Format.CSV);

  private Suffix() {}

  /** The suffix in front of that of a compression, in lower case; empty where there is none. */
  public static String of(String name) {
    String plain = Compression.of(name).strip(name).toLowerCase(Locale.ROOT);
    int dot = plain.lastIndexOf('.');
    return dot < Math.max(plain.lastIndexOf('/'), 0) ? "" : plain.substring(dot);
  }

  /** The format of a file by its name: plain text where the suffix is unknown. */
  public static Format format(String name) {
    return FORMATS.getOrDefault(of(name), Format.TEXT);
  }
}
