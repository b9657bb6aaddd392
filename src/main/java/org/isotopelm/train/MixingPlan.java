package org.isotopelm.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.Checkpoint;
import org.isotopelm.checkpoint.Checksum;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.eval.Evaluator;
import org.isotopelm.eval.Scores;
import org.isotopelm.math.Team;
import org.isotopelm.model.MixSpec;
import org.isotopelm.model.MixSpec.CacheKind;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.mixture.MixtureWeights;
import org.isotopelm.model.mixture.MixtureWeights.Fitted;
import org.isotopelm.model.mixture.MixtureWeights.Recalled;
import org.isotopelm.model.mixture.NeuralCache;
import org.isotopelm.model.mixture.NgramCache;
import org.isotopelm.model.mixture.UnigramCache;
import org.isotopelm.optim.explain.Explanation;
import org.jspecify.annotations.Nullable;

/** A mixture before its weights are fitted. */
public record MixingPlan(MixingRecipe recipe, Preparation text, List<Member> members)
    implements SteplessPlan {
  /**
   * A run that is mixed.
   *
   * @param run its folder
   * @param sha256 of its model
   */
  public record Member(String run, String sha256, TokenModel model) {}

  /** Refuses an empty text, and a member whose scores are no probabilities. */
  public MixingPlan {
    members = List.copyOf(members);
    members.forEach(MixingPlan::requireProbabilities);
    if (recipe.model().weights() == null && held(recipe, text).targets() == 0) {
      throw ProblemException.config(
          "model.split",
          "the weights of a mixture are fitted to the %s split, and it is empty; name another split, or set data.split"
              .formatted(name(recipe)));
    }
    if (recipe.model().cacheKind() == CacheKind.NEURAL) {
      MixtureWeights.statesOf(members.stream().map(Member::model).toList()); // before any work
    }
  }

  private static TokenizedSplit held(MixingRecipe recipe, Preparation text) {
    return switch (recipe.model().split()) {
      case VALIDATION -> text.validation();
      case TEST -> text.test();
    };
  }

  /** The text that the weights are fitted to; nothing where the config gives them. */
  public Optional<TokenizedSplit> held() {
    return recipe.model().weights() == null ? Optional.of(held(recipe, text)) : Optional.empty();
  }

  private static String name(MixingRecipe recipe) {
    return recipe.model().split().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String title() {
    return "mixture of %s runs".formatted(members.size());
  }

  @Override
  public String parts() {
    return "weights and n-grams in all members";
  }

  @Override
  public Explanation explanation() {
    return Explanation.ofNoWeights(
        Checksum.of(Json.mapper().writeValueAsBytes(recipe.model())).sha256());
  }

  @Override
  public Made make(Work work) {
    return recipe.model().weights() == null ? fitted(held(recipe, text), work) : given();
  }

  private Made given() {
    MixtureWeights weights = MixtureWeights.given(recipe.model());
    List<@Nullable Double> nll = Collections.nCopies(members.size(), null);
    MixtureFile file = new MixtureFile(parts(weights, nll), weights.cache(), null, 0, null);
    return made(weights, file, Optional.empty());
  }

  private Made fitted(TokenizedSplit held, Work work) {
    List<TokenModel> models = members.stream().map(Member::model).toList();
    List<float[]> parts = new ArrayList<>();
    List<@Nullable Double> nll = new ArrayList<>();
    for (Member member : members) {
      parts.add(member.model().score(held, work.team()));
      double its = Evaluator.scores(member.model(), held, parts.getLast()).nll();
      requireNumber(member, its);
      nll.add(its);
    }
    Fitted fitted = MixtureWeights.fit(parts, caches(models, held, work.team()), work.team());
    TokenModel mixture = mixture(fitted.weights());
    Scores scores = Evaluator.scores(mixture, held, fitted.nll());
    MixtureFile file =
        new MixtureFile(
            parts(fitted.weights(), nll),
            fitted.weights().cache(),
            name(recipe),
            held.targets(),
            scores.nll());
    return made(
        fitted.weights(),
        file,
        recipe.model().split() == MixSpec.HeldOut.VALIDATION
            ? Optional.of(scores)
            : Optional.empty());
  }

  private Made made(MixtureWeights weights, MixtureFile file, Optional<Scores> validation) {
    return new Made(
        mixture(weights),
        Map.of(MixtureFile.FILE, out -> out.write(Json.mapper().writeValueAsBytes(file))),
        validation);
  }

  private TokenModel mixture(MixtureWeights weights) {
    return weights.mixture(
        members.stream().map(Member::model).toList(), text.tokenizer().endOfDocument());
  }

  /** The caches to choose from. */
  private List<Recalled> caches(List<TokenModel> models, TokenizedSplit held, Team team) {
    Integer tokens = recipe.model().cache();
    if (tokens == null) {
      return List.of();
    }
    Passages passages = new Passages(held);
    int vocabulary = text.tokenizer().vocabulary();
    return switch (recipe.model().cacheKind()) {
      case UNIGRAM -> List.of(new UnigramCache(tokens).score(passages, vocabulary, team));
      case NGRAM -> List.of(new NgramCache(tokens).score(passages, vocabulary, team));
      case NEURAL -> NeuralCache.grid(MixtureWeights.statesOf(models), tokens, passages, team);
    };
  }

  private List<MixtureFile.Part> parts(MixtureWeights weights, List<@Nullable Double> nll) {
    return IntStream.range(0, members.size())
        .mapToObj(
            i ->
                new MixtureFile.Part(
                    members.get(i).run(),
                    members.get(i).sha256(),
                    weights.models().get(i),
                    nll.get(i)))
        .toList();
  }

  private static void requireProbabilities(Member member) {
    if (!member.model().isDistribution()) {
      throw ProblemException.data(
          "%s: its scores are no probabilities, because they do not sum to one over all tokens, so they cannot be mixed; leave it out, or train it with another smoothing, such as modified_kneser_ney"
              .formatted(member.run()));
    }
  }

  private static void requireNumber(Member member, double nll) {
    if (Double.isNaN(nll)) {
      throw ProblemException.data(
          "%s: its nll is not a number (NaN), because its training diverged; leave it out of the mixture"
              .formatted(member.run()));
    }
  }

  @Override
  public TokenModel read(Checkpoint checkpoint) {
    return mixture(MixtureFile.in(checkpoint).weights());
  }
}
