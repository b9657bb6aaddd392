package org.isotopelm.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.cli.Options;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.cli.call.Command;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.call.NewOption;
import org.isotopelm.cli.text.BenchReport;
import org.isotopelm.cli.text.BenchReport.Milliseconds;
import org.isotopelm.cli.text.BenchReport.Run;
import org.isotopelm.data.TokenStore;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Engine;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.isotopelm.math.SgemmRate;
import org.isotopelm.math.kernel.Stopwatch;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.project.EngineChoice;
import org.isotopelm.project.Machine;
import org.isotopelm.project.Project;
import org.isotopelm.token.ByteKind;
import org.isotopelm.token.TokenizerSpec;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.GradientRecipe;
import org.isotopelm.train.Preparation;
import org.isotopelm.train.TrainingPlan;
import org.isotopelm.train.cost.TrainingSpeed;

/** {@code isotope bench}: how fast this machine trains. */
final class BenchCommand implements Command {
  private static final List<String> STANDARD =
      List.of("gpt-char", "gpt-384", "gpt-8192", "lstm-200", "lstm-650", "mlp-8192", "mlp-1024");
  private static final double SECONDS = 6;
  private static final int TOKENS = 200_000;

  /** Measurements of each kind of products, in turns: the first waits for the compiler. */
  private static final int TURNS = 2;

  /** A way to make the plan of a training by an engine. */
  private interface Planner {
    GradientPlan plan(Engine engine);
  }

  private record Measured(Engine engine, TrainingSpeed.Result result) {
    @JsonIgnore
    double median() {
      return result.median();
    }
  }

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String summary() {
    return "measure how fast this machine trains, and which matrix products it should use";
  }

  @Override
  public List<String> usage() {
    return List.of("bench [CONFIG | NAME ...] [--threads N] [--seconds S]");
  }

