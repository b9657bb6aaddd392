package org.isotopelm.token.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.Digamma;
import org.isotopelm.math.Team;

/**
 * Learns a unigram model of tokens (Kudo 2018, "Subword Regularization"): it begins with many
 * pieces, fits their probabilities by expectation maximisation, drops a quarter of them, and goes
 * on until few enough are left. The details are those of SentencePiece's trainer. The 256 bytes are
 * always among the pieces, so that every text can be written.
 */
public final class UnigramLearner {
  private static final int ITERATIONS = 2;
  private static final double SHRINKING = 0.75;
  private static final double ROOM = 1.1;

  /** A piece that is expected less often is dropped; a byte counts as much. */
  private static final double LEAST = 0.5;

  /**
   * A token.
   *
   * @param bytes its UTF-8
   * @param score the natural logarithm of its probability
   */
  public record Piece(byte[] bytes, double score) {}

  private final UnigramLattice lattice;
  private final UnigramExpectation expectation;
  private final Team team;
  private double[] scores;

  private UnigramLearner(PieceText text, Team team) {
    this.team = team;
    SeedPieces seeds = new SeedPieces(text);
    lattice = new UnigramLattice(text, seeds);
    expectation = new UnigramExpectation(lattice, team);
    scores = new double[lattice.size()];
    start(seeds);
  }

  /**
   * Learns pieces.
   *
   * @param size number of pieces, the bytes included
   * @return bytes 0 to 255, and then the others, the most probable first
   */
  public static List<Piece> learn(CountedPieces pieces, int size) {
    return learn(pieces, size, Runtime.getRuntime().availableProcessors());
  }

  static List<Piece> learn(CountedPieces pieces, int size, int threads) {
    try (Team team = new Team(threads)) {
      return new UnigramLearner(new PieceText(pieces), team).run(size);
    }
  }

  /** Probabilities in proportion to frequency times length. */
  private void start(SeedPieces seeds) {
    PieceText text = lattice.text();
    for (int part = 0; part < text.parts(); part++) {
      for (int place = text.start(part); place < text.end(part); place++) {
        scores[text.at(place)] += text.count(part);
      }
    }
    for (int byteValue = 0; byteValue < UnigramLattice.BYTES; byteValue++) {
      scores[byteValue] = Math.max(scores[byteValue], LEAST);
    }
    for (int seed = 0; seed < seeds.size(); seed++) {
      scores[UnigramLattice.BYTES + seed] = seeds.promise(seed);
    }
    double sum = Arrays.stream(scores).sum();
    scores = Arrays.stream(scores).map(score -> StrictMath.log(score / sum)).toArray();
  }

  private List<Piece> run(int size) {
    int enough = Math.max((int) (ROOM * size), UnigramLattice.BYTES + 1);
    while (true) {
      for (int i = 0; i < ITERATIONS; i++) {
        maximize(expectation.of(scores));
      }
      if (lattice.size() <= enough) {
        return best(size);
      }
      int smaller = Math.max(enough, (int) (SHRINKING * lattice.size()));
      retain(UnigramPruning.kept(lattice, scores, smaller, team));
    }
  }

  /** The M step, with a Dirichlet prior that favours few pieces (Liang and Klein 2007). */
  private void maximize(double[] expected) {
    boolean[] kept = new boolean[expected.length];
    double sum = 0;
    for (int piece = 0; piece < expected.length; piece++) {
      if (piece < UnigramLattice.BYTES) {
        expected[piece] = Math.max(expected[piece], LEAST);
      }
      kept[piece] = expected[piece] >= LEAST;
      sum += kept[piece] ? expected[piece] : 0;
    }
    double logSum = Digamma.value(sum);
    scores = Arrays.stream(expected).map(e -> Digamma.value(e) - logSum).toArray();
    retain(kept);
  }

  private void retain(boolean[] kept) {
    double[] all = scores;
    scores = Arrays.stream(lattice.retain(kept)).mapToDouble(piece -> all[piece]).toArray();
  }

  private List<Piece> best(int size) {
    Comparator<Integer> byScore = (a, b) -> Double.compare(scores[b], scores[a]);
    return IntStream.concat(
            IntStream.range(0, UnigramLattice.BYTES),
            IntStream.range(UnigramLattice.BYTES, lattice.size())
                .boxed()
                .sorted(byScore)
                .limit(Math.max(0, size - UnigramLattice.BYTES))
                .mapToInt(piece -> piece))
        .mapToObj(piece -> new Piece(lattice.bytes(piece), scores[piece]))
        .toList();
  }
}
