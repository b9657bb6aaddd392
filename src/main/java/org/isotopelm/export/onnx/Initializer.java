package org.isotopelm.export.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A tensor that the file holds, as a {@code TensorProto}.
 *
 * @param size of the elements in bytes
 * @param content writes the elements, little-endian, row by row
 */
record Initializer(String name, ElementType type, List<Integer> shape, long size, Content content) {
  private static final int DIMS = 1;
  private static final int DATA_TYPE = 2;
  private static final int NAME = 8;
  private static final int RAW_DATA = 9;

  /** Writes a tensor's elements. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  Initializer {
    shape = List.copyOf(shape);
  }

  /** All of the message but its last bytes, which are the elements. */
  private byte[] head() {
    Message message = new Message();
    shape.forEach(size -> message.number(DIMS, size));
    return message
        .number(DATA_TYPE, type.number())
        .text(NAME, name)
        .header(RAW_DATA, size)
        .toBytes();
  }

  /** The length of the message. */
  long length() {
    return head().length + size;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(head());
    content.writeTo(out);
  }
}
