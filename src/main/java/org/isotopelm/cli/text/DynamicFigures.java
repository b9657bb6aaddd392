package org.isotopelm.cli.text;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Locale;
import org.isotopelm.model.dynamic.RateSearch;
import org.isotopelm.model.dynamic.Rates;
import org.isotopelm.words.Figures;

/**
 * The rates of a dynamic evaluation, and the nll without it.
 *
 * @param learningRate 0: no rate helped on the validation split, and the weights stayed as they
 *     were
 * @param decay towards the trained weights
 * @param nllStatic mean in nats per token with the trained weights
 * @param targets of the validation split on which the rates were tried
 * @param tried every pair of rates
 */
public record DynamicFigures(
    double learningRate,
    double decay,
    double nllStatic,
    @JsonIgnore int targets,
    @JsonIgnore List<RateSearch.Trial> tried) {
  public DynamicFigures {
    tried = List.copyOf(tried);
  }

  /** Those of rates that were found. */
  public static DynamicFigures of(RateSearch.Result search, double nllStatic) {
    Rates rates = search.model().rates();
    return new DynamicFigures(
        rates.learningRate(), rates.decay(), nllStatic, search.targets(), search.trials());
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "  dynamic evaluation with learning rate %s and decay %s, the best of %d pairs on %,d tokens of the validation split; without it the nll is %.4f",
        Figures.value(learningRate),
        Figures.value(decay),
        tried.size(),
        targets,
        nllStatic);
  }

  /** A line for each pair of rates, in the order of the search. */
  public List<String> lines() {
    return tried.stream().map(DynamicFigures::line).toList();
  }

  private static String line(RateSearch.Trial trial) {
    String rates =
        "learning rate %s, decay %s: "
            .formatted(
                Figures.value(trial.rates().learningRate()), Figures.value(trial.rates().decay()));
    return Double.isInfinite(trial.nll())
        ? rates + "given up, as it was worse than the best before"
        : rates + String.format(Locale.ROOT, "nll %.4f", trial.nll());
  }
}
