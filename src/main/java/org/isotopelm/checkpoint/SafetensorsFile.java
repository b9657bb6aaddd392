package org.isotopelm.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.Safetensors.Entry;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads a safetensors file, after it has verified the header: the tensors must follow each other
 * and fill the file, and each must be as long as its shape says. Checkpoints are of float32; {@link
 * #read} takes float64, float16 and bfloat16 as well. Every error is one of data ({@link
 * ProblemException}) that names the file, the tensor, the value found and the value expected.
 */
public final class SafetensorsFile implements AutoCloseable {
  /** The format's own limit. */
  private static final long LONGEST_HEADER = 100_000_000;

  private static final int CHUNK = 1 << 16;

  private final Path path;
  private final FileChannel channel;
  private final long dataStart;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private SafetensorsFile(Path path, FileChannel channel, long dataStart) {
    this.path = path;
    this.channel = channel;
    this.dataStart = dataStart;
  }

  /** Opens a file and checks its header. */
  public static SafetensorsFile open(Path path) {
    FileChannel channel;
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    } catch (IOException e) {
      throw ProblemException.data(path + ": cannot be opened: " + Reason.of(e), e);
    }
    try {
      return parsed(path, channel);
    } catch (IOException e) {
      closeAfter(channel, e);
      throw ProblemException.data(path + ": cannot be read: " + Reason.of(e), e);
    } catch (RuntimeException e) {
      closeAfter(channel, e);
      throw e;
    }
  }

  private static void closeAfter(FileChannel channel, Exception cause) {
    try {
      channel.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static SafetensorsFile parsed(Path path, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < Long.BYTES) {
      throw ProblemException.data(
          String.format(
              Locale.ROOT,
              "%s: has %d bytes; a safetensors file begins with a length of 8",
              path,
              size));
    }
    long length = read(channel, 0, Long.BYTES).getLong();
    if (length < 2 || length > Math.min(size - Long.BYTES, LONGEST_HEADER)) {
      throw ProblemException.data(
          String.format(
              Locale.ROOT,
              "%s: its header would have %s bytes, of %d in the file: it is cut "
                  + "short, or is not a safetensors file",
              path,
              Long.toUnsignedString(length),
              size));
    }
    SafetensorsFile file = new SafetensorsFile(path, channel, Long.BYTES + length);
    file.parse(StandardCharsets.UTF_8.decode(read(channel, Long.BYTES, (int) length)).toString());
    file.checkLayout(size);
    return file;
  }

  private void parse(String header) {
    JsonNode root;
    try {
      root = Json.mapper().readTree(header);
    } catch (JacksonException e) {
      throw ProblemException.data(path + ": its header is not a JSON object", e);
    }
    if (!root.isObject()) {
      throw ProblemException.data(path + ": its header is not a JSON object");
    }
    for (Map.Entry<String, JsonNode> property : root.properties()) {
      if (property.getKey().equals(Safetensors.METADATA)) {
        property
            .getValue()
            .properties()
            .forEach(p -> metadata.put(p.getKey(), p.getValue().asString("")));
      } else {
        entries.put(property.getKey(), entry(property.getKey(), property.getValue()));
      }
    }
  }

  private Entry entry(String name, JsonNode node) {
    StoredType type =
        StoredType.of(node.path("dtype").asString(""))
            .orElseThrow(() -> wrongType(name, node.path("dtype").toString(), "F32"));
    try {
      List<Integer> shape = node.path("shape").valueStream().map(JsonNode::intValue).toList();
      List<Long> ends = node.path("data_offsets").valueStream().map(JsonNode::longValue).toList();
      Entry entry = new Entry(type.name(), shape, ends);
      if (ends.size() == 2 && shape.stream().allMatch(n -> n >= 0) && entry.bytes() >= 0) {
        return entry;
      }
    } catch (JacksonException | ArithmeticException e) {
      throw malformed(name, node, e);
    }
    throw malformed(name, node, null);
  }

  private ProblemException wrongType(String name, String found, String expected) {
    return ProblemException.data(
        "%s: tensor %s: found dtype %s, expected %s".formatted(path, name, found, expected));
  }

  private ProblemException malformed(String name, JsonNode node, @Nullable Exception cause) {
    return ProblemException.data(
        "%s: tensor %s: its header entry is malformed: %s".formatted(path, name, node), cause);
  }

  private void checkLayout(long size) {
    long expected = 0;
    List<Map.Entry<String, Entry>> inOrder =
        entries.entrySet().stream()
            .sorted(Comparator.comparing(e -> e.getValue().dataOffsets().getFirst()))
            .toList();
    for (Map.Entry<String, Entry> e : inOrder) {
      List<Integer> shape = e.getValue().shape();
      long expectedBytes = e.getValue().bytes();
      long begin = e.getValue().dataOffsets().getFirst();
      long bytes = e.getValue().dataOffsets().getLast() - begin;
      if (begin != expected) {
        throw ProblemException.data(
            String.format(
                Locale.ROOT,
                "%s: tensor %s: begins at byte %d of the data, expected %d, where the one before it ends",
                path,
                e.getKey(),
                begin,
                expected));
      }
      if (bytes != expectedBytes) {
        throw ProblemException.data(
            String.format(
                Locale.ROOT,
                "%s: tensor %s: has %d bytes, expected %d for shape %s",
                path,
                e.getKey(),
                bytes,
                expectedBytes,
                shape));
      }
      expected = begin + bytes;
    }
    if (size - dataStart != expected) {
      throw ProblemException.data(
          String.format(
              Locale.ROOT,
              "%s: has %d bytes, expected %d by its header: %s",
              path,
              size,
              dataStart + expected,
              size - dataStart < expected ? "cut short" : "something was added"));
    }
  }

  /** Shapes by name, in the file's order. */
  public Map<String, List<Integer>> shapes() {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    entries.forEach((name, entry) -> shapes.put(name, entry.shape()));
    return Collections.unmodifiableMap(shapes);
  }

  /** The file's metadata. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  /**
   * Fills exactly these tensors from the file, which holds float32. A tensor that is missing,
   * superfluous or of another shape is an error, which comes before any tensor is filled.
   */
  public void readAll(List<Tensor> tensors) {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    tensors.forEach(tensor -> shapes.put(tensor.name(), tensor.shape()));
    requireExactly(shapes);
    tensors.forEach(this::read);
  }

  /**
   * Refuses a file whose header has other tensors than these, or others than float32.
   *
   * @param shapes by name
   */
  public void requireExactly(Map<String, List<Integer>> shapes) {
    shapes.forEach((name, shape) -> requireFloat32(name, entry(name, shape)));
    List<String> extra = entries.keySet().stream().filter(n -> !shapes.containsKey(n)).toList();
    if (!extra.isEmpty()) {
      throw ProblemException.data(
          String.format(
              Locale.ROOT,
              "%s: tensor %s is not one of the %d expected: the file belongs to another model",
              path,
              String.join(", ", extra),
              shapes.size()));
    }
  }

  private void requireFloat32(String name, Entry entry) {
    if (entry.type() != StoredType.F32) {
      throw wrongType(name, "\"" + entry.dtype() + "\"", "F32");
    }
  }

  private Entry entry(String name, List<Integer> shape) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw ProblemException.data(
          "%s: tensor %s is missing, expected with shape %s: the file belongs to another model"
              .formatted(path, name, shape));
    }
    if (!entry.shape().equals(shape)) {
      throw ProblemException.data(
          "%s: tensor %s: found shape %s, expected %s: the file belongs to another model"
              .formatted(path, name, entry.shape(), shape));
    }
    return entry;
  }

  /** Fills one tensor from the file. */
  public void read(Tensor tensor) {
    Entry entry = entry(tensor.name(), tensor.shape());
    StoredType type = entry.type();
    if (!type.isReadable()) {
      throw wrongType(tensor.name(), "\"" + type + "\"", "one of " + StoredType.readable());
    }
    long begin = dataStart + entry.dataOffsets().getFirst();
    int size = tensor.values().capacity();
    try {
      for (int done = 0; done < size; done += CHUNK) {
        int count = Math.min(CHUNK, size - done);
        ByteBuffer bytes = read(channel, begin + (long) done * type.bytes(), count * type.bytes());
        for (int i = 0; i < count; i++) {
          tensor.values().put(done + i, type.read(bytes));
        }
      }
    } catch (IOException e) {
      throw ProblemException.data(
          "%s: tensor %s cannot be read: %s".formatted(path, tensor.name(), Reason.of(e)), e);
    }
  }

  private static ByteBuffer read(FileChannel channel, long position, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new IOException("the file ends at byte " + (position + buffer.position()));
      }
    }
    return buffer.flip();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw ProblemException.data(path + ": cannot be closed: " + Reason.of(e), e);
    }
  }
}
