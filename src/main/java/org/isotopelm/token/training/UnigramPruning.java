package org.isotopelm.token.training;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.isotopelm.math.Team;

/**
 * Drops the pieces whose loss lowers the likelihood of the text least (Kudo 2018, section 3.2; the
 * loss is SentencePiece's). The best segmentation of the text says how often each piece is used;
 * without the piece, its uses would be spelled by the second-best way to write it.
 */
final class UnigramPruning {
  private static final int SHARDS = 8;

  private final UnigramLattice lattice;
  private final PieceText text;
  private final double[] scores;

  private UnigramPruning(UnigramLattice lattice, double[] scores) {
    this.lattice = lattice;
    this.text = lattice.text();
    this.scores = scores;
  }

  /**
   * Which pieces to keep: the bytes, and the best of the others.
   *
   * @param size how many, bytes included
   */
  static boolean[] kept(UnigramLattice lattice, double[] scores, int size, Team team) {
    UnigramPruning pruning = new UnigramPruning(lattice, scores);
    double[] losses = pruning.losses(pruning.uses(team), team);
    boolean[] kept = new boolean[losses.length];
    Arrays.fill(kept, 0, UnigramLattice.BYTES, true);
    IntStream.range(UnigramLattice.BYTES, losses.length)
        .filter(piece -> losses[piece] > Double.NEGATIVE_INFINITY)
        .boxed()
        .sorted((a, b) -> Double.compare(losses[b], losses[a]))
        .limit(size - UnigramLattice.BYTES)
        .forEach(piece -> kept[piece] = true);
    return kept;
  }

  /** How often each piece is used in the best segmentation of the text. */
  private double[] uses(Team team) {
    double[][] sums = new double[SHARDS][scores.length];
    team.run(
        SHARDS,
        (shard, thread) -> {
          BestPath path = new BestPath(lattice, scores);
          int end = share(text.parts(), shard + 1);
          for (int part = share(text.parts(), shard); part < end; part++) {
            int start = text.start(part);
            path.find(start, text.end(part) - start, BestPath.NONE);
            for (int i = 0; i < path.size(); i++) {
              sums[shard][path.piece(i)] += text.count(part);
            }
          }
        });
    for (int shard = 1; shard < SHARDS; shard++) {
      for (int piece = 0; piece < scores.length; piece++) {
        sums[0][piece] += sums[shard][piece];
      }
    }
    return sums[0];
  }

  /** The loss of likelihood by piece; minus infinity for pieces that are not used at all. */
  private double[] losses(double[] uses, Team team) {
    double all = Arrays.stream(uses).sum();
    double[] losses = new double[uses.length];
    team.run(
        SHARDS,
        (shard, thread) -> {
          BestPath path = new BestPath(lattice, scores);
          int end = share(uses.length, shard + 1);
          int start = Math.max(share(uses.length, shard), UnigramLattice.BYTES);
          for (int piece = start; piece < end; piece++) {
            losses[piece] = loss(piece, path, uses, all);
          }
        });
    return losses;
  }

  private static int share(int size, int shard) {
    return (int) ((long) size * shard / SHARDS);
  }

  private double loss(int piece, BestPath path, double[] uses, double all) {
    if (uses[piece] == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    path.find(lattice.example(piece), lattice.length(piece), piece);
    if (path.score() > scores[piece]) {
      return Double.NEGATIVE_INFINITY;
    }
    double own = StrictMath.log(uses[piece]) - StrictMath.log(all);
    double total = StrictMath.log(all + uses[piece] * (path.size() - 1));
    double others = 0;
    for (int i = 0; i < path.size(); i++) {
      others += StrictMath.log(uses[path.piece(i)] + uses[piece]) - total;
    }
    return uses[piece] * (own - others);
  }
}
