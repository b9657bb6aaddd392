import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.baseline.CountedBaseline;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.config.Settings;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.eval.Evaluator;
import org.isotopelm.eval.Scores;
import org.isotopelm.math.Team;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.mixture.MixtureWeights;
import org.isotopelm.model.mixture.NgramCache;
import org.isotopelm.project.Project;
import org.isotopelm.teacher.Teachers;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.GradientRecipe;
import org.isotopelm.train.Listener;
import org.isotopelm.train.Preparation;
import org.isotopelm.train.StartWeights;
import org.isotopelm.train.TrainResult;
import org.isotopelm.train.TrainState;
import org.isotopelm.train.run.CellTrainer;

/**
 * Trains the configs whose files stand on standard input, one after another in one JVM, so that
 * starting and compiling cost no run anything. A line is {@code CONFIG TEXT ORDER}: TEXT names what
 * configs share, text and tokenizer, and ORDER is that of the counted model. Each line is answered
 * by one JSON object. Its {@code seconds} are those of the training thread's processor.
 */
public final class RulesBench {
  private static final int CACHE = 5000;

  private record Text(Preparation preparation, TokenModel counted, float[] scores) {}

  private final Path home;
  private final Map<String, Text> texts = new HashMap<>();

  private RulesBench(Path home) {
    this.home = home;
  }

  /** The home of Isotope is the working directory. */
  public static void main(String[] args) throws IOException {
    RulesBench bench = new RulesBench(Path.of(""));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(Json.mapper().writeValueAsString(bench.train(line.split(" ", 3))));
        System.out.flush();
      }
    }
  }

  private Map<String, Object> train(String[] asked) throws IOException {
    Project project = Project.read(home, Path.of(asked[0]), Settings.of(List.of()));
    GradientRecipe recipe = GradientRecipe.of(project.config().recipe(), "this benchmark");
    try (Team team = new Team(1)) {
      Text text = texts.get(asked[1]);
      if (text == null) {
        text = text(project, recipe, Integer.parseInt(asked[2]), team);
        texts.put(asked[1], text);
      }
      Preparation own = text.preparation();
      GradientPlan plan =
          GradientPlan.of(recipe, own, project.engine(), StartWeights.ofRuns(), Teachers.none());
      double begun = processor();
      TrainResult result;
      try {
        Path folder = Files.createTempDirectory("rules");
        result =
            new CellTrainer(plan, folder, System::nanoTime)
                .run(plan::initialValues, team, Listener.NONE, () -> false);
      } catch (ProblemException e) {
        return Map.of("diverged", true);
      }
      return figures(plan, result, processor() - begun, text, team);
    }
  }

  private static Text text(Project project, GradientRecipe recipe, int order, Team team) {
    Preparation text =
        Preparation.of(recipe, project.corpus(), project.corpus().split(), project.cache());
    int vocabulary = text.tokenizer().vocabulary();
    TokenModel counted =
        CountedBaseline.model(new CountedSpec(order), text.train(), vocabulary, team);
    float[] scores = counted.score(text.validation(), team);
    return new Text(text, counted, scores);
  }

  private static Map<String, Object> figures(
      GradientPlan plan, TrainResult result, double seconds, Text text, Team team) {
    Preparation own = text.preparation();
    Scores scores = Objects.requireNonNull(result.validation());
    double rate = 1 / (Math.log(2) * scores.bytes());
    TrainState.Evaluated best = Objects.requireNonNull(result.state().best());
    int vocabulary = own.tokenizer().vocabulary();
    MixtureWeights.Fitted mixture =
        MixtureWeights.fit(
            List.of(result.model().score(own.validation(), team), text.scores()),
            List.of(new NgramCache(CACHE).score(new Passages(own.validation()), vocabulary, team)),
            team);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("steps", plan.steps());
    all.put("tokens", own.train().targets());
    all.put("vocabulary", vocabulary);
    all.put("parameters", plan.explanation().parameters());
    all.put("seconds", seconds);
    all.put("train_nll", result.trainNll());
    all.put("last_bpb", scores.nll() * scores.tokens() * rate);
    all.put("best_bpb", best.nll() * scores.tokens() * rate);
    all.put("best_epoch", plan.epochs(best.step()));
    all.put("unknown", scores.unknownTokens());
    all.put("counted_bpb", sum(text.scores()) * rate);
    all.put("mix_bpb", sum(mixture.nll()) * rate);
    all.put("weights", mixture.weights().all());
    if (own.test().targets() > 0) {
      TokenModel mixed =
          mixture
              .weights()
              .mixture(List.of(result.model(), text.counted()), own.tokenizer().endOfDocument());
      all.put("test_bpb", bits(result.model(), own.test(), team));
      all.put("test_counted_bpb", bits(text.counted(), own.test(), team));
      all.put("test_mix_bpb", bits(mixed, own.test(), team));
    }
    return all;
  }

  private static double bits(TokenModel model, TokenizedSplit split, Team team) {
    Scores scores = Evaluator.scores(model, split, model.score(split, team));
    return scores.nll() * scores.tokens() / (Math.log(2) * scores.bytes());
  }

  private static double sum(float[] nll) {
    double sum = 0;
    for (float each : nll) {
      sum += each;
    }
    return sum;
  }

  private static double processor() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() * 1e-9;
  }
}
