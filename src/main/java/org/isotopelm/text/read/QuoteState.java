package org.isotopelm.text.read;

import java.util.ArrayList;
import java.util.List;

/**
 * Where in a record of comma-separated values one is (RFC 4180). A quote opens at the beginning of
 * a field only; inside it a doubled one stands for itself. A quote elsewhere is a character.
 */
final class QuoteState {
  private enum At {
    BEGINNING,
    PLAIN,
    QUOTED,
    QUOTE_IN_QUOTED
  }

  private At at = At.BEGINNING;

  /** Whether a quote is open, so that the record continues on the next line. */
  boolean open() {
    return at == At.QUOTED;
  }

  /** Passes over the bytes from an index on: quotes and commas are one byte in UTF-8. */
  void pass(TextBuffer record, int from) {
    for (int i = from; i < record.length(); i++) {
      pass((char) (record.at(i) & 0xff));
    }
  }

  private void pass(char c) {
    at =
        switch (at) {
          case BEGINNING -> c == '"' ? At.QUOTED : c == ',' ? At.BEGINNING : At.PLAIN;
          case PLAIN -> c == ',' ? At.BEGINNING : At.PLAIN;
          case QUOTED -> c == '"' ? At.QUOTE_IN_QUOTED : At.QUOTED;
          case QUOTE_IN_QUOTED -> c == '"' ? At.QUOTED : c == ',' ? At.BEGINNING : At.PLAIN;
        };
  }

  /** The cells of a record, without the quotes around them. */
  static List<String> cells(String record) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    QuoteState state = new QuoteState();
    for (int i = 0; i < record.length(); i++) {
      char c = record.charAt(i);
      At before = state.at;
      state.pass(c);
      if (state.at == At.BEGINNING) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else if (state.at != At.QUOTE_IN_QUOTED && !(before == At.BEGINNING && c == '"')) {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
