package org.isotopelm.study.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Plays searches on recorded tables, and asks the tables questions: see README.md. */
final class PlayBench {
  private PlayBench() {}

  /** Arguments: what to do, REPETITIONS, TABLE…, and names of methods that are to be played. */
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
    List<Board> boards = tables.stream().map(t -> Board.of(t, 1)).filter(Objects::nonNull).toList();
    boards.forEach(PlayBench::describe);
    switch (arguments[0]) {
      case "play" -> play(boards, repetitions, names);
      case "curves" -> boards.forEach(EarlyFigures::print);
      case "coupling" -> boards.forEach(Coupling::print);
      case "folds" -> tables.forEach(table -> Reshuffling.print(table, repetitions));
      case "overtuning" -> boards.forEach(board -> Overtuning.print(board, repetitions));
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

  /** Mean regret in percent of each method, over all boards and for each. */
  private static void play(List<Board> boards, int repetitions, List<String> names) {
    Map<String, double[][]> means = new LinkedHashMap<>();
    for (int b = 0; b < boards.size(); b++) {
      for (Map.Entry<String, Methods.Method> method : Methods.all(boards.get(b)).entrySet()) {
        if (!names.isEmpty() && !names.contains(method.getKey())) {
          continue;
        }
        double[] sum = new double[Play.SHARES.length];
        for (int r = 0; r < repetitions; r++) {
          Play play = new Play(boards.get(b), r);
          try {
            method.getValue().play(play);
          } catch (Play.Over _) {
            // the budget is spent
          }
          double[] regrets = play.regrets();
          for (int i = 0; i < sum.length; i++) {
            sum[i] += 100 * regrets[i] / repetitions;
          }
        }
        means.computeIfAbsent(method.getKey(), _ -> new double[boards.size()][])[b] = sum;
      }
    }
    System.out.printf(
        "%n| mean regret, %% of what decay gains | %s | at ¼: %s |%n|---|%s%n",
        Arrays.stream(Play.SHARES).mapToObj(s -> "at " + s).collect(Collectors.joining(" | ")),
        boards.stream().map(Board::name).collect(Collectors.joining(" | ")),
        "---|".repeat(Play.SHARES.length + boards.size()));
    means.forEach((name, rows) -> System.out.println(row(name, rows)));
  }

  private static String row(String name, double[][] byBoard) {
    List<double[]> known = Arrays.stream(byBoard).filter(Objects::nonNull).toList();
    StringBuilder row = new StringBuilder("| " + name);
    for (int i = 0; i < Play.SHARES.length; i++) {
      int share = i;
      double mean = known.stream().mapToDouble(each -> each[share]).average().orElseThrow();
      row.append(String.format(Locale.ROOT, " | %.2f", mean));
    }
    for (double[] each : byBoard) {
      row.append(each == null ? " | –" : String.format(Locale.ROOT, " | %.2f", each[1]));
    }
    return row.append(" |").toString();
  }
}
