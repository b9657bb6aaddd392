package org.isotopelm.optim;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.isotopelm.base.Json;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.optim.decay.Coupling;
import org.isotopelm.optim.decay.DecayRule;
import org.isotopelm.optim.decay.Form;
import org.isotopelm.optim.decay.Formula;
import org.isotopelm.optim.decay.WrittenRule;
import org.isotopelm.optim.schedule.LearningRate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The config's {@code optimizer}.
 *
 * @param algorithm the optimizer, with the keys that it alone has
 * @param clip the largest global gradient norm; null: none
 * @param learningRate η over the run
 * @param decay groups, first match first
 * @param embeddings which rows of an embedding a step updates
 */
public record OptimizerSpec(
    Algorithm algorithm,
    @Nullable Double clip,
    LearningRate learningRate,
    List<DecayRule> decay,
    Embeddings embeddings) {
  /**
   * @throws ProblemException (config) if two groups have one name
   */
  public OptimizerSpec {
    decay = List.copyOf(decay);
    Set<String> names = new HashSet<>();
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < decay.size(); i++) {
      String name = decay.get(i).group();
      if (!names.add(name)) {
        problems.add(
            Problem.at(
                "optimizer.decay." + i + ".group",
                "another group before this one is named %s, too; give each group its own name"
                    .formatted(name)));
      }
    }
    for (int i = 0; i < decay.size(); i++) {
      Formula form = decay.get(i).form();
      if (form.parts().coupling() == Coupling.SECOND_MOMENTS && !algorithm.hasSecondMoments()) {
        String key = form instanceof Form ? "form" : "coupling";
        problems.add(
            Problem.at("optimizer.decay." + i + "." + key, noSecondMoments(decay.get(i), key)));
      }
    }
    ProblemException.throwIfAny(problems);
  }

  private static String noSecondMoments(DecayRule rule, String key) {
    return "group %s decays by the mean of the optimizer's second moments, and this optimizer keeps none; use kind: adamw or adam, or another %s"
        .formatted(rule.group(), key);
  }

  /** An optimizer whose steps update all rows. */
  public OptimizerSpec(
      Algorithm algorithm,
      @Nullable Double clip,
      LearningRate learningRate,
      List<DecayRule> decay) {
    this(algorithm, clip, learningRate, decay, Embeddings.ALL);
  }

  /**
   * The keys of every optimizer; a rule's form may be left to the optimizer.
   *
   * @param embeddings null: as usual; not written then, so that studies from before this key are
   *     still the same
   */
  public record Common(
      @Nullable Double clip,
      LearningRate learningRate,
      List<WrittenRule> decay,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Embeddings embeddings) {}

  /** As configs write it: the keys of the algorithm and those of every optimizer in one map. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static OptimizerSpec of(ObjectNode written) {
    Algorithm algorithm = Json.mapper().treeToValue(written, Algorithm.class);
    Common common = Json.mapper().treeToValue(written, Common.class);
    List<DecayRule> rules =
        common.decay().stream().map(rule -> rule.rule(algorithm.defaultForm())).toList();
    Embeddings embeddings = Objects.requireNonNullElse(common.embeddings(), Embeddings.ALL);
    return new OptimizerSpec(algorithm, common.clip(), common.learningRate(), rules, embeddings);
  }

  @JsonValue
  ObjectNode written() {
    List<WrittenRule> rules = decay.stream().map(DecayRule::written).toList();
    Embeddings unusual = embeddings.equals(Embeddings.ALL) ? null : embeddings;
    ObjectNode written = Json.mapper().valueToTree(algorithm);
    return written.setAll(
        (ObjectNode) Json.mapper().valueToTree(new Common(clip, learningRate, rules, unusual)));
  }
}
