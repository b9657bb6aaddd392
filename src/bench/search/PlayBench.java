package org.isotopelm.study.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Plays searches on recorded tables, and asks the tables questions: see README.md. */
final class PlayBench {
  private PlayBench() {}

  /**
   * Arguments: what to do, REPETITIONS, TABLE…, names of methods that are to be played, and {@code
   * coarse} for the points at every second λ and η only.
   */
  public static void main(String[] arguments) throws IOException {
    int repetitions = Integer.parseInt(arguments[1]);
    List<RecordedCells> tables = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String word : List.of(arguments).subList(2, arguments.length)) {
      if (word.contains(".csv")) {
        tables.add(RecordedCells.read(Path.of(word)));
      } else {
        names.add(word);
      }
    }
    boolean coarse = names.remove("coarse");
    List<Board> boards =
        tables.stream()
            .map(table -> coarse ? Board.coarse(table, 1) : Board.of(table, 1))
            .filter(Objects::nonNull)
            .toList();
    boards.forEach(PlayBench::describe);
    switch (arguments[0]) {
      case "play" -> play(boards, repetitions, names);
      case "curves" -> boards.forEach(EarlyFigures::print);
      case "coupling" -> boards.forEach(Coupling::print);
      case "folds" -> tables.forEach(table -> Reshuffling.print(table, repetitions));
      case "overtuning" -> tables.forEach(table -> Overtuning.print(table, repetitions));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void describe(Board board) {
    System.out.printf(
        Locale.ROOT,
        "%s: %d points × %d folds × %d seeds, shorter %s; best %.4f at %s, λ = 0 %.4f, worst %.4f%n",
        board.name(),
        board.points().size(),
        board.folds(),
        board.seeds(),
        board.shorter().keySet(),
        board.best(),
        board.points().get(argmin(board.truth())),
        board.zero(),
        Arrays.stream(board.truth()).max().orElseThrow());
  }

  static int argmin(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] < values[best] ? i : best;
    }
    return best;
  }

  /** Mean regret in percent of each method, over all boards and on each. */
  private static void play(List<Board> boards, int repetitions, List<String> names) {
    System.out.printf(
        "%n| mean regret, %% of what decay gains, at %s of the grid's cost | all | %s |%n|---|---|%s%n",
        Arrays.stream(Play.SHARES).mapToObj(String::valueOf).collect(Collectors.joining(" / ")),
        boards.stream().map(Board::name).collect(Collectors.joining(" | ")),
        "---|".repeat(boards.size()));
    List<Map<String, Methods.Method>> methods = boards.stream().map(Methods::all).toList();
    methods.stream()
        .flatMap(each -> each.keySet().stream())
        .distinct()
        .filter(name -> names.isEmpty() || names.contains(name))
        .forEach(name -> System.out.println(row(name, boards, methods, repetitions)));
  }

  private static String row(
      String name, List<Board> boards, List<Map<String, Methods.Method>> methods, int repetitions) {
    double[][] means = new double[boards.size()][];
    for (int b = 0; b < means.length; b++) {
      Methods.Method method = methods.get(b).get(name);
      means[b] = method == null ? null : regrets(boards.get(b), method, repetitions);
    }
    double[] all = new double[Play.SHARES.length];
    List<double[]> known = Arrays.stream(means).filter(Objects::nonNull).toList();
    Arrays.setAll(all, i -> known.stream().mapToDouble(each -> each[i]).average().orElseThrow());
    return "| %s | %s | %s |"
        .formatted(
            name,
            shown(all),
            Arrays.stream(means)
                .map(each -> each == null ? "–" : shown(each))
                .collect(Collectors.joining(" | ")));
  }

  private static double[] regrets(Board board, Methods.Method method, int repetitions) {
    double[] means = new double[Play.SHARES.length];
    for (int r = 0; r < repetitions; r++) {
      Play play = new Play(board, r);
      try {
        method.play(play);
      } catch (Play.Over _) {
        // all is spent
      }
      double[] regrets = play.regrets();
      for (int i = 0; i < means.length; i++) {
        means[i] += 100 * regrets[i] / repetitions;
      }
    }
    return means;
  }

  private static String shown(double[] means) {
    return Arrays.stream(means)
        .mapToObj(mean -> String.format(Locale.ROOT, "%.1f", mean))
        .collect(Collectors.joining(" / "));
  }
}
