package org.isotopelm.coding;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.isotopelm.base.ProblemException;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.eval.Scores;
import org.isotopelm.math.Team;
import org.isotopelm.model.TokenModel;
import org.isotopelm.token.Tokenizer;

/**
 * Proves the scores of a split, for any model: reads it token by token, compares, codes and
 * decodes.
 */
public final class Prover {
  private final TokenModel model;
  private final Scores scores;
  private final Team team;
  private final Passages passages;
  private final CodedLane[] lanes;
  private final byte[] marks; // by target, how often it was coded

  private Prover(TokenModel model, Scores scores, Team team) {
    this.model = model;
    this.scores = scores;
    this.team = team;
    passages = new Passages(scores.split());
    lanes = CodedLane.deal(passages, model.sight());
    marks = new byte[passages.targets()];
  }

  /**
   * The proof of these scores.
   *
   * @param scores of {@code model}
   * @param texts by the split's numbers of documents
   * @throws ProblemException (config) if the model is no distribution
   */
  public static Proof prove(
      TokenModel model, Scores scores, Tokenizer tokenizer, TextSource texts, Team team) {
    if (!model.isDistribution()) {
      throw ProblemException.config(
          "model",
          "the scores of this model are no distribution: they do not sum to one over all tokens, so they have no perplexity to prove; use another kind of smoothing, such as modified_kneser_ney");
    }
    return new Prover(model, scores, team).prove(tokenizer, texts);
  }

  private Proof prove(Tokenizer tokenizer, TextSource texts) {
    team.run(lanes.length, (lane, thread) -> lanes[lane].encode(model, scores, marks));
    Causality causality = Causality.of(model, scores, team);
    int[] decoded = new int[passages.targets()];
    team.run(lanes.length, (lane, thread) -> lanes[lane].decode(model, decoded));
    boolean tokensBack = Arrays.equals(decoded, targets());
    TextCheck text =
        tokensBack ? TextCheck.of(tokenizer, texts, passages, decoded) : new TextCheck(false, 0);
    double difference =
        Arrays.stream(lanes).mapToDouble(CodedLane::difference).reduce(0, Math::max);
    return new Proof(
        passages.targets(),
        Arrays.stream(lanes).mapToDouble(CodedLane::deviation).reduce(0, Math::max),
        causality.largestChange() <= Proof.MOST_CHANGE,
        causality.compared(),
        causality.largestChange(),
        difference <= Proof.MOST_DIFFERENCE && isEachCodedOnce(),
        difference,
        Arrays.stream(lanes).mapToLong(CodedLane::bits).sum(),
        IntStream.range(0, scores.tokens()).mapToDouble(scores::nll).sum() / StrictMath.log(2),
        text.same(),
        text.leftoverBits());
  }

  private boolean isEachCodedOnce() {
    TokenizedSplit split = scores.split();
    boolean all = true;
    for (byte mark : marks) {
      all &= mark == 1;
    }
    return all && scores.tokens() == split.targets() && marks.length == split.targets();
  }

  private int[] targets() {
    int[] targets = new int[passages.targets()];
    passages.copy(0, targets, 0, targets.length);
    return targets;
  }
}
