package org.isotopelm.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isotopelm.base.Json;

/**
 * Writes safetensors files: eight bytes with the header's length; the header in JSON, padded with
 * blanks to a multiple of eight; then the elements, little-endian. The same tensors in the same
 * order give the same bytes. Format: github.com/huggingface/safetensors.
 */
public final class Safetensors {
  static final String METADATA = "__metadata__";
  private static final int CHUNK = 1 << 14;

  private Safetensors() {}

  /** A tensor's line in the header. */
  record Entry(String dtype, List<Integer> shape, List<Long> dataOffsets) {
    StoredType type() {
      return StoredType.valueOf(dtype);
    }

    /** The bytes that the shape needs. */
    long bytes() {
      return Math.multiplyExact(Tensor.size(shape), (long) type().bytes());
    }
  }

  /**
   * Writes the tensors one after another, in float32.
   *
   * @param metadata metadata for readers, beside the tensors
   */
  public static void write(OutputStream out, List<Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    write(out, tensors, metadata, NumberType.F32);
  }

  /**
   * Writes the tensors one after another.
   *
   * @param metadata metadata for readers, beside the tensors
   * @param type of the numbers: F32, F16 or BF16
   */
  public static void write(
      OutputStream out, List<Tensor> tensors, Map<String, String> metadata, NumberType type)
      throws IOException {
    byte[] header = header(tensors, metadata, type);
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(buffer.putLong(0, header.length).array(), 0, Long.BYTES);
    out.write(header);
    for (Tensor tensor : tensors) {
      int size = tensor.values().capacity();
      for (int from = 0; from < size; from += CHUNK) {
        int count = Math.min(CHUNK, size - from);
        type.put(tensor.values(), from, count, buffer.clear());
        out.write(buffer.array(), 0, buffer.position());
      }
    }
  }

  private static byte[] header(
      List<Tensor> tensors, Map<String, String> metadata, NumberType type) {
    StoredType stored =
        StoredType.of(type.name())
            .orElseThrow(() -> new IllegalArgumentException("no safetensors file holds " + type));
    Map<String, Object> entries = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      entries.put(METADATA, new TreeMap<>(metadata));
    }
    long offset = 0;
    for (Tensor tensor : tensors) {
      long end = offset + type.bytes(tensor.values().capacity());
      Entry entry = new Entry(stored.name(), tensor.shape(), List.of(offset, end));
      if (entries.put(tensor.name(), entry) != null) {
        throw new IllegalArgumentException("two tensors are named " + tensor.name());
      }
      offset = end;
    }
    String json = Json.mapper().writeValueAsString(entries);
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    String padding = " ".repeat(Math.floorMod(-bytes.length, Long.BYTES));
    return (json + padding).getBytes(StandardCharsets.UTF_8);
  }
}
