package org.isotopelm.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.isotopelm.base.ContentHash;
import org.isotopelm.math.random.RandomStream;
import org.jspecify.annotations.Nullable;

/** What is known of each document without its text: 36 bytes a document, 56 with groups. */
final class DocumentIndex {
  /** Of memory, a document with its group. */
  static final int BYTES = 56;

  private long[] high = new long[64];
  private long[] low = new long[64];
  private long[] bytes = new long[64];
  private int[] words = new int[64];
  private int[] file = new int[64];
  private int[] number = new int[64];
  private final boolean grouped;
  private long[] groupHigh;
  private long[] groupLow;
  private int size;

  /** By document the first of its unit; made when all documents are there. */
  private int[] unit = new int[0];

  private boolean joined = true;

  /**
   * @param grouped whether every document is of a group
   */
  DocumentIndex(boolean grouped) {
    this.grouped = grouped;
    groupHigh = new long[grouped ? 64 : 0];
    groupLow = new long[grouped ? 64 : 0];
  }

  /** Adds document {@code numberInFile} (0-based) of a file. */
  void add(int fileIndex, int numberInFile, String text, @Nullable String group) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ContentHash hash = ContentHash.of(utf8);
    if (size == high.length) {
      grow(Math.multiplyExact(size, 2));
    }
    high[size] = hash.high();
    low[size] = hash.low();
    bytes[size] = utf8.length;
    words[size] = words(text);
    file[size] = fileIndex;
    if (grouped) {
      ContentHash groupHash = ContentHash.of(Objects.requireNonNull(group));
      groupHigh[size] = groupHash.high();
      groupLow[size] = groupHash.low();
    }
    number[size++] = numberInFile;
  }

  int size() {
    return size;
  }

  ContentHash hash(int document) {
    return new ContentHash(high[document], low[document]);
  }

  long high(int document) {
    return high[document];
  }

  long low(int document) {
    return low[document];
  }

  long bytes(int document) {
    return bytes[document];
  }

  int words(int document) {
    return words[document];
  }

  int file(int document) {
    return file[document];
  }

  int number(int document) {
    return number[document];
  }

  /** The bytes of all documents. */
  long bytes() {
    return Arrays.stream(bytes, 0, size).sum();
  }

  /** Keeps these documents only. */
  void retain(IntPredicate wanted) {
    int kept = 0;
    for (int d = 0; d < size; d++) {
      if (wanted.test(d)) {
        high[kept] = high[d];
        low[kept] = low[d];
        bytes[kept] = bytes[d];
        words[kept] = words[d];
        file[kept] = file[d];
        if (grouped) {
          groupHigh[kept] = groupHigh[d];
          groupLow[kept] = groupLow[d];
        }
        number[kept++] = number[d];
      }
    }
    size = kept;
    join();
  }

  /**
   * Finds out which groups go together: those that share a text, so that no text that is held out
   * stands in training. Where that would make a unit of more than a third of the bytes, and no
   * single group has as many, groups stay by themselves. To be called when all documents are there.
   */
  void join() {
    if (!grouped) {
      return;
    }
    int[] all = IntStream.range(0, size).toArray();
    int[] groups = FirstOccurrences.of(all, size, groupHigh, groupLow);
    int[] texts = firsts(all);
    int[] units = groups.clone();
    for (int d : all) {
      int a = root(units, d);
      int b = root(units, texts[d]);
      units[Math.max(a, b)] = Math.min(a, b);
    }
    for (int d : all) {
      units[d] = root(units, d);
    }
    long largest = Arrays.stream(weights(all, units)).max().orElse(0);
    joined =
        3 * largest <= bytes() || largest <= Arrays.stream(weights(all, groups)).max().orElse(0);
    unit = joined ? units : groups;
  }

  /** The first of a unit, with the way there made shorter (union-find by path halving). */
  private static int root(int[] units, int document) {
    int d = document;
    while (units[d] != d) {
      units[d] = units[units[d]];
      d = units[d];
    }
    return d;
  }

  /** Whether documents with the same text always stay together. */
  boolean joinsTexts() {
    return joined;
  }

  /**
   * For each of some documents the first of them with the same text. Empty documents have nothing
   * to share and stand for themselves.
   *
   * @return [size]
   */
  int[] firsts(int[] documents) {
    int[] firsts = FirstOccurrences.of(documents, size, high, low);
    for (int d : documents) {
      firsts[d] = bytes[d] == 0 ? d : firsts[d];
    }
    return firsts;
  }

  /** Whether every document is of a group. */
  boolean grouped() {
    return grouped;
  }

  /**
   * For each of some documents the first of them that it must not be parted from: the first of its
   * group and of those that share a text with it; where there are none, the first with the same
   * text.
   *
   * @param documents ascending
   * @return [size]
   */
  int[] unitFirsts(int[] documents) {
    if (!grouped) {
      return firsts(documents);
    }
    int[] firstOfUnit = new int[size];
    Arrays.fill(firstOfUnit, -1);
    int[] firsts = new int[size];
    for (int d : documents) {
      if (firstOfUnit[unit[d]] < 0) {
        firstOfUnit[unit[d]] = d;
      }
      firsts[d] = firstOfUnit[unit[d]];
    }
    return firsts;
  }

  /**
   * What the place of a document and of those that go with it is drawn by: the hash of their first
   * group; where there are none, of its text. Empty texts all hash alike: their numbers spread
   * them.
   */
  ContentHash unitHash(int document) {
    return grouped
        ? new ContentHash(groupHigh[unit[document]], groupLow[unit[document]])
        : new ContentHash(high[document], bytes[document] == 0 ? document : low[document]);
  }

  /**
   * The first documents of some units in the order in which splits and folds draw them: that of a
   * hash of text (or group) and seed.
   */
  int[] drawn(int[] units, long seed) {
    long key = RandomStream.of(seed, "split").key();
    return HashOrder.of(
        units,
        d -> {
          ContentHash hash = unitHash(d);
          return RandomStream.derive(RandomStream.derive(key, hash.high()), hash.low());
        });
  }

  /** What messages say behind "documents": {@code " of 3 groups"}; nothing where there are none. */
  String ofGroups(int[] documents) {
    if (!grouped) {
      return "";
    }
    long groups = units(documents, FirstOccurrences.of(documents, size, groupHigh, groupLow));
    long apart = units(documents, unitFirsts(documents));
    String sharing =
        apart == groups
            ? ""
            : ", "
                + apart
                + (apart == 1 ? " that shares" : " that share")
                + " no text with others,";
    return String.format(Locale.ROOT, " of %d group%s%s", groups, groups == 1 ? "" : "s", sharing);
  }

  private static long units(int[] documents, int[] firsts) {
    return IntStream.of(documents).filter(d -> firsts[d] == d).count();
  }

  /** For each first document the bytes of it and those that go with it; [size]. */
  long[] weights(int[] documents, int[] firsts) {
    long[] weights = new long[size];
    for (int d : documents) {
      weights[firsts[d]] += bytes[d];
    }
    return weights;
  }

  private void grow(int capacity) {
    high = Arrays.copyOf(high, capacity);
    low = Arrays.copyOf(low, capacity);
    bytes = Arrays.copyOf(bytes, capacity);
    words = Arrays.copyOf(words, capacity);
    file = Arrays.copyOf(file, capacity);
    number = Arrays.copyOf(number, capacity);
    if (grouped) {
      groupHigh = Arrays.copyOf(groupHigh, capacity);
      groupLow = Arrays.copyOf(groupLow, capacity);
    }
  }

  /** Runs of characters between white space, as Unicode defines it. */
  static int words(String text) {
    int words = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean space = Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
      words += !space && !inside ? 1 : 0;
      inside = !space;
    }
    return words;
  }
}
