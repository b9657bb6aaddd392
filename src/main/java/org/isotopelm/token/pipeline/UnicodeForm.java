package org.isotopelm.token.pipeline;

import java.text.Normalizer.Form;
import java.util.Map;
import org.isotopelm.token.piece.JsonObject;

/** Unicode's normal forms (Standard Annex 15), in the version of the JDK. */
public enum UnicodeForm implements Normalizer {
  NFC(Form.NFC),
  NFD(Form.NFD),
  NFKC(Form.NFKC),
  NFKD(Form.NFKD);

  /** Every character below stands at the beginning of what is composed or decomposed together. */
  private static final char FIRST_COMBINING = 0x300;

  private final Form form;

  UnicodeForm(Form form) {
    this.form = form;
  }

  @Override
  public Aligned normalize(Aligned text) {
    String chars = text.text();
    if (java.text.Normalizer.isNormalized(chars, form)) {
      return text;
    }
    Aligned.Edit edit = text.edit();
    for (int at = 0; at < chars.length(); ) {
      int end = at + 1;
      while (end < chars.length() && chars.charAt(end) >= FIRST_COMBINING) {
        end++;
      }
      String part = chars.substring(at, end);
      String normal = java.text.Normalizer.normalize(part, form);
      if (normal.equals(part)) {
        edit.keep(at, end);
      } else {
        edit.replace(at, end, normal);
      }
      at = end;
    }
    return edit.done();
  }

  /** The canonical forms do. */
  @Override
  public boolean keepsText() {
    return this == NFC || this == NFD;
  }

  @Override
  public Map<String, Object> json() {
    return JsonObject.of("type", name());
  }
}
