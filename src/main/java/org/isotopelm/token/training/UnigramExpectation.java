package org.isotopelm.token.training;

import java.util.Arrays;
import org.isotopelm.math.Team;

/**
 * How often each piece is expected to be used, over all ways to segment the text (the E step of
 * Kudo 2018, by the forward-backward algorithm).
 *
 * <p>Products of probabilities, not sums of logarithms: a piece of n bytes is weighted by c^n,
 * which changes nothing about the ways to segment a part, as all cover the same bytes. With c the
 * inverse of the mean probability of a byte, products stay near 1.
 */
final class UnigramExpectation {
  /** Parts of the text that are summed up apart, whatever the number of threads. */
  private static final int SHARDS = 8;

  private final UnigramLattice lattice;
  private final PieceText text;
  private final Team team;
  private double tilt = 1;
  private double nats;

  UnigramExpectation(UnigramLattice lattice, Team team) {
    this.lattice = lattice;
    this.text = lattice.text();
    this.team = team;
  }

  /** Minus the log-likelihood of the whole text by the last scores. */
  double nats() {
    return nats;
  }

  /**
   * Expected uses by piece.
   *
   * @param scores natural logarithms of probabilities, by piece
   */
  double[] of(double[] scores) {
    double[] weights = new double[scores.length];
    for (int piece = 0; piece < weights.length; piece++) {
      weights[piece] = StrictMath.exp(scores[piece] + tilt * lattice.length(piece));
    }
    double[][] sums = new double[SHARDS][];
    double[] shardNats = new double[SHARDS];
    team.run(
        SHARDS,
        (shard, thread) -> {
          Pass pass = new Pass(weights);
          pass.run(share(shard), share(shard + 1));
          sums[shard] = pass.expected;
          shardNats[shard] = pass.nats;
        });
    nats = 0;
    double bytes = 0;
    for (int shard = 0; shard < SHARDS; shard++) {
      nats += shardNats[shard];
      for (int piece = 0; shard > 0 && piece < weights.length; piece++) {
        sums[0][piece] += sums[shard][piece];
      }
    }
    for (int part = 0; part < text.parts(); part++) {
      bytes += (double) text.count(part) * (text.end(part) - text.start(part));
    }
    tilt = nats / bytes;
    return sums[0];
  }

  private int share(int shard) {
    return (int) ((long) text.parts() * shard / SHARDS);
  }

  /** One shard: sums of its own, and one part's forward and backward sums. */
  private final class Pass {
    final double[] weights;
    final double[] expected;
    final double[] forward = new double[PieceText.LONGEST + 1];
    final double[] backward = new double[PieceText.LONGEST + 1];
    double nats;

    Pass(double[] weights) {
      this.weights = weights;
      this.expected = new double[weights.length];
    }

    void run(int from, int to) {
      for (int part = from; part < to; part++) {
        int start = text.start(part);
        add(start, text.end(part) - start, (double) text.count(part));
      }
    }

    private void add(int start, int length, double count) {
      double likelihood = forward(start, length);
      if (likelihood < Double.MIN_NORMAL || likelihood > Double.MAX_VALUE) {
        addBytes(start, length, count);
        return;
      }
      backward(start, length, count / likelihood);
      nats -= count * (StrictMath.log(likelihood) - tilt * length);
    }

    private double forward(int start, int length) {
      Arrays.fill(forward, 1, length + 1, 0);
      forward[0] = 1;
      for (int i = 0; i < length; i++) {
        double here = forward[i];
        forward[i + 1] += here * weights[text.at(start + i)];
        int end = lattice.to(start + i);
        for (int m = lattice.from(start + i); m < end; m++) {
          int piece = lattice.piece(m);
          forward[i + lattice.length(piece)] += here * weights[piece];
        }
      }
      return forward[length];
    }

    private void backward(int start, int length, double scale) {
      backward[length] = 1;
      for (int i = length - 1; i >= 0; i--) {
        double here = forward[i] * scale;
        int single = text.at(start + i);
        double way = weights[single] * backward[i + 1];
        double sum = way;
        expected[single] += here * way;
        int end = lattice.to(start + i);
        for (int m = lattice.from(start + i); m < end; m++) {
          int piece = lattice.piece(m);
          way = weights[piece] * backward[i + lattice.length(piece)];
          sum += way;
          expected[piece] += here * way;
        }
        backward[i] = sum;
      }
    }

    /** A part so unlike the rest that its probability is out of range: its bytes alone. */
    private void addBytes(int start, int length, double count) {
      for (int place = start; place < start + length; place++) {
        int single = text.at(place);
        expected[single] += count;
        nats -= count * (StrictMath.log(weights[single]) - tilt);
      }
    }
  }
}
