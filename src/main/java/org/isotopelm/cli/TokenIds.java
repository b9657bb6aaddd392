package org.isotopelm.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.StringTokenizer;
import org.isotopelm.base.ProblemException;
import org.isotopelm.token.piece.IntList;

/** Token ids as text: numbers between blanks. */
final class TokenIds {
  /** So that lines can be read; any white space separates. */
  private static final int IDS_PER_LINE = 20;

  private TokenIds() {}

  /** Prints ids, some on a line, as they come. */
  static final class Printer {
    private final PrintStream out;
    private final StringBuilder line = new StringBuilder();
    private int ids;

    Printer(PrintStream out) {
      this.out = out;
    }

    void print(IntList more) {
      for (int i = 0; i < more.size(); i++) {
        line.append(line.isEmpty() ? "" : " ").append(more.get(i));
        ids++;
        if (ids % IDS_PER_LINE == 0) {
          end();
        }
      }
    }

    /** Ends the last line. */
    void end() {
      if (!line.isEmpty()) {
        out.println(line);
        line.setLength(0);
      }
    }
  }

  /**
   * Reads them.
   *
   * @throws ProblemException with exit code 4 for a word that is not an id of the vocabulary
   */
  static int[] parse(String text, int vocabulary, String file) {
    IntList ids = new IntList();
    StringTokenizer words = new StringTokenizer(text);
    while (words.hasMoreTokens()) {
      String word = words.nextToken();
      int id = number(word);
      if (id < 0 || id >= vocabulary) {
        throw ProblemException.data(
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
