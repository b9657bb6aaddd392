package org.isotopelm.model.mixture;

import org.isotopelm.model.HiddenStates;

/** The last tokens that were read, and the hidden state before each. */
final class RecentStates implements Cache.Recall {
  private final HiddenStates.Reader reader;
  private final double theta;
  private final int most;

  /** A ring once it is full; the order of what it holds does not matter. */
  private final StateWindow window;

  private final float[] state;
  private final float[] products;
  private int size;
  private int next;

  RecentStates(HiddenStates states, int most, double theta) {
    reader = states.reader();
    this.theta = theta;
    this.most = most;
    window = new StateWindow(states.width(), most);
    state = new float[states.width()];
    products = new float[most];
    begin();
  }

  @Override
  public void begin() {
    reader.begin();
    reader.state(state);
  }

  @Override
  public void read(int token) {
    window.put(next, state, token);
    size = Math.min(most, size + 1);
    next = next + 1 == most ? 0 : next + 1;
    reader.read(token);
    reader.state(state);
  }

  @Override
  public boolean isEmpty() {
    return size == 0;
  }

  @Override
  public void mixInto(double[] probabilities, double weight) {
    float largest = window.products(state, 0, size, products);
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += StateWindow.similarity(theta, products[i], largest);
    }
    for (int id = 0; id < probabilities.length; id++) {
      probabilities[id] *= 1 - weight;
    }
    for (int i = 0; i < size; i++) {
      probabilities[window.tokens[i]] +=
          weight * StateWindow.similarity(theta, products[i], largest) / sum;
    }
  }
}
