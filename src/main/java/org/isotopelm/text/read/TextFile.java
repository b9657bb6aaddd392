package org.isotopelm.text.read;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipException;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.FileReason;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * One file of a corpus and how its text becomes documents.
 *
 * @param path where it is
 * @param name how messages call it
 * @param source what it is known by wherever it is used from: its absolute path, or a corpus' name
 * @param field jsonl: the field that holds the text; tsv: column name or 1-based number
 * @param group likewise, of what keeps documents together; null: nothing
 */
public record TextFile(
    Path path,
    String name,
    String source,
    Format format,
    Documents documents,
    String field,
    @Nullable String group) {

  /** Reads documents until the sink wants no more. */
  public void read(OnError onError, DocumentSink sink) {
    read(onError, sink, reader -> reader.read(this));
  }

  /**
   * Reads records until no more are wanted: the values of each by the names of its fields, of
   * columns by their 1-based numbers. Of a JSON object only what is text counts.
   *
   * @throws ProblemException (data) where a line is none, or the file is no text
   */
  public void readFields(Predicate<Map<String, String>> wanted) {
    read(
        OnError.FAIL,
        (text, group) -> true,
        reader -> reader.readRecords(this, new AllFields(format, wanted)));
  }

  /** Reads a file once. */
  @FunctionalInterface
  private interface Reading {
    void by(DocumentReader reader) throws IOException;
  }

  private void read(OnError onError, DocumentSink sink, Reading reading) {
    try (InputStream in = Compression.of(name).open(path)) {
      reading.by(new DocumentReader(name, new ByteLines(in), onError, sink));
    } catch (EOFException e) {
      throw problem("ends within its compressed data: it is truncated", e);
    } catch (ZipException | MalformedInputException e) {
      String kind = Compression.of(name).toString().toLowerCase(Locale.ROOT);
      throw problem("damaged " + kind + " data: " + e.getMessage(), e);
    } catch (IOException e) {
      throw problem("cannot be read: " + FileReason.of(e), e);
    }
  }

  /** An error of this file as a whole. */
  public ProblemException problem(String message, @Nullable Throwable cause) {
    return new ProblemException(
        ExitCode.DATA, List.of(new Problem(name, 0, 0, null, message)), cause);
  }

  /** How a file is compressed, by its suffix. */
  public enum Compression {
    NONE(""),
    GZIP(".gz"),
    ZSTD(".zst");

    private final String suffix;

    Compression(String suffix) {
      this.suffix = suffix;
    }

    public static Compression of(String name) {
      return name.endsWith(GZIP.suffix) ? GZIP : name.endsWith(ZSTD.suffix) ? ZSTD : NONE;
    }

    /** The text of a file that is compressed so. */
    public InputStream open(Path path) throws IOException {
      InputStream raw = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
      try {
        return switch (this) {
          case NONE -> raw;
          case GZIP -> new GzipMembers(raw);
          case ZSTD -> new ZstdInputStream(new ZstdFrames(raw));
        };
      } catch (IOException e) {
        raw.close();
        throw e;
      }
    }

    /** The name without the suffix. */
    public String strip(String name) {
      return name.substring(0, name.length() - suffix.length());
    }
  }
}
