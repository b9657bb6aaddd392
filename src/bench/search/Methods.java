package org.isotopelm.study.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.isotopelm.study.plan.Samplers;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.study.trial.Observation;

/** Ways to search a {@link Board}. */
final class Methods {
  /** How a play spends. */
  interface Method {
    void play(Play play);
  }

  /** Whether a point is given up between two folds. */
  interface Rule {
    boolean drops(Observation point, PruningRound round);

    static Rule of(Pruning pruning) {
      return (point, round) -> pruning.acts() && pruning.reason(point, round) != null;
    }
  }

  /** As Bergman, Purucker and Hutter (2024) do: its mean is above the best point's worst fold. */
  static final Rule FORGIVING =
      (point, round) -> {
        double[] best = best(point, round);
        return best.length > 0 && round.mean(point) > Arrays.stream(best).max().orElseThrow();
      };

  /** As they do too: its mean is above that of the best point, here on the same folds. */
  static final Rule AGGRESSIVE =
      (point, round) -> {
        double[] best = best(point, round);
        return best.length > 0
            && round.mean(point) > Arrays.stream(best).limit(round.ended()).average().orElseThrow();
      };

  /** The figures of the best other point that has all its cells. */
  private static double[] best(Observation point, PruningRound round) {
    return round.seen().stream()
        .filter(other -> !other.equals(point) && !other.figures().contains(null))
        .map(other -> other.figures().stream().mapToDouble(v -> v).toArray())
        .min(Comparator.comparingDouble(figures -> Arrays.stream(figures).average().orElseThrow()))
        .orElse(new double[0]);
  }

  private Methods() {}

  /** All of them, by name. */
  static Map<String, Method> all(Board board) {
    Map<String, Method> all = new LinkedHashMap<>();
    all.put("random", play -> rounds(play, shuffled(play), 1, Rule.of(new NoPruning())));
    all.put("random, forgiving", play -> rounds(play, shuffled(play), 1, FORGIVING));
    all.put("random, aggressive", play -> rounds(play, shuffled(play), 1, AGGRESSIVE));
    all.put("sobol", play -> rounds(play, sobol(play), 1, Rule.of(new NoPruning())));
    int points = board.points().size();
    product(all, "random, first fold", new RandomSearch(points), new FirstFoldPruning());
    product(all, "sobol, first fold", new SobolSearch(points), new FirstFoldPruning());
    product(all, "grid, first fold", new GridSearch(), new FirstFoldPruning());
    for (int initial : new int[] {6, 4}) {
      for (int round : new int[] {2, 1}) {
        Search gp = new GpSearch(points, initial, round, GpSearch.Stop.NEVER);
        String name =
            "gp" + (initial == 6 ? "" : ", 4 first") + (round == 2 ? "" : ", one at a time");
        product(all, name, gp, new NoPruning());
        product(all, name + ", racing 0.1", gp, new RacingPruning(0.1));
        product(all, name + ", first fold", gp, new FirstFoldPruning());
      }
    }
    Search gp = new GpSearch(points, 6, 2, GpSearch.Stop.NEVER);
    product(all, "gp, racing 0.05", gp, new RacingPruning(0.05));
    product(all, "gp, racing 0.2", gp, new RacingPruning(0.2));
    product(all, "gp, halving 3", gp, new HalvingPruning(3));
    product(all, "gp, median", gp, new MedianPruning(1));
    all.put("gp of λ and η", play -> new FiniteGp(play, Methods::plain, 6).play());
    all.put("gp of ηλ and η", play -> new FiniteGp(play, Methods::rotated, 6).play());
    all.put(
        "ηλ first, then gp of ηλ and η",
        play -> new FiniteGp(play, Methods::rotated, line(play)).play());
    for (int fewer : board.shorter().keySet()) {
      int factor = board.epochs() / fewer;
      all.put("halving from " + fewer + " epochs", play -> halving(play, fewer, factor, 0, false));
      all.put(
          "halving from " + fewer + " epochs, one fold",
          play -> halving(play, fewer, factor, 0, true));
      all.put(
          "halving from " + fewer + " epochs at equal κ, one fold",
          play -> halving(play, fewer, factor, factor, true));
    }
    for (int fewer : board.shorter().keySet()) {
      int factor = board.epochs() / fewer;
      all.put(
          "all for " + fewer + " epochs, then one fold", play -> ranked(play, fewer, 0));
      all.put(
          "all for " + fewer + " epochs at equal κ, then one fold",
          play -> ranked(play, fewer, factor));
    }
    for (int epoch : new int[] {board.epochs() / 4, board.epochs() / 2}) {
      all.put("random, stopped after " + epoch + " epochs if worse", play -> stopped(play, epoch));
    }
    return all;
  }

  private static void product(
      Map<String, Method> all, String name, Search search, Pruning pruning) {
    all.put(name, play -> ProductPlay.play(play, search, pruning));
  }

  /** Positions in [0, 1] by λ and η. */
  static double[] plain(Board board, Point point) {
    return new double[] {position(board, point, "lambda"), position(board, point, "eta")};
  }

  /** Positions in [0, 1] by η·λ and η. */
  static double[] rotated(Board board, Point point) {
    ToDoubleFunction<Point> combined =
        p -> Math.log(Board.number(p, "lambda") * Board.number(p, "eta"));
    double low = board.points().stream().mapToDouble(combined).min().orElseThrow();
    double high = board.points().stream().mapToDouble(combined).max().orElseThrow();
    return new double[] {
      (combined.applyAsDouble(point) - low) / (high - low), position(board, point, "eta")
    };
  }

