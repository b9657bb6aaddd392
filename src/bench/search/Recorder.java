package org.isotopelm.study.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.config.Settings;
import org.isotopelm.eval.Evaluator;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.project.Project;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.space.Dimension;
import org.isotopelm.teacher.Teachers;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.GradientRecipe;
import org.isotopelm.train.Recipe;
import org.isotopelm.train.StartWeights;
import org.isotopelm.train.TrainResult;
import org.isotopelm.train.run.CellTrainer;

/**
 * Trains the cells of the recorded tables on one thread, the most useful first, and appends each to
 * its table, TEXT-KIND.csv. Cells that a table has are not trained again, so a recording goes on
 * where it was stopped. See README.md.
 */
final class Recorder {
  static final String HEADER =
      "lambda,eta,epochs,draw,fold,seed,steps,seconds,nll,test,train,curve";

  /** One training. */
  record Setting(double lambda, double eta, int epochs, int draw, int fold, int seed) {
    String key() {
      return plain(lambda) + "," + plain(eta) + "," + epochs + "," + draw + "," + fold + "," + seed;
    }

    private static String plain(double value) {
      return value == 0 ? "0" : Double.toString(value);
    }
  }

  /**
   * A part of the tables.
   *
   * @param every of λ and of η: 1 for all values, 2 for every second one
   */
  record Part(int everyLambda, int everyEta, List<Integer> epochs, List<Integer> draws, int seed) {
    static Part of(String text) {
      String[] words = text.split(":", -1);
      return new Part(
          Integer.parseInt(words[0]),
          Integer.parseInt(words[1]),
          numbers(words[2]),
          numbers(words[3]),
          Integer.parseInt(words[4]));
    }

    private static List<Integer> numbers(String text) {
      return List.of(text.split("\\+", -1)).stream().map(Integer::valueOf).toList();
    }
  }

  private final Path file;
  private final StudySpec spec;
  private final Project project;
  private final StudyTexts texts;
  private final Engine engine;
  private final Path folder;
  private final Set<String> done = new HashSet<>();

  private Recorder(Path home, Path texts, Path out, String text, String kind) throws IOException {
    String path = texts.resolve(text).toAbsolutePath().toString();
    Path config = home.resolve("src/bench/search/recorded").resolve(kind + ".yaml");
    project =
        Project.read(
            home,
            config,
            Settings.of(
                List.of(
                    "data.files=[" + path + "-text.jsonl]",
                    "data.split.test_files=[" + path + "-test.jsonl]")));
    spec = project.config().study();
    this.texts = StudyTexts.of(spec, project::corpus, project.cache());
    engine = project.engine();
    file = out.resolve(text + "-" + kind + ".csv");
    folder = Files.createTempDirectory("recorder");
    begin();
  }

  /** Reads what the table has. A line that a kill cut off is removed. */
  private void begin() throws IOException {
    String text = Files.exists(file) ? Files.readString(file) : HEADER + "\n";
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text.substring(0, text.lastIndexOf('\n') + 1));
    for (String line : Files.readAllLines(file)) {
      done.add(line.split(",", -1).length < 6 ? line : key(line));
    }
  }

  private static String key(String line) {
    return List.of(line.split(",", -1)).subList(0, 6).stream().collect(Collectors.joining(","));
  }

  /** The cells of a part that the table has not. */
  private List<Setting> missing(Part part) {
    List<Setting> settings = new ArrayList<>();
    List<Object> lambdas = values("lambda");
    List<Object> etas = values("eta");
    for (int draw : part.draws()) {
      for (int fold = 0; fold < spec.folds(); fold++) {
        for (int epochs : part.epochs()) {
          for (int i = 0; i < lambdas.size(); i++) {
            for (int j = 0; j < etas.size(); j++) {
              boolean wanted =
                  (i == 0 || (i - 1) % part.everyLambda() == 0) && j % part.everyEta() == 0;
              Setting setting =
                  new Setting(
                      number(lambdas.get(i)), number(etas.get(j)), epochs, draw, fold, part.seed());
              if (wanted && !done.contains(setting.key())) {
                settings.add(setting);
              }
            }
          }
        }
      }
    }
    return settings;
  }

  private List<Object> values(String dimension) {
    return List.copyOf(spec.space().get(dimension).values());
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private void record(Setting setting) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    set(values, "lambda", setting.lambda());
    set(values, "eta", setting.eta());
    set(values, "epochs", setting.epochs());
    set(values, "draw", setting.draw());
    values.put("train.seed", setting.seed());
    String figures;
    try {
      figures = figures(values, setting);
    } catch (ProblemException e) {
      if (e.exitCode() != ExitCode.DIVERGED) {
        throw e;
      }
      figures = "0,0,nan,nan,nan,";
    }
    Files.writeString(file, setting.key() + "," + figures + "\n", StandardOpenOption.APPEND);
    done.add(setting.key());
  }

  private void set(Map<String, Object> values, String name, Object value) {
    Dimension dimension = spec.space().get(name);
    dimension.set().forEach(path -> values.put(path, value));
  }

  private String figures(Map<String, Object> values, Setting setting) {
    long epoch = Math.round(plan(values, setting.fold()).horizon().stepsPerEpoch());
    values.put("train.evaluate.every", epoch);
    GradientPlan plan = plan(values, setting.fold());
    try (Team team = new Team(1);
        Activity.Training training = new Activity().begin(plan.steps())) {
      TrainResult result =
          new CellTrainer(plan, folder.resolve(setting.key()), System::nanoTime)
              .run(plan::initialValues, team, training, () -> false);
      double test = Evaluator.score(result.model(), plan.text().test(), team).nll();
      String curve =
          result.state().evaluations().stream()
              .map(each -> String.format(Locale.ROOT, "%.4f", each.nll()))
              .collect(Collectors.joining(";"));
      return String.format(
          Locale.ROOT,
          "%d,%.2f,%.5f,%.5f,%.4f,%s",
          plan.steps(),
          result.state().seconds(),
          result.validation().nll(),
          test,
          result.trainNll(),
          curve);
    }
  }

  private GradientPlan plan(Map<String, Object> values, int fold) {
    Recipe recipe = project.loaded().with(values).recipe();
    return GradientPlan.of(
        GradientRecipe.of(recipe, "a recording"),
        texts.fold(recipe, fold),
        engine,
        StartWeights.ofRuns(),
        Teachers.none());
  }

  /** Arguments: HOME TEXTS OUT MINUTES TEXT-KIND,… PART… */
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[0]);
    long end = System.nanoTime() + (long) (Double.parseDouble(arguments[3]) * 60e9);
    List<Recorder> tables = new ArrayList<>();
    for (String table : arguments[4].split(",", -1)) {
      int dash = table.indexOf('-');
      tables.add(
          new Recorder(
              home,
              Path.of(arguments[1]),
              Path.of(arguments[2]),
              table.substring(0, dash),
              table.substring(dash + 1)));
    }
    for (int p : IntStream.range(5, arguments.length).toArray()) {
      for (Recorder table : tables) {
        long begun = System.nanoTime();
        int count = 0;
        for (Setting setting : table.missing(Part.of(arguments[p]))) {
          if (System.nanoTime() > end) {
            return;
          }
          table.record(setting);
          count++;
        }
        System.out.printf(
            Locale.ROOT,
            "%s %s: %d cells, %.0f s%n",
            table.file.getFileName(),
            arguments[p],
            count,
            (System.nanoTime() - begun) / 1e9);
      }
    }
  }
}
