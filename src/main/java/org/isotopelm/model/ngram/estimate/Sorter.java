package org.isotopelm.model.ngram.estimate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.isotopelm.math.Team;

/**
 * Sorts more records than memory holds: full buffers are sorted and written as runs, and the runs
 * are merged (Knuth 1998, 5.4). Where one buffer holds all records, nothing is written. It can be
 * used again for other records after they were read.
 */
final class Sorter {
  /** Records in the order of their keys; those of equal keys as they were added. */
  interface Sorted {
    /** Goes to the next record; false: there is none. */
    boolean next();

    long key();

    long payload();
  }

  /** Records that are written at a time: their keys, and then their payloads. */
  private static final int WRITTEN = 1 << 13;

  private final Scratch scratch;
  private final RadixSort radix;
  private final int width;
  private final int lowest;
  private final int capacity;

  /** As {@link RadixSort#sort} has it. */
  private final long[][] records;

  private final List<FileChannel> runs = new ArrayList<>();
  private final List<Long> runSizes = new ArrayList<>();
  private int size;

  /**
   * @param bytes of memory
   * @param most records, where that is known
   * @param lowest the first bit of a key that counts
   * @param payload whether records have one
   */
  Sorter(Scratch scratch, Team team, long bytes, long most, int lowest, boolean payload) {
    this.scratch = scratch;
    this.lowest = lowest;
    radix = new RadixSort(team);
    width = payload ? 2 : 1;
    long fits = bytes / (2L * width * Long.BYTES);
    capacity = Math.clamp(Math.min(fits, most), 1024, 1 << 28);
    int payloads = payload ? capacity : 0;
    records =
        new long[][] {
          new long[capacity], new long[capacity], new long[payloads], new long[payloads]
        };
  }

  void add(long key) {
    if (size == capacity) {
      writeRun();
    }
    records[0][size++] = key;
  }

  void add(long key, long payload) {
    if (size == capacity) {
      writeRun();
    }
    records[0][size] = key;
    records[2][size++] = payload;
  }

  /** All records in order; they must be read before others are added. */
  Sorted sorted() {
    if (runs.isEmpty()) {
      radix.sort(records, size, lowest);
      int all = size;
      size = 0;
      return new InMemory(all);
    }
    writeRun();
    return new Merged();
  }

  private void writeRun() {
    radix.sort(records, size, lowest);
    FileChannel file = scratch.open();
    ByteBuffer bytes =
        ByteBuffer.allocate(WRITTEN * width * Long.BYTES).order(ByteOrder.nativeOrder());
    for (int from = 0; from < size; from += WRITTEN) {
      int count = Math.min(WRITTEN, size - from);
      bytes.clear();
      LongBuffer longs = bytes.asLongBuffer();
      longs.put(records[0], from, count);
      if (width == 2) {
        longs.put(records[2], from, count);
      }
      bytes.limit(count * width * Long.BYTES);
      scratch.write(file, bytes);
    }
    runs.add(file);
    runSizes.add((long) size);
    size = 0;
  }

  /** The records of one buffer. */
  private final class InMemory implements Sorted {
    private final long[] keys = records[0];
    private final long[] payloads = records[2];
    private final int all;
    private int at = -1;

    InMemory(int all) {
      this.all = all;
    }

    @Override
    public boolean next() {
      return ++at < all;
    }

    @Override
    public long key() {
      return keys[at];
    }

    @Override
    public long payload() {
      return payloads[at];
    }
  }

  /**
   * The records of all runs, by a heap of the runs' next keys. The arrays of a buffer hold what was
   * read of the runs.
   */
  private final class Merged implements Sorted {
    private final int part = Math.min(WRITTEN, capacity / runs.size());
    private final ByteBuffer bytes =
        ByteBuffer.allocate(part * Long.BYTES).order(ByteOrder.nativeOrder());

    /** By run: its next record in the buffer, one past the last one there, and what was read. */
    private final int[] at = new int[runs.size()];

    private final int[] end = new int[runs.size()];
    private final long[] read = new long[runs.size()];

    /** The runs that have records left; the one with the smallest key is first. */
    private final int[] heap = new int[runs.size()];

    private int left;
    private long key;
    private long payload;

    Merged() {
      for (int run = 0; run < runs.size(); run++) {
        if (fill(run)) {
          heap[left++] = run;
        }
      }
      for (int i = left / 2; i >= 0; i--) {
        sink(i);
      }
    }

    /** Reads the next records of a run, as many as there is room for; false: it has none. */
    private boolean fill(int run) {
      int inChunk = (int) (read[run] % WRITTEN);
      long chunk = read[run] - inChunk;
      int chunkSize = (int) Math.min(WRITTEN, runSizes.get(run) - chunk);
      int count = Math.min(part, chunkSize - inChunk);
      if (count <= 0) {
        return false;
      }
      at[run] = run * part;
      end[run] = at[run] + count;
      long begin = chunk * width * Long.BYTES;
      load(run, begin + (long) inChunk * Long.BYTES, records[0], count);
      if (width == 2) {
        load(run, begin + (long) (chunkSize + inChunk) * Long.BYTES, records[2], count);
      }
      read[run] += count;
      return true;
    }

    private void load(int run, long position, long[] to, int count) {
      bytes.clear().limit(count * Long.BYTES);
      scratch.read(runs.get(run), bytes, position);
      bytes.flip();
      bytes.asLongBuffer().get(to, at[run], count);
    }

    @Override
    public boolean next() {
      if (left == 0) {
        return false;
      }
      int run = heap[0];
      key = records[0][at[run]];
      payload = width == 2 ? records[2][at[run]] : 0;
      at[run]++;
      if (at[run] == end[run] && !fill(run)) {
        heap[0] = heap[--left];
      }
      if (left == 0) {
        close();
      } else {
        sink(0);
      }
      return true;
    }

    /** The last record was read: nobody may ask for one more. */
    private void close() {
      runs.forEach(scratch::close);
      runs.clear();
      runSizes.clear();
    }

    private void sink(int from) {
      int i = from;
      int run = heap[i];
      while (2 * i + 1 < left) {
        int child = 2 * i + 1;
        if (child + 1 < left && isBefore(heap[child + 1], heap[child])) {
          child++;
        }
        if (!isBefore(heap[child], run)) {
          break;
        }
        heap[i] = heap[child];
        i = child;
      }
      heap[i] = run;
    }

    private boolean isBefore(int one, int other) {
      long a = records[0][at[one]];
      long b = records[0][at[other]];
      return a < b || (a == b && one < other);
    }

    @Override
    public long key() {
      return key;
    }

    @Override
    public long payload() {
      return payload;
    }
  }
}
