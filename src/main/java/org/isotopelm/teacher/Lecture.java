package org.isotopelm.teacher;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.isotopelm.data.SoftTargets;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.model.TokenModel;
import org.isotopelm.teacher.Pieces.Piece;

/** Works out what a model expects at each target of a split, some pieces at a time. */
final class Lecture {
  /** Probabilities that are held at once, unless that made pieces too short. */
  private static final int PROBABILITIES = 1 << 23;

  private static final int MOST_PIECE = 1024;

  private final TokenModel.Distributions model;
  private final int vocabulary;
  private final int top;
  private final int most; // targets that are worked out at once
  private final Pieces pieces;
  private final Team team;
  private final BooleanSupplier stop;
  private final TopTokens[] threads;

  /**
   * @param top K, at most the vocabulary
   * @param team shares the work; the result is the same for any number of threads
   */
  Lecture(TokenModel model, TokenizedSplit split, int top, Team team, BooleanSupplier stop) {
    this.model = model.distributions(team);
    vocabulary = model.vocabulary();
    this.top = top;
    most = Math.max(2 * Pieces.LEAD, PROBABILITIES / vocabulary);
    pieces = new Pieces(split, Math.min(MOST_PIECE, most));
    this.team = team;
    this.stop = stop;
    threads = new TopTokens[team.threads()];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new TopTokens(top);
    }
  }

  /**
   * Writes them as {@link SoftTargets}.
   *
   * @throws CancellationException once somebody asks to stop
   */
  void write(OutputStream out) throws IOException {
    SoftTargets.Writer writer = new SoftTargets.Writer(out, top);
    List<Piece> some = new ArrayList<>();
    int rows = 0;
    for (Piece piece : pieces.all()) {
      if (rows + piece.rows() > most && !some.isEmpty()) {
        write(some, rows, writer);
        some.clear();
        rows = 0;
      }
      some.add(piece);
      rows += piece.rows();
    }
    if (!some.isEmpty()) {
      write(some, rows, writer);
    }
    writer.finish();
  }

  private void write(List<Piece> some, int rows, SoftTargets.Writer writer) throws IOException {
    if (stop.getAsBoolean()) {
      throw new CancellationException();
    }
    float[] probabilities = new float[rows * vocabulary];
    int[] ids = new int[rows * top];
    float[] kept = new float[rows * top];
    model.of(pieces.documents(some), probabilities);
    team.run(
        rows,
        (row, thread) ->
            threads[thread].of(probabilities, row * vocabulary, vocabulary, ids, kept, row * top));
    int begin = 0;
    for (Piece piece : some) {
      int first = begin + piece.lead();
      for (int row = first; row < first + piece.count(); row++) {
        writer.add(ids, kept, row * top);
      }
      begin += piece.rows();
    }
  }
}
