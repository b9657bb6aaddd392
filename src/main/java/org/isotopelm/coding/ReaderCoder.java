package org.isotopelm.coding;

import org.isotopelm.model.TokenModel;

/** Codes tokens by what a model's reader expects before each; one thread, one text at a time. */
final class ReaderCoder {
  private final TokenModel.Reader reader;
  private final double[] probabilities; // [V]
  private final Shares shares;
  private boolean read = true; // whether the last token was given to the reader
  private int last;
  private double sum;

  ReaderCoder(TokenModel model) {
    reader = model.reader();
    probabilities = new double[model.vocabulary()];
    shares = new Shares(model.vocabulary());
  }

  /** A document begins; the last token of the one before is not read. */
  void begin() {
    reader.begin();
    read = true;
  }

  /** Writes a token; returns the probability that the model gave it. */
  double encode(int token, RangeEncoder to) {
    look();
    shares.encode(token, to);
    remember(token);
    return probabilities[token];
  }

  /** The next token. */
  int decode(RangeDecoder from) {
    look();
    int token = shares.decode(from);
    remember(token);
    return token;
  }

  /** Σp of the distribution that was used last. */
  double sum() {
    return sum;
  }

  private void look() {
    if (!read) {
      reader.read(last);
    }
    reader.distribution(probabilities);
    sum = shares.of(probabilities);
  }

  private void remember(int token) {
    last = token;
    read = false;
  }
}
