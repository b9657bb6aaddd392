package org.isotopelm.cli.text;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.eval.Evaluation;
import org.isotopelm.train.Preparation;

/**
 * How much of a text a tokenizer has no token for. All of that is one token, which is easy to
 * predict: where its share is large, nll and perplexity per token say little.
 */
public final class UnknownShare {
  private UnknownShare() {}

  /** A line for each split that has unknown tokens. */
  public static List<String> lines(Preparation text) {
    return Stream.of(
            line("training", text.train()),
            line("validation", text.validation()),
            line("test", text.test()))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static String line(String name, TokenizedSplit split) {
    long unknown = split.unknown();
    return unknown == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "%s split: %,d of %,d tokens are unknown (%s %%)",
            name,
            unknown,
            split.targets(),
            percent(unknown, split.targets()));
  }

  /** {@code ", 3.4 % of the tokens unknown"}; nothing where there are none. */
  static String behind(long unknown, long tokens) {
    return unknown == 0 ? "" : ", " + percent(unknown, tokens) + " % of the tokens unknown";
  }

  /** Bits per byte; where there are unknown tokens, also with their spelling charged. */
  static String bitsPerByte(Evaluation evaluation) {
    String plain = String.format(Locale.ROOT, "%.4f bits per byte", evaluation.bitsPerByte());
    return evaluation.unknownTokens() == 0
        ? plain
        : plain
            + String.format(
                Locale.ROOT,
                " (%.4f with the spelling of unknown words)",
                evaluation.bitsPerByteSpelled());
  }

  /** Two digits that mean something. */
  public static String percent(long part, long whole) {
    double percent = 100.0 * part / whole;
    return String.format(
        Locale.ROOT, percent >= 10 ? "%.0f" : percent >= 1 ? "%.1f" : "%.2g", percent);
  }
}