  private static double position(Board board, Point point, String name) {
    ToDoubleFunction<Point> log = p -> Math.log(Board.number(p, name));
    double low = board.points().stream().mapToDouble(log).min().orElseThrow();
    double high = board.points().stream().mapToDouble(log).max().orElseThrow();
    return (log.applyAsDouble(point) - low) / (high - low);
  }

  static List<Integer> shuffled(Play play) {
    return order(play, new RandomSearch(play.board.points().size()));
  }

  static List<Integer> sobol(Play play) {
    return order(play, new SobolSearch(play.board.points().size()));
  }

  private static List<Integer> order(Play play, Search search) {
    return Samplers.of(ProductPlay.spec(play, search, new NoPruning()), play.board.space())
        .next(List.of())
        .points()
        .stream()
        .map(play.board.points()::indexOf)
        .toList();
  }

  /** Every second λ at the middle η. */
  static List<Integer> line(Play play) {
    List<List<Integer>> rows = play.board.byEta();
    List<Integer> middle = rows.get(rows.size() / 2);
    return IntStream.range(0, middle.size()).filter(i -> i % 2 == 1).mapToObj(middle::get).toList();
  }

  private static List<Observation> observations(Play play, List<Point> points) {
    return points.stream().map(play::observation).toList();
  }

  /** Points in a given order, so many a round. */
  static void rounds(Play play, List<Integer> order, int size, Rule rule) {
    List<Point> all = new ArrayList<>();
    for (int i = 0; i < order.size(); i += size) {
      List<Point> round =
          order.subList(i, Math.min(i + size, order.size())).stream()
              .map(play.board.points()::get)
              .toList();
      all.addAll(round);
      round(play, all, round, rule);
    }
  }

  private static void round(Play play, List<Point> all, List<Point> round, Rule rule) {
    List<Point> live = new ArrayList<>(round);
    for (int fold = 0; fold < play.board.folds(); fold++) {
      for (Point point : live) {
        play.train(play.board.points().indexOf(point), fold);
      }
      if (fold + 1 < play.board.folds()) {
        PruningRound ended =
            new PruningRound(
                observations(play, live), observations(play, all), fold + 1, Metric.NLL);
        List<Point> dropped =
            live.stream().filter(point -> rule.drops(play.observation(point), ended)).toList();
        dropped.forEach(point -> play.drop(play.board.points().indexOf(point)));
        live.removeAll(dropped);
      }
    }
  }

  /**
   * Successive halving over epochs: random points are trained with a short schedule of their own,
   * and the best in {@code factor} of every {@code factor} get the whole one.
   *
   * @param stronger by how much λ of the short training is multiplied; 0: not at all
   */
  private static void halving(Play play, int fewer, int factor, int stronger, boolean oneFold) {
    List<Integer> order = shuffled(play);
    int folds = oneFold ? 1 : play.board.folds();
    for (int i = 0; i < order.size(); i += factor) {
      List<Integer> bracket = order.subList(i, Math.min(i + factor, order.size()));
      int best = -1;
      double lowest = Double.POSITIVE_INFINITY;
      for (int point : bracket) {
        int substitute = stronger == 0 ? point : stronger(play.board, point, stronger);
        double sum = 0;
        for (int f = 0; f < folds; f++) {
          sum += play.trainShort(substitute, f, fewer);
        }
        if (sum < lowest) {
          lowest = sum;
          best = point;
        }
      }
      for (int f = 0; best >= 0 && f < play.board.folds(); f++) {
        play.train(best, f);
      }
    }
  }

  /**
   * One bracket of successive halving: all points are trained for fewer epochs on one fold; then the
   * best of these, one after another, for all epochs.
   *
   * @param stronger as above
   */
  private static void ranked(Play play, int fewer, int stronger) {
    List<Integer> order = shuffled(play);
    double[] early = new double[order.size()];
    for (int point : order) {
      int substitute = stronger == 0 ? point : stronger(play.board, point, stronger);
      double nll = play.trainShort(substitute, 0, fewer);
      early[point] = Double.isNaN(nll) ? Double.POSITIVE_INFINITY : nll;
    }
    List<Integer> best =
        order.stream().sorted(Comparator.comparingDouble(point -> early[point])).toList();
    best.forEach(point -> play.train(point, 0));
  }

  /** The point of the same η with so many times the λ, or the strongest. */
  static int stronger(Board board, int point, double factor) {
    Point at = board.points().get(point);
    double wanted = Board.number(at, "lambda") * factor;
    return IntStream.range(0, board.points().size())
        .filter(p -> Board.number(board.points().get(p), "eta") == Board.number(at, "eta"))
        .filter(p -> Board.number(board.points().get(p), "lambda") <= wanted * (1 + 1e-9))
        .boxed()
        .max(Comparator.comparingDouble(p -> Board.number(board.points().get(p), "lambda")))
        .orElseThrow();
  }

  /**
   * Random points, one after another; a cell stops if its curve is above that of the best there.
   */
  private static void stopped(Play play, int epoch) {
    for (int point : shuffled(play)) {
      int best = play.choice();
      for (int f = 0; f < play.board.folds(); f++) {
        if (best >= 0 && !(play.curve(point, f, epoch) <= play.curve(best, f, epoch))) {
          play.pay((double) epoch / play.board.epochs());
          break;
        }
        play.train(point, f);
      }
    }
  }
}
