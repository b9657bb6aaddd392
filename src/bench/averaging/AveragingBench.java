package org.isotopelm.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.config.Settings;
import org.isotopelm.math.Engine;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.isotopelm.math.Team;
import org.isotopelm.model.network.NetworkScorer;
import org.isotopelm.optim.AveragedWeights;
import org.isotopelm.optim.average.Average;
import org.isotopelm.optim.average.EmaAverage;
import org.isotopelm.optim.average.TailAverage;
import org.isotopelm.optim.schedule.Share;
import org.isotopelm.optim.schedule.Span;
import org.isotopelm.project.Project;

/**
 * Trains small models and scores the averages of their weights, or ensembles of them: see
 * README.md.
 */
final class AveragingBench {
  /** A model, its batch and its peak learning rate. */
  private record Setting(String model, int batch, double peak) {}

  private static final Map<String, Setting> SETTINGS =
      Map.of(
          "mlp",
          new Setting("{kind: mlp, context: 4, embedding: 32, hidden: [128]}", 256, 1e-2),
          "lstm",
          new Setting("{kind: lstm, layers: 1, width: 64, embedding: 64, context: 32}", 16, 1e-2),
          "gpt",
          new Setting("{kind: gpt, layers: 2, heads: 2, width: 48, context: 32}", 16, 5e-3));

  /** Shares of the run: of its last part, and of half-lives. */
  private static final double[] TAILS = {0.1, 0.25, 0.5};

  private static final double[] HALF_LIVES = {0.01, 0.03, 0.1};

  private final Path results;
  private final List<String> done;

  private AveragingBench(Path results, String header) throws IOException {
    this.results = results;
    if (!Files.exists(results)) {
      Files.writeString(results, header.replace(' ', '\t') + "\n");
    }
    done = new ArrayList<>(Files.readAllLines(results));
  }

  public static void main(String[] arguments) throws Exception {
    Path results = Path.of(arguments[1]);
    Path text = Path.of(arguments[2]);
    int kilobytes = Integer.parseInt(arguments[3]);
    switch (arguments[0]) {
      case "averages" ->
          new AveragingBench(
                  results,
                  "text kB epochs model schedule lambda seed steps last tail10 tail25 tail50 ema1 ema3 ema10 seconds")
              .averages(
                  text,
                  kilobytes,
                  arguments[4],
                  list(arguments[5]),
                  list(arguments[6]),
                  list(arguments[7]),
                  list(arguments[8]));
      case "members" ->
          new AveragingBench(
                  results,
                  "text kB model epochs lambda members mean_of_members ensemble first seconds")
              .members(
                  text,
                  kilobytes,
                  arguments[4],
                  arguments[5],
                  list(arguments[6]),
                  list(arguments[7]),
                  Integer.parseInt(arguments[8]));
      default -> throw new IllegalArgumentException("averages or members");
    }
  }

  private static List<String> list(String argument) {
    return Arrays.asList(argument.split(",", -1));
  }

  private void averages(
      Path text,
      int kilobytes,
      String epochs,
      List<String> models,
      List<String> schedules,
      List<String> lambdas,
      List<String> seeds)
      throws IOException {
    for (String seed : seeds) {
      for (String schedule : schedules) {
        for (String model : models) {
          for (String lambda : lambdas) {
            String key =
                String.join(
                    "\t", name(text), "" + kilobytes, epochs, model, schedule, lambda, seed);
            if (isDone(key)) {
              continue;
            }
            long begun = System.nanoTime();
            GradientPlan plan = plan(text, kilobytes, model, epochs, schedule, lambda, seed);
            List<String> row = new ArrayList<>(List.of(key, "" + plan.steps()));
            row.addAll(averages(plan));
            add(row, begun);
          }
        }
      }
    }
  }

  /** The held-out nll of the last weights and of each average. */
  private static List<String> averages(GradientPlan plan) {
    try (Team team = new Team(1)) {
      List<AveragedWeights> averages = new ArrayList<>();
      float[] values = plan.initialValues();
      for (double share : TAILS) {
        averages.add(averaged(plan, new TailAverage(new Share(share)), values));
      }
      for (double share : HALF_LIVES) {
        averages.add(
            averaged(
                plan, new EmaAverage(new Span(share * plan.steps(), Span.Unit.STEPS)), values));
      }
      Listener adding =
          new Listener() {
            @Override
            public void stepped(long step, double nll, int tokens) {
              averages.forEach(average -> average.add(step, values, team));
            }
          };
      train(plan, values, team, adding);
      List<String> row = new ArrayList<>(List.of(number(mean(nll(plan, values, team)))));
      averages.forEach(average -> row.add(number(mean(nll(plan, average.mean(), team)))));
      return row;
    }
  }

