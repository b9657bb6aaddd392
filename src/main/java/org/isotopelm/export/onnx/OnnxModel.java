package org.isotopelm.export.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file of ONNX, as a {@code ModelProto}: github.com/onnx/onnx/blob/main/onnx/onnx.proto3. The
 * same network gives the same bytes.
 *
 * @param operators version of ONNX's set of operators
 * @param description for people
 * @param metadata for programs
 */
record OnnxModel(OnnxGraph graph, int operators, String description, Map<String, String> metadata) {
  /** The format's version of 2021, with which the sets of operators from 15 to 18 came. */
  private static final int IR_VERSION = 8;

  private static final int GRAPH = 7;

  private Message head() {
    Message message =
        new Message()
            .number(1, IR_VERSION)
            .text(2, "isotope")
            .text(6, description)
            .message(8, new Message().text(1, "").number(2, operators));
    new TreeMap<>(metadata)
        .forEach((key, value) -> message.message(14, new Message().text(1, key).text(2, value)));
    return message.header(GRAPH, graph.length());
  }

  /** The length of the file in bytes. */
  long length() {
    return head().toBytes().length + graph.length();
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(head().toBytes());
    graph.writeTo(out);
  }
}
