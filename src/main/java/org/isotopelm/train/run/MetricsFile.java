package org.isotopelm.train.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.Json;
import org.isotopelm.checkpoint.Checksum;
import org.isotopelm.train.LogPoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** metrics.jsonl: one {@link LogPoint} a line, each written through at once. */
final class MetricsFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsFile.class);

  private final FileChannel channel;
  private final Checksum.Running sum;

  private MetricsFile(FileChannel channel, Checksum.Running sum) {
    this.channel = channel;
    this.sum = sum;
  }

  /**
   * Opens the file for appending and drops what was written after {@code step}.
   *
   * @param saved what it held at that step; null where that is not known
   */
  static MetricsFile open(Path path, long step, @Nullable Checksum saved) throws IOException {
    byte[] found = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
    byte[] kept = upTo(step, saved, found, path);
    if (kept.length < found.length) {
      AtomicFile.write(path, out -> out.write(kept));
    }
    Checksum.Running sum = new Checksum.Running();
    sum.add(kept);
    return new MetricsFile(
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
        sum);
  }

  private static byte[] upTo(long step, @Nullable Checksum saved, byte[] found, Path path) {
    if (saved != null && saved.bytes() <= found.length) {
      byte[] then = Arrays.copyOf(found, (int) saved.bytes());
      if (Checksum.of(then).equals(saved)) {
        return then;
      }
    }
    return readable(step, saved != null, found, path);
  }

  /** Lines after the checkpoint will be written again, and one that cannot be read is of no use. */
  private static byte[] readable(long step, boolean damaged, byte[] found, Path path) {
    List<String> kept = new ArrayList<>();
    long last = 0;
    int lost = 0;
    for (String line : new String(found, StandardCharsets.UTF_8).lines().toList()) {
      long at = step(line);
      if (at > last && at <= step) {
        kept.add(line + "\n");
        last = at;
      } else if (at <= last) {
        lost++;
      }
    }
    if (damaged) {
      LOG.warn(
          "{} has changed since step {} was saved: {} of its lines cannot be read "
              + "and are dropped, and figures in the others may be wrong; the weights are "
              + "not affected",
          path,
          step,
          lost);
    }
    return String.join("", kept).getBytes(StandardCharsets.UTF_8);
  }

  /** The step of a line; 0 where it cannot be read. */
  private static long step(String line) {
    try {
      return Json.mapper().readValue(line, LogPoint.class).step();
    } catch (JacksonException cut) {
      return 0;
    }
  }

  void write(LogPoint point) {
    byte[] line = (Json.mapper().writeValueAsString(point) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      ByteBuffer buffer = ByteBuffer.wrap(line);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sum.add(line);
  }

  /** What it holds now, which is on the disk then. */
  Checksum saved() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sum.soFar();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
