package org.isotopelm.cli;

import java.util.List;
import java.util.Locale;
import org.isotopelm.ExitCode;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.math.Engine;
import org.isotopelm.optim.explain.DecayTable;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.project.Project;
import org.isotopelm.words.Phrases;
import org.isotopelm.words.Wrap;

/** {@code isotope explain}: what a config's decay amounts to, before anything is trained. */
final class ExplainCommand implements Command {
  @Override
  public String name() {
    return "explain";
  }

  @Override
  public String summary() {
    return "show which weights decay, by how much, and what PyTorch calls it";
  }

  @Override
  public List<String> usage() {
    return List.of("explain CONFIG");
  }

  @Override
  public String details() {
    return "Reads the config and its text as train does, but trains nothing. It shows for "
        + "each group the rule, its tensors and parameters, the form of decay, λ, the "
        + "exposure Σ c·λ over the run, the half-life and the timescale at the peak "
        + "learning rate, and what PyTorch, the AdamW paper and Deeplearning4j call this "
        + "decay. It warns of a λ that is too weak to act in this run, or so strong that it "
        + "erases the model, and of decay of norm gains, biases and tied embeddings. A "
        + "narrow terminal shows fewer columns; --json has all.";
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("isotope explain configs/quickstart.yaml", "the plan of the quickstart"),
        new Example(
            "isotope explain my.yaml --set optimizer.decay.rest.lambda=0.3 --json",
            "the plan with another λ, as JSON"));
  }

  @Override
  public ExitCode run(Invocation call) {
    Project project = ProjectArgument.read(call);
    Explanation explanation = project.located(() -> project.plan(Engine.reference()).explanation());
    call.output()
        .result(
            explanation,
            out -> {
              String first = first(explanation);
              out.println(Wrap.paragraph(first, call.output().columns()));
              DecayTable.lines(explanation, call.output().columns()).forEach(out::println);
            });
    return ExitCode.DONE;
  }

  private static String first(Explanation explanation) {
    return explanation.decay().isEmpty()
        ? "the model is made in one go: it has no steps, and no weights that could decay; plan "
            + explanation.planHash()
        : String.format(
            Locale.ROOT,
            "%s, %,d parameters, plan %s",
            Phrases.count(explanation.steps(), "step"),
            explanation.parameters(),
            explanation.planHash());
  }
}
