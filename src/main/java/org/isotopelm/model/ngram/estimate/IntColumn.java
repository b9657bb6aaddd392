package org.isotopelm.model.ngram.estimate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that are written one after another, and then read one after another any number of times:
 * in blocks of memory, and those for which there is no room in a file.
 */
final class IntColumn implements AutoCloseable {
  private final Scratch scratch;

  /** Blocks in memory; those that are not there are in the file, in their order. */
  private final List<int[]> blocks = new ArrayList<>();

  private int[] current;
  private int filled;
  private long size;
  private @Nullable FileChannel file;
  private @Nullable ByteBuffer bytes;

  IntColumn(Scratch scratch) {
    this.scratch = scratch;
    current = new int[0];
  }

  /** How many numbers there are. */
  long size() {
    return size;
  }

  void add(int value) {
    if (filled == current.length) {
      nextBlock();
    }
    current[filled++] = value;
    size++;
  }

  private void nextBlock() {
    filled = 0;
    if (file != null) {
      flush(current.length);
      return;
    }
    int[] block = scratch.block();
    if (block.length > 0) {
      current = block;
      blocks.add(block);
    } else {
      file = scratch.open();
      bytes = ByteBuffer.allocate(Scratch.BLOCK * Integer.BYTES).order(ByteOrder.nativeOrder());
      current = new int[Scratch.BLOCK];
    }
  }

  private void flush(int count) {
    if (file != null && bytes != null) {
      bytes.clear();
      bytes.asIntBuffer().put(current, 0, count);
      bytes.limit(count * Integer.BYTES);
      scratch.write(file, bytes);
    }
  }

  /** Nothing more is added. */
  IntColumn finish() {
    if (file != null) {
      flush(filled);
      current = new int[0];
      bytes = null;
    }
    return this;
  }

  /** Reads from the beginning. */
  Reader reader() {
    return new Reader();
  }

  /** Gives memory and file back. */
  @Override
  public void close() {
    blocks.forEach(scratch::release);
    blocks.clear();
    if (file != null) {
      scratch.close(file);
      file = null;
    }
    size = 0;
  }

  /** Reads the numbers of a column in their order. */
  final class Reader {
    private int[] block = new int[0];
    private @Nullable ByteBuffer read;
    private int at;
    private int end;
    private int next;
    private long left = size;
    private long position;

    boolean hasNext() {
      return left > 0;
    }

    int next() {
      if (at == end) {
        load();
      }
      left--;
      return block[at++];
    }

    private void load() {
      at = 0;
      end = (int) Math.min(Scratch.BLOCK, left);
      if (next < blocks.size()) {
        block = blocks.get(next++);
      } else if (file != null) {
        if (read == null) {
          read = ByteBuffer.allocate(Scratch.BLOCK * Integer.BYTES).order(ByteOrder.nativeOrder());
          block = new int[Scratch.BLOCK];
        }
        read.clear().limit(end * Integer.BYTES);
        scratch.read(file, read, position);
        read.flip();
        read.asIntBuffer().get(block, 0, end);
        position += (long) end * Integer.BYTES;
      } else {
        throw new IllegalStateException("a column is read beyond its end");
      }
    }
  }
}
