package org.isotopelm.cluster;

import java.io.ObjectStreamException;
import java.io.Serial;
import java.io.Serializable;
import org.isotopelm.model.ngram.estimate.NgramPart;
import org.isotopelm.model.ngram.estimate.NgramText;

/**
 * Where a part of a text lies. As soon as Spark sends it to a machine it becomes the part itself:
 * so this machine holds the tokens of those parts only that are on their way, and a part that is
 * sent again is read again.
 */
final class TextSpan implements Serializable {
  private static final long serialVersionUID = 1;

  private final transient NgramText text;
  private final long from;
  private final int places;
  private final int order;

  TextSpan(NgramText text, long from, int places, int order) {
    this.text = text;
    this.from = from;
    this.places = places;
    this.order = order;
  }

  @Serial
  private Object writeReplace() throws ObjectStreamException {
    return NgramPart.of(text, from, places, order);
  }
}
