package org.isotopelm.cli.text;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.isotopelm.model.dynamic.RateSearch;
import org.isotopelm.model.dynamic.Rates;
import org.isotopelm.project.LoadedRun;
import org.isotopelm.words.Figures;
import org.jspecify.annotations.Nullable;

/**
 * The rates of a dynamic evaluation, and the nll without it.
 *
 * @param learningRate 0: no rate helped on the validation split, and the weights stayed as they
 *     were
 * @param decay towards the trained weights
 * @param nllStatic mean in nats per token with the trained weights
 * @param weights of a mixture, fitted again to the validation split with the networks that learn;
 *     in the order of its runs, and then the cache's; null: no mixture
 * @param targets of the validation split on which the rates were tried
 * @param tried every pair of rates
 */
public record DynamicFigures(
    double learningRate,
    double decay,
    double nllStatic,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Double> weights,
    @JsonIgnore int targets,
    @JsonIgnore List<RateSearch.Trial> tried) {
  public DynamicFigures {
    weights = weights == null ? null : List.copyOf(weights);
    tried = List.copyOf(tried);
  }

  /** Those of a run that goes on learning. */
  public static DynamicFigures of(LoadedRun.Learning learning, double nllStatic) {
    RateSearch.Result search = learning.search();
    List<Double> weights =
        learning.run().mixture().map(mixed -> mixed.weights().all()).orElse(null);
    Rates rates = search.model().rates();
    return new DynamicFigures(
        rates.learningRate(), rates.decay(), nllStatic, weights, search.targets(), search.trials());
  }

  List<String> text() {
    return weights == null ? List.of(rates()) : List.of(rates(), refitted(weights));
  }

  private static String refitted(List<Double> weights) {
    return "  the weights of the mixture were fitted again to the validation split, where the networks learn too: "
        + weights.stream()
            .map(weight -> Figures.fixed(weight, 4))
            .collect(Collectors.joining(", "));
  }

  String brief() {
    return String.format(
        Locale.ROOT,
        "dynamic, with learning rate %s and decay %s; without it the nll is %.4f",
        Figures.value(learningRate),
        Figures.value(decay),
        nllStatic);
  }

  private String rates() {
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
