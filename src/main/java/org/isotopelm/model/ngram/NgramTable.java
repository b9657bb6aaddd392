package org.isotopelm.model.ngram;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.isotopelm.base.FileReason;
import org.isotopelm.base.ProblemException;

/**
 * N-grams with their probabilities and back-off weights, as a trie in breadth-first order: {@link
 * NgramSizes} numbers its nodes, and the nodes of one order are sorted by their context and then by
 * their last token. So the n-grams that lengthen a context by one token stand side by side.
 *
 * <p>A node's suffix is the longest n-gram that is left of it without its first tokens and that the
 * table has. Suffixes lead from a context to the shorter ones, and from an n-gram of the highest
 * order to the context of the next token (the failure links of Aho and Corasick 1975).
 *
 * <p>p(w | c) is that of the node (c, w); if there is none, it is the back-off weight of c times
 * p(w | suffix of c) (Katz 1987). Immutable; any number of threads may read one.
 */
public final class NgramTable {
  /** The node of the empty context. */
  public static final int ROOT = 0;

  /** What {@link #find} returns for an n-gram that is not in the table. */
  public static final int ABSENT = -1;

  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Bytes of a node that can be a context, and of one of the highest order. */
  static final int INNER = 24;

  static final int LEAF = 12;

  /** Offsets in a node; the last two are those of a context. */
  static final int TOKEN = 0;

  static final int PROBABILITY = 4;
  static final int SUFFIX = 8;
  static final int FIRST_CHILD = 12;
  static final int BACKOFF = 16;

  private final NgramSizes sizes;
  private final NgramBins bins;
  private final NgramNodes nodes;
  private final NgramSegments segments;
  private final MemorySegment unigrams;
  private final ChildIndex index;
  private final boolean distribution;
  private final int vocabulary;
  private final int contexts;

  /**
   * @param bins of a quantised table
   * @param segments where its numbers are; what {@code nodes} reads among them
   */
  NgramTable(
      NgramSizes sizes,
      NgramBins bins,
      NgramNodes nodes,
      NgramSegments segments,
      boolean distribution) {
    this.sizes = sizes;
    this.bins = bins;
    this.nodes = nodes;
    this.segments = segments;
    unigrams = segments.unigrams();
    index = new ChildIndex(segments.index());
    this.distribution = distribution;
    vocabulary = sizes.vocabulary();
    contexts = sizes.contexts();
  }

  /**
   * Maps the table of a file and verifies its checksum.
   *
   * @throws ProblemException (data) if the file is not a table, or not whole
   */
  public static NgramTable open(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MemorySegment segment =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      return NgramFormat.table(segment, file.toString());
    } catch (UncheckedIOException e) {
      throw ProblemException.data(file + ": cannot be read: " + e.getMessage(), e);
    } catch (IOException e) {
      throw ProblemException.data(file + ": cannot be read: " + FileReason.of(e), e);
    }
  }

  /** Writes the table as a file has it; {@link NgramFormat} describes the layout. */
  public void write(OutputStream out) throws IOException {
    NgramFormat.write(this, out);
  }

  /** Whether the probabilities of all tokens sum to one after every context. */
  public boolean isDistribution() {
    return distribution;
  }

  /** How many n-grams it has, and where each order's nodes are. */
  public NgramSizes sizes() {
    return sizes;
  }

  /** Number of slots of the index. */
  int slots() {
    return (int) (segments.index().byteSize() / Integer.BYTES);
  }

  NgramSegments segments() {
    return segments;
  }

  /** The values of its probabilities, if it is quantised. */
  NgramBins bins() {
    return bins;
  }

  /** The last token of a node's n-gram; V for the context {@code <s>}. */
  public int token(int node) {
    return nodes.token(node);
  }

  /** The probability of a node's last token after the tokens before it. */
  public double probability(int node) {
    return node <= vocabulary ? unigram(node - 1) : nodes.probability(node);
  }

  /** The probability of a token after nothing. */
  public double unigram(int token) {
    return unigrams.getAtIndex(DOUBLE, token);
  }

  /** The node of the longest suffix of a node's n-gram; the root for the shortest. */
  public int suffix(int node) {
    return nodes.suffix(node);
  }

  /** Whether a node is below the highest order, so that it can have children. */
  public boolean isContext(int node) {
    return node < contexts;
  }

  /** The first n-gram that lengthens a context; {@link #token} sorts them. */
  public int firstChild(int context) {
    return nodes.firstChild(context);
  }

  /** One past the last n-gram that lengthens a context. */
  public int childrenEnd(int context) {
    return context == ROOT ? vocabulary + 1 : firstChild(context + 1);
  }

  /** What the probabilities of a shorter context are multiplied by in this one. */
  public double backoff(int context) {
    return nodes.backoff(context);
  }

  /** The n-gram that lengthens a context by a token, or {@link #ABSENT}. */
  public int find(int context, int token) {
    if (context == ROOT) {
      return token + 1;
    }
    int first = firstChild(context);
    int end = firstChild(context + 1);
    if (end - first > ChildIndex.NARROW && !index.isEmpty()) {
      return index.find(this, context, token, first, end);
    }
    return search(token, first, end);
  }

  /**
   * The n-gram that {@link #find} would return, or another one, or {@link #ABSENT} where it would
   * return that: found without a look at any n-gram.
   */
  int candidate(int context, int token) {
    if (context == ROOT) {
      return token + 1;
    }
    int first = firstChild(context);
    int children = firstChild(context + 1) - first;
    if (children <= ChildIndex.NARROW || index.isEmpty()) {
      return children == 0 ? ABSENT : first;
    }
    int node = index.first(context, token);
    boolean own = node >= first && node < first + children;
    return node == 0 ? ABSENT : own ? node : first; // another context's child has taken the slot
  }

  /** Halves the children that may be it until one is left. */
  private int search(int token, int first, int end) {
    int low = first;
    int high = end - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = token(middle);
      if (found == token) {
        return middle;
      }
      if (found < token) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return ABSENT;
  }

  /** The probability of a token after a context. */
  public double probability(int context, int token) {
    double weight = 1;
    int at = context;
    int node = find(at, token);
    while (node == ABSENT) {
      weight *= backoff(at);
      at = suffix(at);
      node = find(at, token);
    }
    return weight * probability(node);
  }

  /** The context in which the next token stands after a node's n-gram. */
  public int next(int node) {
    return node < contexts ? node : suffix(node);
  }
}
