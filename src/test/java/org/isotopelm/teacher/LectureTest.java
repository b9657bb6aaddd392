package org.isotopelm.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.isotopelm.data.Passages;
import org.isotopelm.data.SoftTargets;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.eval.Splits;
import org.isotopelm.math.Team;
import org.isotopelm.model.mixture.BigramModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LectureTest {
  private static final int VOCABULARY = 20;
  private static final int TOP = 6;
  private static final BigramModel MODEL = BigramModel.any(VOCABULARY, 3);

  @TempDir Path folder;

  /** What a bigram model says depends on one token, however long documents are cut. */
  @ParameterizedTest
  @CsvSource({"true, 1", "true, 3", "false, 2"})
  void write_documentsOfAnyLength_keepsTheMostProbableTokens(boolean boundaries, int threads)
      throws IOException {
    TokenizedSplit split = Splits.of(boundaries, Splits.documents(0, 3, 2500, 1, 0, 40, 1024));
    SoftTargets targets = written(split, threads);
    Passages passages = new Passages(split);
    assertThat(targets.count()).isEqualTo(passages.targets());
    int[] ids = new int[TOP];
    float[] probabilities = new float[TOP];
    int[] input = new int[1];
    for (int target = 0; target < passages.targets(); target++) {
      int passage = passages.passageOf(target);
      passages.inputs(passage, target - passages.first(passage), input, 0, 1);
      double[] next = MODEL.next()[input[0]];
      targets.copy(target, ids, probabilities, 0);
      assertThat(ids).containsExactly(most(next));
      for (int k = 0; k < TOP; k++) {
        assertThat(probabilities[k]).isEqualTo((float) next[ids[k]]);
      }
    }
  }

  private SoftTargets written(TokenizedSplit split, int threads) throws IOException {
    Path file = folder.resolve("targets");
    try (OutputStream out = Files.newOutputStream(file);
        Team team = new Team(threads)) {
      new Lecture(MODEL, split, TOP, team, () -> false).write(out);
    }
    return SoftTargets.open(file);
  }

  /** Of equals those with the lowest ids; in ascending order. */
  private static int[] most(double[] p) {
    List<Integer> best =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer id) -> -p[id]).thenComparing(id -> id))
            .limit(TOP)
            .sorted()
            .toList();
    return best.stream().mapToInt(id -> id).toArray();
  }

  @Test
  void write_askedToStop_ends() throws IOException {
    TokenizedSplit split = Splits.of(true, Splits.documents(3));
    try (OutputStream out = Files.newOutputStream(folder.resolve("targets"));
        Team team = new Team(1)) {
      assertThatThrownBy(() -> new Lecture(MODEL, split, TOP, team, () -> true).write(out))
          .isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void all_longDocument_isReadInPiecesWithALead() {
    TokenizedSplit split = Splits.of(true, Splits.documents(700, 5));
    assertThat(new Pieces(split, 300).all())
        .containsExactly(
            new Pieces.Piece(0, 0, 300, false),
            new Pieces.Piece(300, 128, 172, false),
            new Pieces.Piece(472, 128, 172, false),
            new Pieces.Piece(644, 128, 57, true),
            new Pieces.Piece(701, 0, 6, true));
  }
}
