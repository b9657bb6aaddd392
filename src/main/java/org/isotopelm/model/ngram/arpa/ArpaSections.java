package org.isotopelm.model.ngram.arpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isotopelm.model.ngram.NgramSizes;

/** The parts of an ARPA file: numbers of n-grams, then the n-grams of each order, then an end. */
final class ArpaSections {
  private static final String DATA = "\\data\\";
  private static final String END = "\\end\\";

  /** What a binary file of KenLM begins with. */
  private static final String KENLM = "mmap lm http://kheafield.com/code";

  private static final Pattern COUNT = Pattern.compile("ngram\\s+(\\d{1,18})\\s*=\\s*(\\d{1,18})");

  private final ArpaLines lines;
  private final List<Long> counts = new ArrayList<>();
  private boolean more;

  /** Reads the numbers of n-grams; whatever stands before them is skipped. */
  ArpaSections(ArpaLines lines) {
    this.lines = lines;
    do {
      more = lines.next();
      if (more && lines.number() == 1 && lines.text().startsWith(KENLM)) {
        throw lines.problem(
            "the file is a binary model of KenLM, which only KenLM reads; give the ARPA file that it was made from");
      }
    } while (more && !(lines.isHeading() && lines.text().equals(DATA)));
    if (!more) {
      throw lines.problem(
          "the file ends without a line %s, which begins a model; give a file in the ARPA format"
              .formatted(DATA));
    }
    more = lines.next();
    readCounts();
  }

  private void readCounts() {
    for (skipBlank(); more && !lines.isHeading(); skipBlank()) {
      Matcher count = COUNT.matcher(lines.text());
      if (!count.matches() || Long.parseLong(count.group(1)) != counts.size() + 1) {
        throw lines.problem(
            String.format(
                Locale.ROOT,
                "%s stands where ngram %d=COUNT or \\1-grams: belongs; write the file again",
                shown(lines.text()),
                counts.size() + 1));
      }
      counts.add(Long.parseLong(count.group(2)));
      if (counts.size() > NgramSizes.MOST_ORDERS) {
        throw lines.problem(
            String.format(
                Locale.ROOT,
                "the model is of order %d or more, and this program reads orders up to %d",
                counts.size(),
                NgramSizes.MOST_ORDERS));
      }
      more = lines.next();
    }
    if (counts.isEmpty()) {
      throw lines.problem("no line ngram 1=COUNT stands after \\data\\; write the file again");
    }
  }

  /** The highest order. */
  int order() {
    return counts.size();
  }

  /**
   * Reads the n-grams of the next order.
   *
   * @param each is called at the line of each, which has as many fields as it must
   */
  void read(int order, Runnable each) {
    heading("\\" + order + "-grams:");
    more = lines.next();
    long count = 0;
    for (; more && !lines.isBlank() && !lines.isHeading(); more = lines.next()) {
      if (++count > counts.get(order - 1)) {
        throw lines.problem(
            String.format(
                Locale.ROOT,
                "is one more than the %,d %d-grams that \\data\\ promises; write the file again",
                counts.get(order - 1),
                order));
      }
      requireFields(order);
      each.run();
    }
    if (count < counts.get(order - 1)) {
      throw lines.problem(
          String.format(
              Locale.ROOT,
              "the %d-grams end after %,d of the %,d that \\data\\ promises; the file was cut or changed: write it again",
              order,
              count,
              counts.get(order - 1)));
    }
  }

  private void requireFields(int order) {
    int words = lines.fields() - 1;
    boolean right = words == order || words == order + 1;
    if (!right) {
      throw lines.problem(
          String.format(
              Locale.ROOT,
              "%s is no %d-gram, which has a log probability, %s and perhaps a log back-off weight; write the file again",
              shown(lines.text()),
              order,
              order == 1 ? "a word" : order + " words"));
    }
  }

  /** Reads the end of the model; what follows it has no meaning. */
  void end() {
    heading(END);
    lines.skipRest();
  }

  private void heading(String wanted) {
    skipBlank();
    if (!more) {
      throw lines.problem(
          "the file ends where %s belongs; it was cut off: write it again".formatted(wanted));
    }
    if (!lines.text().equals(wanted)) {
      throw lines.problem(
          "%s stands where %s belongs; write the file again"
              .formatted(shown(lines.text()), wanted));
    }
  }

  private void skipBlank() {
    while (more && lines.isBlank()) {
      more = lines.next();
    }
  }

  private static String shown(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
