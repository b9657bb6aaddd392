package org.isotopelm.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isotopelm.base.ProblemException;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.dynamic.DynamicNetwork;
import org.isotopelm.model.dynamic.RateSearch;
import org.isotopelm.model.mixture.MixtureWeights;
import org.isotopelm.model.mixture.MixtureWeights.CacheShare;
import org.isotopelm.model.mixture.MixtureWeights.Recalled;
import org.isotopelm.model.network.Network;
import org.isotopelm.project.LoadedRun.Learning;
import org.isotopelm.project.LoadedRun.Mixed;

/** Runs under dynamic evaluation. */
final class DynamicRuns {
  static final String SPLIT = "validation";

  private DynamicRuns() {}

  /** As {@link LoadedRun#learning}; nothing where no part of the run is a network. */
  static Optional<Learning> learning(LoadedRun run, Team team) {
    return run.mixture()
        .map(mixed -> mixture(run, mixed, team))
        .orElseGet(() -> network(run, team));
  }

  private static Optional<Learning> network(LoadedRun run, Team team) {
    if (!(run.model() instanceof Network network)) {
      return Optional.empty();
    }
    if (run.project().corpus().split().validation().length == 0) {
      throw ProblemException.data(
          "%s: dynamic evaluation chooses its rates on the validation split, and the run's validation split is empty; train a run that has one, with data.split.validation"
              .formatted(run.folder()));
    }
    RateSearch.Result search =
        DynamicNetwork.fitted(network, run.split("train").split(), run.split(SPLIT).split(), team);
    return Optional.of(new Learning(run.with(search.model(), run.mixture()), search));
  }

  private static Optional<Learning> mixture(LoadedRun run, Mixed mixed, Team team) {
    List<LoadedRun> runs = new ArrayList<>();
    Optional<Learning> first = Optional.empty();
    for (LoadedRun member : mixed.runs()) {
      Optional<Learning> learning = learning(member, team);
      runs.add(learning.map(Learning::run).orElse(member));
      first = first.or(() -> learning);
    }
    if (first.isEmpty()) {
      return first;
    }
    Mixed learned = new Mixed(refitted(run, mixed.weights(), runs, team), SPLIT, runs);
    TokenModel whole = learned.model(run.tokenizer().endOfDocument());
    return Optional.of(new Learning(run.with(whole, Optional.of(learned)), first.get().search()));
  }

  /** Weights for networks that learn, which deserve more than networks at rest. */
  private static MixtureWeights refitted(
      LoadedRun run, MixtureWeights rest, List<LoadedRun> runs, Team team) {
    TokenizedSplit split = run.split(SPLIT).split();
    List<float[]> scores = new ArrayList<>();
    for (LoadedRun member : runs) {
      scores.add(member.model().score(split, team));
    }
    CacheShare cache = rest.cache();
    List<TokenModel> models = runs.stream().map(LoadedRun::model).toList();
    List<Recalled> recalled =
        cache == null ? List.of() : List.of(cache.recalled(models, split, team));
    return MixtureWeights.fit(scores, recalled, team).weights();
  }
}