  @Override
  public String details() {
    return "Measures the machine's sgemm rate, all threads at 1024³, then training steps of configs"
        + " or of the standard ones ("
        + String.join(", ", STANDARD)
        + "; all of them if you name none) on random tokens. If engine.products is auto, both kinds"
        + " of products are measured in turns. After a bench of all standard trainings, auto uses"
        + " Isotope's own products, unless OpenBLAS is clearly faster overall: by more than 3 % and"
        + " by more than the spread of the step times. share: of the sgemm rate; bytes: allocated by"
        + " the median step; sums: of rows and columns; reduce: adding up the shards' gradients."
        + " FLOP per step: 6 × weights of matrices × targets, and for gpt 12 × layers × width ×"
        + " context × targets. Each training takes about half a minute; close other programs.";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(
            NewOption.value("threads", "N", "number of threads; by default one per processor"))
        .addOption(
            NewOption.value(
                "seconds", "S", "seconds to warm up and measure each training; by default 6"));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        new Example("isotope bench gpt-char mlp-1024", "two of the standard trainings"),
        new Example("isotope bench my.yaml --json", "your own config, as JSON"));
  }

  @Override
  public ExitCode run(Invocation invocation) throws IOException {
    List<String> names = invocation.arguments(0, Integer.MAX_VALUE);
    names = names.isEmpty() ? STANDARD : names;
    double seconds = invocation.number("seconds", SECONDS);
    if (!(seconds > 0)) {
      throw ProblemException.usage("--seconds " + seconds + ": a number above 0 is needed");
    }
    List<Project> projects = new ArrayList<>();
    for (String name : names) {
      projects.add(project(invocation, name));
    }
    Map<String, Double> sgemm = sgemm(invocation.threads(), seconds);
    double best = sgemm.values().stream().mapToDouble(rate -> rate).max().orElseThrow();
    invocation.output().note("sgemm 1024³: " + BenchReport.rates(sgemm));
    List<Run> runs = new ArrayList<>();
    FasterProducts faster = new FasterProducts();
    for (int i = 0; i < names.size(); i++) {
      Project project = projects.get(i);
      int threads = invocation.count("threads", project.config().engine().threads());
      Planner planner = planner(project, names.get(i));
      Run run = run(names.get(i), planner, project, threads, seconds, best, faster);
      invocation.output().note(run.line());
      runs.add(run);
    }
    if (faster.trainings() > 0) {
      boolean isEnough = new HashSet<>(names).containsAll(STANDARD) && seconds >= SECONDS;
      Path cache = projects.getFirst().cache();
      invocation.output().note(isEnough ? kept(faster.kind(), cache) : notKept(faster.kind()));
    }
    BenchReport report = new BenchReport(Machine.name(), best, sgemm, runs);
    invocation.output().result(report, out -> report.print(out, invocation.output().columns()));
    return ExitCode.DONE;
  }

  private static String kept(ProductsKind faster, Path cache) throws IOException {
    return "engine.products: auto uses %s from now on; to undo this, delete %s"
        .formatted(BenchReport.label(faster), EngineChoice.in(cache).keep(faster));
  }

  /** A few trainings, or a few seconds, are too little to decide for every later training. */
  private static String notKept(ProductsKind faster) {
    return "engine.products: auto stays as it is; it changes only after a bench of all standard"
        + " trainings for at least "
        + Math.round(SECONDS)
        + " seconds each (here "
        + BenchReport.label(faster)
        + " would be chosen; to use it for one config, set engine.products)";
  }

  private static Project project(Invocation invocation, String name) {
    Path standard = invocation.home().resolve("configs").resolve("bench").resolve(name + ".yaml");
    if (!Files.exists(standard) && !Files.exists(Path.of(name))) {
      throw ProblemException.usage(
          "'%s' is neither a config nor one of %s".formatted(name, String.join(", ", STANDARD)));
    }
    Path file = Files.exists(standard) ? standard : Path.of(name);
    Project project = Project.read(invocation.home(), file, invocation.settings());
    project.located(() -> GradientRecipe.of(project.config().recipe(), "bench"));
    return project;
  }

  /** The text of a config; random tokens of a standard one. */
  private static Planner planner(Project project, String name) {
    if (!STANDARD.contains(name)) {
      return engine -> gradients(project.plan(engine));
    }
    TokenizerSpec.Trained spec = (TokenizerSpec.Trained) project.config().tokenizer();
    int vocabulary = Objects.requireNonNull(spec.vocabulary());
    Preparation tokens = tokens(vocabulary);
    return engine ->
        TrainingSpeed.plan(
            GradientRecipe.of(project.config().recipe(), "bench"), tokens, vocabulary, engine);
  }

  private static GradientPlan gradients(TrainingPlan plan) {
    return (GradientPlan) plan;
  }

  private static Preparation tokens(int vocabulary) {
    RandomStream random = RandomStream.of(1, "bench");
    int[] ids = new int[TOKENS];
    for (int i = 0; i < TOKENS; i++) {
      ids[i] = random.nextInt(vocabulary);
    }
    long[] none = {0};
    TokenStore store = TokenStore.of(new int[][] {ids}, new long[] {TOKENS}, none, none, none);
    TokenizedSplit all = new TokenizedSplit(store, new int[] {0}, 0, false);
    TokenizedSplit nothing = new TokenizedSplit(store, new int[0], 0, false);
    return new Preparation(new ByteKind().make(_ -> {}), all, nothing, nothing);
  }

  private static Map<String, Double> sgemm(int threads, double seconds) {
    Map<String, Double> rates = new LinkedHashMap<>();
    for (Engine engine : engines(ProductsKind.AUTO)) {
      rates.put(
          BenchReport.label(engine.kind()),
          SgemmRate.gflops(engine.products(), threads, seconds / 4));
    }
    return rates;
  }

  /** That which is asked for, or all that run here: OpenBLAS is not there for every system. */
  private static List<Engine> engines(ProductsKind asked) {
    if (asked != ProductsKind.AUTO) {
      return List.of(Engine.of(asked));
    }
    Engine own = Engine.of(ProductsKind.JAVA);
    try {
      return List.of(own, Engine.of(ProductsKind.OPENBLAS));
    } catch (ProblemException absent) {
      return List.of(own);
    }
  }

  private static Run run(
      String name,
      Planner planner,
      Project project,
      int threads,
      double seconds,
      double sgemm,
      FasterProducts comparison) {
    List<Engine> engines = engines(project.config().engine().products());
    int turns = engines.size() > 1 ? TURNS : 1;
    Map<Engine, Measured> best = new LinkedHashMap<>();
    for (int turn = 0; turn < turns; turn++) {
      for (Engine engine : engines) {
        TrainingSpeed.Result result =
            TrainingSpeed.of(planner.plan(engine), threads, seconds / turns);
        best.merge(engine, new Measured(engine, result), (a, b) -> a.median() < b.median() ? a : b);
      }
    }
    List<Measured> measured = new ArrayList<>(best.values());
    if (measured.size() == 2) {
      comparison.add(
          measured.getFirst().result().milliseconds(), measured.getLast().result().milliseconds());
    }
    measured.sort((a, b) -> Double.compare(a.median(), b.median()));
    Measured faster = measured.getFirst();
    Stopwatch watch = new Stopwatch();
    Map<String, Double> phases =
        TrainingSpeed.phases(
            planner.plan(faster.engine().watchedBy(watch)), watch, threads, seconds / 3);
    TrainingSpeed.Result result = faster.result();
    double gflops = result.flopsPerStep() / result.median() * 1e-6;
    double products = Objects.requireNonNull(phases.get("products"));
    return new Run(
        name,
        threads,
        new Milliseconds(
            result.median(), result.milliseconds().getFirst(), result.milliseconds().getLast()),
        result.tokensPerStep() / result.median() * 1e3,
        gflops,
        gflops / sgemm,
        result.flopsPerStep() / products * 1e-6,
        result.allocatedBytesPerStep(),
        result.firstStepSeconds(),
        faster.engine().kind(),
        measured.size() < 2 ? null : (Double) measured.getLast().median(),
        phases);
  }
}
