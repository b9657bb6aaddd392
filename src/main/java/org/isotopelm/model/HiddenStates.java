package org.isotopelm.model;

/**
 * What a recurrent model has made of a text before each token: the hidden state that its output
 * reads. It serves any number of threads; its readers serve one each.
 */
public interface HiddenStates {
  /** Floats of a state, H. */
  int width();

  /** Reads texts from their beginning. */
  Reader reader();

  /** Reads a text token by token; one thread at a time. */
  interface Reader {
    /** A document begins: the end-of-document token is read. */
    void begin();

    /** Reads the next token of the document. */
    void read(int token);

    /**
     * The state from which the next token is predicted.
     *
     * @param to receives H floats
     */
    void state(float[] to);
  }
}
