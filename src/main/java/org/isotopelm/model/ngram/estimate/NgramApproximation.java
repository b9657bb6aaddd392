package org.isotopelm.model.ngram.estimate;

import java.nio.file.Path;
import java.util.BitSet;
import org.isotopelm.base.ProblemException;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.NgramSpec;
import org.isotopelm.model.Smoothing;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.ngram.CountedModel;
import org.isotopelm.model.ngram.NgramSizes;
import org.isotopelm.model.ngram.NgramTable;
import org.isotopelm.model.ngram.NgramTableBuilder;

/**
 * Approximates any model by n-grams of a text that it has written (Deoras et al. 2011, "Variational
 * approximation of long-span language models for LVCSR"). Instead of counts, an n-gram gets the
 * mean of the model's own probabilities over all places of the text where its context stands
 * (Arısoy et al. 2014, "Converting neural network language models into back-off language models for
 * efficient decoding", estimate it likewise). So a context that the text has once is as exact as
 * one that it has often, and nothing is discounted. Back-off weights make every distribution sum to
 * one. Entropy pruning (Stolcke 1998) then drops what shorter contexts say nearly as well.
 */
public final class NgramApproximation {
  /** The share of the text that is written once more to see how near the n-grams are. */
  private static final int CHECKED = 20;

  /**
   * The n-grams, and what they lose.
   *
   * @param nll of another text that the model has written, by the model, in nats a token
   * @param approximateNll the same by the n-grams
   */
  public record Result(NgramTable table, double nll, double approximateNll) {}

  private NgramApproximation() {}

  /**
   * Writes a text and approximates the model; the same for any number of threads.
   *
   * @param model whose probabilities sum to one and depend on one document alone
   * @param folder for temporary files, which are gone in the end
   * @throws ProblemException (usage) if the order is more than the model sees
   */
  public static Result run(
      TokenModel model, int endOfDocument, Approximation spec, Team team, Path folder) {
    int order = spec.orderFor(model);
    long key = RandomStream.of(spec.seed(), "approximation").key();
    TokenizedSplit text =
        WrittenText.of(model, endOfDocument, spec.tokens(), RandomStream.derive(key, 0), team);
    NgramTable table = of(model, text, order, spec.prune(), team, folder);
    TokenizedSplit other =
        WrittenText.of(
            model,
            endOfDocument,
            Math.ceilDiv(spec.tokens(), CHECKED),
            RandomStream.derive(key, 1),
            team);
    return new Result(
        table, mean(model.score(other, team)), mean(new CountedModel(table).score(other, team)));
  }

  private static double mean(float[] nll) {
    double sum = 0;
    for (float value : nll) {
      sum += value;
    }
    return sum / nll.length;
  }

  /** The n-grams of a text with a model's probabilities. */
  static NgramTable of(
      TokenModel model, TokenizedSplit text, int order, double prune, Team team, Path folder) {
    NgramTable counted =
        NgramEstimation.run(
            NgramSpec.ofOrder(order), text, model.vocabulary(), team, folder, note -> {});
    ExpectedCounts expected = ExpectedCounts.of(counted, model, text, team);
    NgramTableBuilder builder = NgramTableBuilder.inMemory(counted.sizes());
    fill(builder, counted, expected);
    if (prune == 0) {
      return builder.seal(true);
    }
    BitSet dropped = new JointPruning(builder.table(), expected::share, prune).run();
    KeptNodes kept = new KeptNodes(counted.sizes(), dropped);
    NgramTableBuilder smaller = NgramTableBuilder.inMemory(kept.sizes());
    new SmallerTable(builder.table(), kept, smaller).fill(new Smoothing.ModifiedKneserNey());
    return smaller.seal(true);
  }

  private static void fill(NgramTableBuilder builder, NgramTable counted, ExpectedCounts expected) {
    NgramSizes sizes = counted.sizes();
    for (int token = 0; token < sizes.vocabulary(); token++) {
      builder.setProbability(token + 1, expected.probability(NgramTable.ROOT, token + 1));
    }
    for (int node = sizes.begin(2); node < sizes.nodes(); node++) {
      builder.set(node, counted.token(node), counted.suffix(node));
    }
    for (int context = 1; context < sizes.contexts(); context++) {
      builder.setFirstChild(context, counted.firstChild(context));
    }
    for (int context = 1; context < sizes.contexts(); context++) {
      weigh(builder, context, expected);
    }
  }

  /** Shorter contexts come first, so what they say is known. */
  private static void weigh(NgramTableBuilder builder, int context, ExpectedCounts expected) {
    NgramTable table = builder.table();
    int begin = table.firstChild(context);
    int end = table.childrenEnd(context);
    if (begin == end) {
      return;
    }
    double sum = 0;
    double lower = 0;
    for (int child = begin; child < end; child++) {
      builder.setProbability(child, expected.probability(context, child));
      sum += table.probability(child);
      lower += table.probability(table.suffix(context), table.token(child));
    }
    double rest = Math.max(0, 1 - sum) / Math.max(1 - lower, Double.MIN_NORMAL);
    builder.normalise(context, lower, rest);
  }
}
