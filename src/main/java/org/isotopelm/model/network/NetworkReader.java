package org.isotopelm.model.network;

import java.util.Arrays;
import org.isotopelm.data.Batch;
import org.isotopelm.math.Team;
import org.isotopelm.math.product.Weights;
import org.isotopelm.model.Softmax;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.neural.NeuralModel;

/**
 * Reads documents through the same windows that score them: a full window moves on by its stride;
 * or a state is carried from token to token.
 */
public final class NetworkReader implements TokenModel.Reader {
  private final NeuralModel.Worker worker;
  private final Weights weights;
  private final NeuralModel model;
  private final Window window;
  private final int endOfDocument;
  private final boolean positional;
  private final Batch batch;
  private final float[] logits;

  /** Inputs of the row that are filled. */
  private int length;

  /** Whether {@link #logits} are those after the last input; a state must move on only once. */
  private boolean known;

  /** Inputs of the row that the worker has seen and that have not moved since. */
  private int seen;

  /**
   * Reads with weights of the network's architecture that may change between two tokens; {@link
   * #weightsChanged} must then be called.
   */
  public NetworkReader(Network network, Weights weights) {
    this(network, weights, new Team(1));
  }

  NetworkReader(Network network, Weights weights, Team team) {
    model = network.architecture();
    worker = model.worker(team);
    this.weights = weights;
    window = network.window();
    endOfDocument = network.beginOfDocument();
    positional = model.targetsPerRow() == 1;
    batch =
        window.carried()
            ? new Batch(1, 1, 1, new float[model.stateSize()])
            : new Batch(1, window.context(), positional ? 1 : window.context());
    logits = new float[model.vocabulary()];
    begin();
  }

  /** A positional model sees a whole row at once; one of sequences, what is filled. */
  @Override
  public void begin() {
    Arrays.fill(batch.inputs(), endOfDocument);
    Arrays.fill(batch.starts(), 0);
    length = positional ? batch.context() : 1;
    known = false;
    seen = 0;
  }

  @Override
  public void expect(int tokens) {
    model.engine().expect(2.0 * tokens * model.multipliedWeights());
  }

  @Override
  public void read(int token) {
    int[] inputs = batch.inputs();
    if (window.carried()) {
      look();
      batch.starts()[0] = Batch.CARRIED;
    }
    if (length == inputs.length) {
      int stride = window.carried() ? 1 : window.stride();
      System.arraycopy(inputs, stride, inputs, 0, length - stride);
      length -= stride;
      seen = 0;
    }
    inputs[length++] = token;
    known = false;
  }

  @Override
  public void logits(float[] to) {
    look();
    System.arraycopy(logits, 0, to, 0, logits.length);
  }

  @Override
  public void distribution(double[] probabilities) {
    look();
    Softmax.of(logits, probabilities);
  }

  /**
   * What was computed of the window before is of no use now. A state that was carried stays: it is
   * what the weights of its time made of the text.
   */
  public void weightsChanged() {
    seen = 0;
  }

  private void look() {
    if (!known) {
      if (window.carried()) {
        worker.logits(weights, batch, 0, length - 1, logits);
      } else {
        worker.advance(weights, batch, 0, seen, length - 1, logits);
        seen = length;
      }
      known = true;
    }
  }
}
