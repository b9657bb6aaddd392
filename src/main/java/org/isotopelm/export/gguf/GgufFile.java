package org.isotopelm.export.gguf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes GGUF files of version 3: metadata, then what the tensors are, then their elements, each
 * tensor from a multiple of 32 bytes. Format: github.com/ggml-org/ggml, docs/gguf.md.
 */
final class GgufFile {
  private static final byte[] MAGIC = "GGUF".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 3;

  /** Bytes; what readers assume where the metadata have no general.alignment. */
  private static final int ALIGNMENT = 32;

  private GgufFile() {}

  static void write(OutputStream out, GgufMetadata metadata, List<GgufTensor> tensors)
      throws IOException {
    LittleEndian header = header(metadata, tensors);
    out.write(MAGIC);
    header.writeTo(out);
    pad(out, MAGIC.length + header.size());
    for (GgufTensor tensor : tensors) {
      ByteBuffer row = ByteBuffer.allocate(tensor.rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < tensor.rows(); i++) {
        tensor.put(i, row.clear());
        out.write(row.array());
      }
      pad(out, tensor.bytes());
    }
  }

  private static LittleEndian header(GgufMetadata metadata, List<GgufTensor> tensors) {
    LittleEndian header = new LittleEndian();
    header.putInt(VERSION);
    header.putLong(tensors.size());
    header.putLong(metadata.size());
    header.put(metadata.bytes());
    long offset = 0;
    for (GgufTensor tensor : tensors) {
      header.putString(tensor.name());
      header.putInt(tensor.shape().size());
      tensor.shape().reversed().forEach(header::putLong);
      header.putInt(tensor.typeCode());
      header.putLong(offset);
      offset += tensor.bytes() + padding(tensor.bytes());
    }
    return header;
  }

  private static void pad(OutputStream out, long written) throws IOException {
    out.write(new byte[padding(written)]);
  }

  private static int padding(long bytes) {
    return Math.floorMod(-bytes, ALIGNMENT);
  }
}
