package org.isotopelm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.cli.Options;
import org.isotopelm.advice.Advice;
import org.isotopelm.advice.Basis;
import org.isotopelm.advice.Change;
import org.isotopelm.advice.Changes;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.call.NewOption;
import org.isotopelm.cli.files.OwnFile;
import org.isotopelm.cli.text.AdviceReport;
import org.isotopelm.math.Engine;
import org.isotopelm.project.MadeFolder;
import org.isotopelm.project.Project;
import org.isotopelm.project.StudyRunner;
import org.isotopelm.study.Study;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.training.Activity;
import org.isotopelm.study.training.TrainingRunner;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.GradientRecipe;
import org.jspecify.annotations.Nullable;

/** {@code isotope advise}. */
final class AdviseCommand implements Command {
  private static final String OUT = "out";

  private static final Pattern FACTOR = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)[x×]");

  @Override
  public String name() {
    return "advise";
  }

  @Override
  public String summary() {
    return "predict λ for more text, another batch, width, length or learning rate";
  }

  @Override
  public List<String> usage() {
    return List.of(
        "advise STUDY|RUN [--data 4x] [--batch 2x] [--width 2x] [--epochs 2x]",
        "advise STUDY|RUN [--learning-rate 2x] [--out FILE]");
  }

  @Override
  public String details() {
    return "Starts from the best λ of a finished study, or from the λ of a run, and predicts the best λ of a "
        + "setting that differs by the factors given, by published scaling rules. It says which rule "
        + "applies, why, and how sure it is. It also writes the config of a small study at λ/2, λ and "
        + "2λ of the new setting, which shows whether the prediction holds. It trains nothing.";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(factor(Change.DATA, "times the training text; the number of epochs stays"))
        .addOption(factor(Change.BATCH, "times the batch; text and epochs stay"))
        .addOption(factor(Change.WIDTH, "times the width of the model"))
        .addOption(factor(Change.EPOCHS, "times the epochs over the same text"))
        .addOption(factor(Change.LEARNING_RATE, "times the peak learning rate"))
        .addOption(
            NewOption.value(
                OUT,
                "FILE",
                "the config of the verifying study; by default in the study's folder, or beside the run's"));
  }

  private static org.apache.commons.cli.Option factor(Change change, String meaning) {
    return NewOption.value(option(change), "4x", meaning);
  }

  /** The option of a change. */
  private static String option(Change change) {
    return change.label().replace(' ', '-');
  }

  @Override
  public boolean readsConfig() {
    return false;
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example(
            "isotope advise models/quickstart --data 4x", "the best λ for four times the text"),
        new Example(
            "isotope advise models/quickstart --batch 4x --learning-rate 2x",
            "for a larger batch, with the learning rate that goes with it"),
        new Example(
            "isotope advise models/shakespeare-gpt --width 2x --out wider.yaml",
            "from a run; the verifying study goes to wider.yaml"));
  }

  @Override
  public ExitCode run(Invocation call) throws IOException {
    MadeFolder folder = new MadeFolder(Path.of(call.arguments(1, 1).getFirst()));
    Changes changes = changes(call);
    if (!folder.isStudy()) {
      folder.requireRun();
    }
    Project project = folder.isStudy() ? folder.study(call.home()) : folder.project(call.home());
    Basis basis = project.located(() -> basis(folder, project));
    Advice advice = Advice.of(basis, changes, project::corpus);
    String config = write(advice, out(call, folder, changes));
    AdviceReport report = AdviceReport.of(folder.path().toString(), basis.anchor(), advice, config);
    call.output().result(report, text -> text.print(report.text(call.output().columns())));
    return ExitCode.DONE;
  }

  private static Basis basis(MadeFolder folder, Project project) {
    String name = folder.path().toString();
    if (!folder.isStudy()) {
      return Basis.ofRun(name, project.loaded(), gradients(project));
    }
    StudySpec spec = folder.spec(project);
    TrainingRunner runner = StudyRunner.runner(project, spec, Engine.reference(), new Activity());
    return Basis.ofStudy(
        name, project.loaded(), spec, Study.read(spec, folder.path()), runner::plan);
  }

  private static GradientPlan gradients(Project project) {
    GradientRecipe.of(project.config().recipe(), "advise");
    return (GradientPlan) project.plan(Engine.reference());
  }

  private static Changes changes(Invocation call) {
    Map<Change, Double> factors = new EnumMap<>(Change.class);
    for (Change change : Change.values()) {
      String option = option(change);
      call.text(option).ifPresent(typed -> factors.put(change, factor(option, typed)));
    }
    if (factors.isEmpty()) {
      String all =
          List.of(Change.values()).stream()
              .map(change -> "--" + option(change))
              .collect(Collectors.joining(", "));
      throw call.misused("name at least one change (%s)".formatted(all));
    }
    return new Changes(factors);
  }

  private static double factor(String option, String typed) {
    var matcher = FACTOR.matcher(typed.strip());
    double factor = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
    if (!(factor >= 1 / Changes.MOST && factor <= Changes.MOST)) {
      throw ProblemException.usage(
          "--%s %s: must be a factor from 0.001x to 1000x, such as 2x".formatted(option, typed));
    }
    return factor;
  }

  /** In a study's folder; beside a run's, which holds nothing but the run. */
  private static Path out(Invocation call, MadeFolder folder, Changes changes) {
    Path path = folder.path().toAbsolutePath().normalize();
    String name =
        Objects.requireNonNullElse(path.getFileName(), Path.of("advice"))
            + "-"
            + changes.slug()
            + ".yaml";
    // A path such as . has no folder around it that could be named after it.
    Path run = folder.path().getParent() == null ? path : folder.path();
    return call.path(OUT)
        .orElseGet(() -> folder.isStudy() ? folder.path().resolve(name) : run.resolveSibling(name));
  }

  private static @Nullable String write(Advice advice, Path out) throws IOException {
    if (advice.yaml() == null) {
      return null;
    }
    OwnFile.require(
        out, "a config that advise wrote", file -> Files.readString(file).startsWith(Advice.MARK));
    AtomicFile.write(out, advice.yaml());
    return out.toString();
  }
}
