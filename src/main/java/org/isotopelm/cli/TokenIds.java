package org.isotopelm.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.StringTokenizer;
import org.isotopelm.base.IsotopeException;
import org.isotopelm.token.pipeline.IntList;

/** Token ids as text: numbers between blanks. */
final class TokenIds {
  /** So that lines can be read; any white space separates. */
  private static final int IDS_PER_LINE = 20;

  private TokenIds() {}

  /** Prints them, some on a line. */
  static void print(IntList ids, PrintStream out) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < ids.size(); i++) {
      line.append(ids.get(i));
      boolean last = (i + 1) % IDS_PER_LINE == 0 || i + 1 == ids.size();
      if (last) {
        out.println(line);
        line.setLength(0);
      } else {
        line.append(' ');
      }
    }
  }

  /**
   * Reads them.
   *
   * @throws IsotopeException with exit code 4 for a word that is not an id of the vocabulary
   */
  static int[] parse(String text, int vocabulary, String file) {
    IntList ids = new IntList();
    StringTokenizer words = new StringTokenizer(text);
    while (words.hasMoreTokens()) {
      String word = words.nextToken();
      int id = number(word);
      if (id < 0 || id >= vocabulary) {
        throw IsotopeException.data(
            String.format(
                Locale.ROOT,
                "%s: word %d, '%s', is not a token id; ids are whole numbers from 0 to %d",
                file,
                ids.size() + 1,
                word,
                vocabulary - 1));
      }
      ids.add(id);
    }
    return ids.toArray();
  }

  private static int number(String word) {
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
