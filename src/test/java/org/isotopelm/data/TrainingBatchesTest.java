package org.isotopelm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingBatchesTest {
  private static final int END = 1000;

  /** Documents of distinct tokens: token 100·d + i is token i of document d. */
  private static TokenizedSplit split(boolean boundaries, int... lengths) {
    int[][] ids = new int[lengths.length][];
    for (int d = 0; d < lengths.length; d++) {
      int document = d;
      ids[d] = IntStream.range(0, lengths[d]).map(i -> 100 * document + i).toArray();
    }
    long[] none = new long[lengths.length];
    int[] documents = IntStream.range(0, lengths.length).toArray();
    return new TokenizedSplit(
        TokenStore.of(ids, none, none, none, none), documents, END, boundaries);
  }

  /** The stream of targets, by the definition. */
  private static List<Integer> targets(TokenizedSplit split) {
    List<Integer> targets = new ArrayList<>();
    for (int d : split.documents()) {
      for (long i = split.store().start(d); i < split.store().end(d); i++) {
        targets.add(split.store().token(i));
      }
      if (split.boundaries()) {
        targets.add(END);
      }
    }
    return targets;
  }

  @ParameterizedTest
  @CsvSource({
    "true,4,4",
    "true,4,1",
    "false,4,4",
    "false,4,1",
    "true,1,1",
    "true,7,7",
    "true,23,23",
    "false,5,1",
    "true,16,1"
  })
  void fill_epochByEpoch_everyTokenIsATargetOnce(boolean boundaries, int context, int perRow) {
    TokenizedSplit split = split(boundaries, 5, 0, 1, 12, 0, 3, 6);
    List<Integer> expected = targets(split);
    assertThat(split.targets()).isEqualTo(expected.size());
    TrainingBatches batches = new TrainingBatches(split, context, perRow, 1, 7);
    Batch batch = new Batch(1, context, perRow);
    Set<List<Integer>> orders = new HashSet<>();
    for (int epoch = 0; epoch < 6; epoch++) {
      List<Integer> seen = new ArrayList<>();
      for (long b = 0; b < batches.windows(); b++) {
        batches.fill(epoch * batches.windows() + b, batch);
        assertRow(expected, batch, boundaries);
        Arrays.stream(batch.targets()).filter(t -> t != Batch.IGNORED).forEach(seen::add);
      }
      assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
      orders.add(seen);
    }
    // Two windows have few orders: some epochs may be alike.
    assertThat(orders).hasSizeGreaterThan(3);
  }

  /** What a row must hold, told from its targets alone: tokens are distinct but for END. */
  private static void assertRow(List<Integer> stream, Batch batch, boolean boundaries) {
    int context = batch.context();
    int[] inputs = batch.inputs();
    int[] starts = batch.starts();
    boolean sequence = batch.targetsPerRow() == context && context > 1;
    for (int i = 0; i < context; i++) {
      assertThat(starts[i]).isBetween(0, i);
      if (i > 0 && starts[i] != i) {
        assertThat(starts[i]).isEqualTo(starts[i - 1]);
      }
      int following =
          sequence ? batch.targets()[i] : i + 1 < context ? inputs[i + 1] : batch.targets()[0];
      if (following == Batch.IGNORED || following == END) {
        continue;
      }
      int at = stream.indexOf(following);
      boolean first = at == 0 || (boundaries && stream.get(at - 1) == END);
      assertThat(inputs[i]).isEqualTo(first ? END : stream.get(at - 1));
      if (sequence && first) {
        assertThat(starts[i]).isEqualTo(i);
      }
      if (sequence && !first && i > 0) {
        assertThat(starts[i]).isEqualTo(starts[i - 1]);
      }
    }
  }

  @Test
  void fill_positional_fillsWhatIsMissingWithTheEnd() {
    TokenizedSplit split = split(true, 1, 4);
    TrainingBatches batches = new TrainingBatches(split, 3, 1, 7, 1);
    assertThat(batches.windows()).isEqualTo(7);
    Batch batch = new Batch(7, 3, 1);
    batches.fill(0, batch);
    List<String> rows = new ArrayList<>();
    for (int r = 0; r < 7; r++) {
      rows.add(
          Arrays.toString(Arrays.copyOfRange(batch.inputs(), 3 * r, 3 * r + 3))
              + Arrays.toString(Arrays.copyOfRange(batch.starts(), 3 * r, 3 * r + 3))
              + batch.targets()[r]);
    }
    assertThat(rows)
        .containsExactlyInAnyOrder(
            "[100, 101, 102][0, 0, 0]103",
            "[1000, 1000, 0][0, 1, 1]1000",
            "[1000, 1000, 1000][0, 1, 2]0",
            "[1000, 1000, 1000][0, 1, 2]100",
            "[1000, 1000, 100][0, 1, 1]101",
            "[1000, 100, 101][0, 0, 0]102",
            "[101, 102, 103][0, 0, 0]1000");
  }

  @Test
  void fill_batchesOfManyRows_areTheRowsOneByOne() {
    TokenizedSplit split = split(true, 5, 9, 2, 30);
    for (int perRow : new int[] {4, 1}) {
      TrainingBatches wide = new TrainingBatches(split, 4, perRow, 5, 3);
      TrainingBatches narrow = new TrainingBatches(split, 4, perRow, 1, 3);
      Batch five = new Batch(5, 4, perRow);
      Batch one = new Batch(1, 4, perRow);
      for (int b = 0; b < 40; b++) {
        wide.fill(b, five);
        for (int row = 0; row < 5; row++) {
          narrow.fill(5L * b + row, one);
          assertThat(Arrays.copyOfRange(five.inputs(), 4 * row, 4 * row + 4))
              .isEqualTo(one.inputs());
          assertThat(Arrays.copyOfRange(five.starts(), 4 * row, 4 * row + 4))
              .isEqualTo(one.starts());
          assertThat(Arrays.copyOfRange(five.targets(), perRow * row, perRow * (row + 1)))
              .isEqualTo(one.targets());
        }
      }
    }
  }

  @Test
  void fill_anyBatchFirst_isTheSameAsInOrder() {
    TokenizedSplit split = split(false, 50, 31);
    Batch inOrder = new Batch(3, 8, 8);
    Batch resumed = new Batch(3, 8, 8);
    TrainingBatches running = new TrainingBatches(split, 8, 8, 3, 9);
    for (int b = 0; b <= 17; b++) {
      running.fill(b, inOrder);
    }
    new TrainingBatches(split, 8, 8, 3, 9).fill(17, resumed);
    assertThat(resumed.inputs()).isEqualTo(inOrder.inputs());
    assertThat(resumed.targets()).isEqualTo(inOrder.targets());
    new TrainingBatches(split, 8, 8, 3, 10).fill(17, resumed);
    assertThat(resumed.targets()).isNotEqualTo(inOrder.targets());
  }

  @ParameterizedTest
  @CsvSource({
    "true,4,3",
    "false,4,3",
    "true,1,1",
    "true,1,5",
    "false,5,2",
    "true,16,1",
    "true,2,50"
  })
  void fill_inOrder_streamsGoOnAndEveryTokenIsATargetOnce(
      boolean boundaries, int context, int rows) {
    TokenizedSplit split = split(boundaries, 5, 0, 1, 12, 0, 3, 6);
    List<Integer> ring = targets(split);
    TrainingBatches batches = TrainingBatches.inOrder(split, context, rows, 7);
    Batch batch = new Batch(rows, context, context);
    long perEpoch = batches.windows() / rows;
    Set<List<Integer>> orders = new HashSet<>();
    for (int epoch = 0; epoch < 6; epoch++) {
      List<List<Integer>> streams = new ArrayList<>();
      IntStream.range(0, rows).forEach(row -> streams.add(new ArrayList<>()));
      for (long s = 0; s < perEpoch; s++) {
        batches.fill(epoch * perEpoch + s, batch);
        assertThat(batch.counted(0, rows)).isPositive();
        for (int row = 0; row < rows; row++) {
          assertWindow(ring, boundaries, batch, row, s == 0, streams.get(row));
        }
      }
      // The streams, one after another, are the ring from some place on.
      List<Integer> seen = streams.stream().flatMap(List::stream).toList();
      List<Integer> twice = new ArrayList<>(ring);
      twice.addAll(ring);
      assertThat(seen).hasSameSizeAs(ring);
      assertThat(Collections.indexOfSubList(twice, seen)).isNotNegative();
      orders.add(seen);
      int longest = streams.stream().mapToInt(List::size).max().orElseThrow();
      assertThat(streams).allMatch(stream -> stream.size() >= longest - 1);
    }
    assertThat(orders).hasSizeGreaterThan(3);
  }

  /** A row of a stream, given the targets of its windows before, which it is added to. */
  private static void assertWindow(
      List<Integer> ring,
      boolean boundaries,
      Batch batch,
      int row,
      boolean first,
      List<Integer> stream) {
    int start = 0;
    for (int i = 0; i < batch.context(); i++) {
      int at = row * batch.context() + i;
      int target = batch.targets()[at];
      if (target == Batch.IGNORED) {
        assertThat(batch.starts()[at]).isEqualTo(i);
        continue;
      }
      int input = batch.inputs()[at];
      // Tokens are distinct: but for an end, which is where the input does not tell a beginning.
      int place = target == END ? -1 : ring.indexOf(target);
      boolean begins =
          target == END ? input == END : place == 0 || (boundaries && ring.get(place - 1) == END);
      if (begins) {
        start = i;
        assertThat(input).isEqualTo(END);
      } else if (i == 0) {
        start = first ? 0 : Batch.CARRIED;
      }
      if (!begins && !stream.isEmpty()) {
        assertThat(input).isEqualTo(stream.getLast());
      }
      assertThat(batch.starts()[at]).isEqualTo(start);
      stream.add(target);
    }
  }

  @Test
  void fill_someDocumentsOfAStore_readsThoseOnly() {
    TokenStore store = split(true, 4, 5, 6).store();
    TokenizedSplit split = new TokenizedSplit(store, new int[] {0, 2}, END, true);
    assertThat(split.targets()).isEqualTo(12);
    Batch batch = new Batch(12, 3, 1);
    new TrainingBatches(split, 3, 1, 12, 1).fill(0, batch);
    assertThat(batch.targets())
        .containsExactlyInAnyOrder(0, 1, 2, 3, END, 200, 201, 202, 203, 204, 205, END);
  }

  @Test
  void fill_warm_allocatesNothing() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    TokenizedSplit split = split(true, 90, 80, 70, 60);
    for (int perRow : new int[] {8, 1}) {
      TrainingBatches batches = new TrainingBatches(split, 8, perRow, 64, 1);
      Batch batch = new Batch(64, 8, perRow);
      for (int b = 0; b < 2_000; b++) {
        batches.fill(b, batch);
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int b = 0; b < 1_000; b++) {
        batches.fill(b, batch);
      }
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
    }
  }

  @Test
  void create_splitShorterThanAWindow_saysWhatIsNeeded() {
    assertThatThrownBy(() -> new TrainingBatches(split(true, 6), 8, 8, 2, 1))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageContaining("7 tokens")
        .hasMessageContaining("at least 9");
  }
}