  private static AveragedWeights averaged(GradientPlan plan, Average average, float[] values) {
    return new AveragedWeights(average, plan.horizon(), Trainer.optimizer(plan, 1), values.length);
  }

  /** What the rates do not survive is no figure. */
  private static void train(GradientPlan plan, float[] values, Team team, Listener listener) {
    try {
      Trainer.fresh(plan, values, team, listener, () -> false).run();
    } catch (RuntimeException e) {
      Arrays.fill(values, Float.NaN);
    }
  }

  private void members(
      Path text,
      int kilobytes,
      String model,
      String epochs,
      List<String> epochFactors,
      List<String> lambdas,
      int members)
      throws IOException {
    for (String factor : epochFactors) {
      for (String lambda : lambdas) {
        String all = number(Double.parseDouble(factor) * Double.parseDouble(epochs));
        String key =
            String.join("\t", name(text), "" + kilobytes, model, all, lambda, "" + members);
        if (isDone(key)) {
          continue;
        }
        long begun = System.nanoTime();
        List<float[]> nll = new ArrayList<>();
        try (Team team = new Team(1)) {
          for (int seed = 1; seed <= members; seed++) {
            GradientPlan plan = plan(text, kilobytes, model, all, "cosine", lambda, "" + seed);
            float[] values = plan.initialValues();
            train(plan, values, team, Listener.NONE);
            nll.add(nll(plan, values, team));
          }
        }
        double mean = nll.stream().mapToDouble(AveragingBench::mean).average().orElseThrow();
        add(
            List.of(key, number(mean), number(mean(ensemble(nll))), number(mean(nll.getFirst()))),
            begun);
      }
    }
  }

  /** −ln of the mean of the members' probabilities, of each token. */
  private static float[] ensemble(List<float[]> members) {
    float[] nll = new float[members.getFirst().length];
    for (int i = 0; i < nll.length; i++) {
      double sum = 0;
      for (float[] member : members) {
        sum += Math.exp(-member[i]);
      }
      nll[i] = (float) -Math.log(sum / members.size());
    }
    return nll;
  }

  private static float[] nll(GradientPlan plan, float[] values, Team team) {
    return new NetworkScorer(plan.model(), plan.text().validation(), team).score(values);
  }

  private static double mean(float[] nll) {
    double sum = 0;
    for (float each : nll) {
      sum += each;
    }
    return sum / nll.length;
  }

  private static GradientPlan plan(
      Path text,
      int kilobytes,
      String model,
      String epochs,
      String schedule,
      String lambda,
      String seed)
      throws IOException {
    Setting setting = Objects.requireNonNull(SETTINGS.get(model), model);
    String yaml =
        """
        data: {files: [%s], limit: {bytes: %d000}, split: {validation: 0.1, test: 0.1, seed: 1}}
        tokenizer: {kind: bpe, vocabulary: 1024}
        model: %s
        train: {epochs: %s, batch: %d, shards: 1, seed: %s, counted: null, evaluate: {every: 1000000000}}
        optimizer:
          learning_rate: %s
          decay: [{group: gains, roles: [norm_gain, bias], lambda: 0}, {group: rest, lambda: %s}]
        engine: {products: java}
        """
            .formatted(
                text.toAbsolutePath(),
                kilobytes,
                setting.model(),
                epochs,
                setting.batch(),
                seed,
                rate(schedule, setting.peak()),
                lambda);
    Path file = Files.writeString(Files.createTempFile("averaging", ".yaml"), yaml);
    Project project = Project.read(Path.of(""), file, Settings.of(List.of()));
    GradientPlan plan = (GradientPlan) project.plan(Engine.of(ProductsKind.JAVA));
    Files.delete(file);
    return plan;
  }

  /** cosine: to 0; cosine/0.1: to a tenth; constant; with *2 behind it: at twice the peak. */
  private static String rate(String schedule, double peak) {
    String[] factor = schedule.split("[*]", -1);
    String[] floor = factor[0].split("/", -1);
    return String.format(
        Locale.ROOT,
        "{schedule: %s, peak: %s, floor: %s}",
        floor[0],
        factor.length == 1 ? peak : Double.parseDouble(factor[1]) * peak,
        floor.length == 1 ? "0" : floor[1]);
  }

  private boolean isDone(String key) {
    return done.stream().anyMatch(line -> line.startsWith(key + "\t"));
  }

  private void add(List<String> row, long begun) throws IOException {
    String seconds = String.format(Locale.ROOT, "%.1f", (System.nanoTime() - begun) * 1e-9);
    String line = String.join("\t", row) + "\t" + seconds;
    done.add(line);
    Files.writeString(results, line + "\n", StandardOpenOption.APPEND);
    System.out.println(line);
  }

  private static String name(Path text) {
    return text.getFileName().toString().replaceFirst("\\..*", "");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.5g", value);
  }
}
