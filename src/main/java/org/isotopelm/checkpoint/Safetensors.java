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
 * Writes safetensors files of float32: eight bytes with the header's length; the header in JSON,
 * padded with blanks to a multiple of eight; then the elements, little-endian. The same tensors in
 * the same order give the same bytes. Format: github.com/huggingface/safetensors.
 */
public final class Safetensors {
  static final String METADATA = "__metadata__";
  static final String FLOAT32 = "F32";
  private static final int CHUNK = 1 << 14;

  private Safetensors() {}

  /** A tensor's line in the header. */
  record Entry(String dtype, List<Integer> shape, List<Long> dataOffsets) {}

  /**
   * Writes the tensors one after another.
   *
   * @param metadata metadata for readers, beside the tensors
   */
  public static void write(OutputStream out, List<Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    byte[] header = header(tensors, metadata);
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(buffer.putLong(0, header.length).array(), 0, Long.BYTES);
    out.write(header);
    for (Tensor tensor : tensors) {
      int size = tensor.values().capacity();
      for (int from = 0; from < size; from += CHUNK) {
        int count = Math.min(CHUNK, size - from);
        buffer.asFloatBuffer().put(0, tensor.values(), from, count);
        out.write(buffer.array(), 0, count * Float.BYTES);
      }
    }
  }

  private static byte[] header(List<Tensor> tensors, Map<String, String> metadata) {
    Map<String, Object> entries = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      entries.put(METADATA, new TreeMap<>(metadata));
    }
    long offset = 0;
    for (Tensor tensor : tensors) {
      long end = offset + (long) tensor.values().capacity() * Float.BYTES;
      Entry entry = new Entry(FLOAT32, tensor.shape(), List.of(offset, end));
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
