package org.isotopelm.model.dynamic;

import org.isotopelm.math.Team;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.network.NetworkReader;

/** Reads with weights that learn at the ends of the same segments as where a text is scored. */
final class DynamicReader implements TokenModel.Reader {
  private final int endOfDocument;
  private final Learner learner;
  private final NetworkReader reader;
  private boolean begun;

  DynamicReader(DynamicNetwork model) {
    endOfDocument = model.network().beginOfDocument();
    learner = new Learner(model, new Team(1));
    reader = new NetworkReader(model.network(), learner.weights());
  }

  /** The document before ends with its end-of-document token, from which the weights learn too. */
  @Override
  public void begin() {
    if (begun) {
      learn(endOfDocument);
    }
    begun = true;
    learner.segment().begin();
    reader.begin();
  }

  @Override
  public void read(int token) {
    reader.read(token);
    learn(token);
  }

  private void learn(int token) {
    learner.segment().add(token);
    if (learner.segment().isFull()) {
      learner.learn();
      reader.weightsChanged();
    }
  }

  @Override
  public void logits(float[] logits) {
    reader.logits(logits);
  }

  @Override
  public void distribution(double[] probabilities) {
    reader.distribution(probabilities);
  }
}
