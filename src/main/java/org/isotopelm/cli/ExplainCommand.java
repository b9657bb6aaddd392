package org.isotopelm.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.isotopelm.base.ExitCode;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.math.Engine;
import org.isotopelm.optim.explain.DecayTable;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.project.Project;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.SteplessPlan;
import org.isotopelm.train.TrainingPlan;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.isotopelm.words.Wrap;
import org.jspecify.annotations.Nullable;

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
    TrainingPlan plan = project.located(() -> project.plan(Engine.reference()));
    Explanation explanation = plan.explanation();
    call.output()
        .result(
            explanation,
            out -> {
              String first = first(plan, explanation);
              List<String> table = DecayTable.lines(explanation, call.output().columns());
              out.print(Wrap.paragraph(first, call.output().columns()));
              finals(project.config().study())
                  .ifPresent(line -> out.print(Wrap.paragraph(line, call.output().columns())));
              if (!table.isEmpty()) {
                out.println();
                table.forEach(out::println);
              }
            });
    return ExitCode.DONE;
  }

  /** How a study's final trainings differ from this plan, where they do. */
  private static Optional<String> finals(@Nullable StudySpec study) {
    return Optional.ofNullable(study)
        .map(StudySpec::finals)
        .filter(finals -> finals.epochs() != 1)
        .map(
            finals ->
                "This is the plan of a training in the search. The study's final trainings are %s times as long (study.final.epochs), beside having more text."
                    .formatted(Figures.value(finals.epochs())));
  }

  private static String first(TrainingPlan plan, Explanation explanation) {
    return switch (plan) {
      case SteplessPlan made ->
          "A %s. It has no weights, so nothing decays.".formatted(made.title());
      case GradientPlan _ ->
          String.format(
              Locale.ROOT,
              "%s, %,d parameters, plan %s",
              Phrases.count(explanation.steps(), "step"),
              explanation.parameters(),
              explanation.planHash());
    };
  }
}
