package org.isotopelm.cli.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.isotopelm.model.mixture.MixtureWeights.CacheShare;
import org.isotopelm.train.MixtureFile;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.isotopelm.words.TextTable;
import org.isotopelm.words.Wrap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of {@code mix}.
 *
 * @param run the mixture's folder
 * @param weights the members', in their order, and then the cache's
 * @param cache null: none
 * @param split whose text the weights were fitted to; null: they were given
 * @param tokens of that text; 0 likewise
 * @param nll of the mixture on it; null likewise
 */
public record MixReport(
    String run,
    List<Double> weights,
    @Nullable CacheShare cache,
    @Nullable String split,
    long tokens,
    @Nullable Double nll,
    @Nullable Double perplexity,
    List<Member> members) {

  /**
   * A run of the mixture.
   *
   * @param run as it was named
   * @param nll of it alone; null where the weights were given
   */
  public record Member(String run, @Nullable Double nll, @Nullable Double perplexity) {}

  /**
   * Of a mixture that was made.
   *
   * @param runs the members as they were named
   */
  public static MixReport of(Path out, List<String> runs, MixtureFile file) {
    List<Member> members =
        IntStream.range(0, runs.size())
            .mapToObj(
                i -> {
                  Double nll = file.members().get(i).nll();
                  return new Member(runs.get(i), nll, perplexity(nll));
                })
            .toList();
    return new MixReport(
        out.toString(),
        file.weights().all(),
        file.cache(),
        file.split(),
        file.tokens(),
        file.nll(),
        perplexity(file.nll()),
        members);
  }

  private static @Nullable Double perplexity(@Nullable Double nll) {
    return nll == null ? null : (Double) Math.exp(nll);
  }

  /** As people read it. */
  public String text(int columns) {
    TextTable table =
        new TextTable().words("").numbers("weight").numbers("nll").numbers("perplexity");
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      table.row(
          List.of(
              member.run(),
              weight(weights.get(i)),
              nats(member.nll()),
              shown(member.perplexity())));
    }
    if (cache != null) {
      String name = cache.name();
      table.row(List.of(name, weight(cache.weight()), "", ""));
    }
    table.row(List.of(run, weight(1), nats(nll), shown(perplexity)));
    return table.fitting(columns) + Wrap.paragraph(note(), columns);
  }

  private static String nats(@Nullable Double nll) {
    return nll == null ? "" : Figures.nats(nll);
  }

  private static String shown(@Nullable Double perplexity) {
    return perplexity == null ? "" : Figures.perplexity(perplexity);
  }

  private static String weight(double value) {
    return Figures.fixed(value, 4);
  }

  private String note() {
    if (split == null) {
      return "All runs have the same weight. Score %s with 'isotope eval'.".formatted(run);
    }
    return String.format(
        Locale.ROOT,
        "The %s were fitted to these %,d tokens of the %s split, so score %s on another text.",
        Phrases.count(weights.size(), "weight"),
        tokens,
        split,
        run);
  }
}
