package org.isotopelm.model.ngram;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes the bins and nodes of a quantised table, section by section. */
final class PackedWriter {
  private final NgramTable table;
  private final NgramSizes sizes;
  private final PackedLayout layout;
  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 16];
  private int length;
  private long pending;
  private int pendingBits;
  private long written;

  PackedWriter(NgramTable table, OutputStream out) {
    this.table = table;
    this.out = out;
    sizes = table.sizes();
    layout = new PackedLayout(sizes, table.bins().bits());
  }

  void write() throws IOException {
    for (int order = 2; order <= sizes.order(); order++) {
      write(table.bins().values(order));
    }
    out.write(new byte[(int) (-layout.binBytes() & 7)]);
    inner();
    leaves();
  }

  private void write(float[] values) throws IOException {
    byte[] bytes = new byte[values.length * Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    out.write(bytes);
  }

  private void inner() throws IOException {
    int contexts = sizes.contexts();
    int order = 1;
    for (int node = 0; node < contexts; node++) {
      while (node >= sizes.end(order)) {
        order++;
      }
      common(node, order);
      put(table.firstChild(node), layout.node());
      put(Float.floatToRawIntBits((float) table.backoff(node)), Float.SIZE);
    }
    put(0, layout.token());
    put(0, layout.node());
    put(0, layout.bits());
    put(sizes.nodes(), layout.node());
    put(0, Float.SIZE);
    end(layout.innerBytes());
  }

  private void leaves() throws IOException {
    for (int node = sizes.contexts(); node < sizes.nodes(); node++) {
      common(node, sizes.order());
    }
    end(layout.leafBytes());
  }

  private void common(int node, int order) throws IOException {
    put(table.token(node), layout.token());
    put(table.suffix(node), layout.node());
    boolean coded = node >= sizes.begin(2);
    put(coded ? table.bins().code(order, (float) table.probability(node)) : 0, layout.bits());
  }

  private void put(int number, int width) throws IOException {
    long rest = Integer.toUnsignedLong(number);
    pending |= rest << pendingBits;
    for (pendingBits += width; pendingBits >= Byte.SIZE; pendingBits -= Byte.SIZE) {
      put((byte) pending);
      pending >>>= Byte.SIZE;
    }
  }

  private void put(byte next) throws IOException {
    if (length == buffer.length) {
      flush();
    }
    buffer[length++] = next;
    written++;
  }

  /** Fills a section up, and the gap to a multiple of 8 bytes after it. */
  private void end(long bytes) throws IOException {
    if (pendingBits > 0) {
      put((byte) pending);
    }
    while (written < NgramFormat.padded(bytes)) {
      put((byte) 0);
    }
    flush();
    pending = 0;
    pendingBits = 0;
    written = 0;
  }

  private void flush() throws IOException {
    out.write(buffer, 0, length);
    length = 0;
  }
}
