package org.isotopelm.model.network;

import org.isotopelm.data.Batch;
import org.isotopelm.math.product.Weights;
import org.isotopelm.model.HiddenStates;
import org.isotopelm.model.neural.NeuralModel;

/** The hidden states of a network that carries a state through each document. */
record NetworkStates(Network network) implements HiddenStates {
  @Override
  public int width() {
    return network.architecture().hiddenWidth();
  }

  @Override
  public Reader reader() {
    return new StateReader(network);
  }

  private static final class StateReader implements Reader {
    private final NeuralModel.Worker worker;
    private final Weights weights;
    private final int endOfDocument;
    private final Batch batch;
    private final float[] state;

    StateReader(Network network) {
      NeuralModel model = network.architecture();
      worker = model.worker();
      weights = new Weights(network.values());
      endOfDocument = network.beginOfDocument();
      batch = new Batch(1, 1, 1, new float[model.stateSize()]);
      state = new float[model.hiddenWidth()];
    }

    @Override
    public void begin() {
      read(endOfDocument, 0);
    }

    @Override
    public void read(int token) {
      read(token, Batch.CARRIED);
    }

    private void read(int token, int start) {
      batch.inputs()[0] = token;
      batch.starts()[0] = start;
      worker.hidden(weights, batch, 0, 0, state);
    }

    @Override
    public void state(float[] to) {
      System.arraycopy(state, 0, to, 0, state.length);
    }
  }
}
