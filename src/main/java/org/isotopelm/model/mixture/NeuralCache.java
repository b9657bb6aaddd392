package org.isotopelm.model.mixture;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.isotopelm.data.Passages;
import org.isotopelm.math.Team;
import org.isotopelm.model.HiddenStates;
import org.isotopelm.model.MixSpec.CacheKind;
import org.isotopelm.model.mixture.MixtureWeights.CacheShare;
import org.isotopelm.model.mixture.MixtureWeights.Recalled;

/**
 * A token is likely to come again where the text looks as it did before that token (Grave, Joulin
 * and Usunier 2017, equation 2): p(w) ∝ Σ exp(θ·h_t·h_i) over those of the last N tokens that are
 * w. Here h_i is the hidden state before a token, and h_t the present one. With θ = 0 this is the
 * unigram cache. It looks back across documents, in the order of the split.
 *
 * @param tokens how many it remembers, N
 * @param theta θ, how much like the present a state must be
 */
public record NeuralCache(HiddenStates states, int tokens, double theta) implements Cache {
  /** What θ is chosen from; 0 so that the fit is never worse than with a unigram cache. */
  private static final List<Double> THETAS = List.of(0.0, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0);

  /** Targets whose states are held together, beside those of the N tokens before them. */
  private static final int BLOCK = 2048;

  /** Targets of one task. */
  private static final int TASK = 64;

  /** Refuses a cache of nothing and a θ below 0. */
  public NeuralCache {
    if (tokens < 1 || !(theta >= 0)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "a cache of %d tokens with θ = %s", tokens, theta));
    }
  }

  @Override
  public CacheShare share(double mean, List<Double> byLevel) {
    return new CacheShare(tokens, mean, CacheKind.NEURAL, theta, null);
  }

  @Override
  public Recall reader(int vocabulary) {
    return new RecentStates(states, tokens, theta);
  }

  /** What caches with each θ of the grid say of a text. */
  public static List<Recalled> grid(HiddenStates states, int tokens, Passages passages, Team team) {
    float[][] nll = score(states, tokens, THETAS, passages, team);
    return IntStream.range(0, nll.length)
        .mapToObj(k -> Recalled.ofOneLevel(new NeuralCache(states, tokens, THETAS.get(k)), nll[k]))
        .toList();
  }

  @Override
  public Recalled score(Passages passages, int vocabulary, Team team) {
    return Recalled.ofOneLevel(this, score(states, tokens, List.of(theta), passages, team)[0]);
  }

  /** One thread reads the states of a block; then all threads compare them. */
  private static float[][] score(
      HiddenStates states, int tokens, List<Double> thetas, Passages passages, Team team) {
    int targets = passages.targets();
    int most = Math.min(tokens, targets);
    float[][] nll = new float[thetas.size()][targets];
    StateWindow window = new StateWindow(states.width(), most + BLOCK);
    Filling filling = new Filling(passages, states);
    int kept = 0;
    for (int block = 0; block < targets; block += BLOCK) {
      int count = Math.min(BLOCK, targets - block);
      filling.fill(window, block, kept, count);
      int before = kept;
      int first = block;
      Chunks.run(
          count,
          TASK,
          team,
          (from, to) -> {
            Comparison comparison = new Comparison(window, states.width(), most);
            for (int i = from; i < to; i++) {
              comparison.score(before + i, thetas, nll, first + i);
            }
          });
      int next = Math.min(most, kept + count);
      window.keep(kept + count - next, next);
      kept = next;
    }
    return nll;
  }

  /** Reads the text once, in order. */
  private static final class Filling {
    private final Passages passages;
    private final HiddenStates.Reader reader;
    private final float[] state;
    private final int[] text = new int[BLOCK];
    private int passage;
    private int last;

    Filling(Passages passages, HiddenStates states) {
      this.passages = passages;
      reader = states.reader();
      state = new float[states.width()];
    }

    void fill(StateWindow window, int from, int at, int count) {
      passages.copy(from, text, 0, count);
      for (int i = 0; i < count; i++) {
        if (passage < passages.count() && passages.first(passage) == from + i) {
          reader.begin();
          passage++;
        } else {
          reader.read(last);
        }
        last = text[i];
        reader.state(state);
        window.put(at + i, state, last);
      }
    }
  }

  /** Of the state before a token with those that it looks back to. */
  private static final class Comparison {
    private final StateWindow window;
    private final float[] state;
    private final float[] products;

    Comparison(StateWindow window, int width, int most) {
      this.window = window;
      state = new float[width];
      products = new float[most];
    }

    void score(int at, List<Double> thetas, float[][] nll, int target) {
      int n = Math.min(at, products.length);
      window.state(at, state);
      float largest = window.products(state, at - n, n, products);
      for (int k = 0; k < nll.length; k++) {
        nll[k][target] = nll(thetas.get(k), largest, at, n);
      }
    }

    private float nll(double theta, float largest, int at, int n) {
      int token = window.tokens[at];
      double all = 0;
      double same = 0;
      for (int i = 0; i < n; i++) {
        double similarity = StateWindow.similarity(theta, products[i], largest);
        all += similarity;
        same += window.tokens[at - n + i] == token ? similarity : 0;
      }
      return same == 0 ? Float.POSITIVE_INFINITY : (float) -StrictMath.log(same / all);
    }
  }
}
