package org.isotopelm.study;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isotopelm.study.Study.Session;
import org.isotopelm.study.StudySpec.Dimension;
import org.isotopelm.study.StudySpec.Search;
import org.isotopelm.study.StudySpec.SearchKind;

/** Studies for tests. */
public final class Studies {
  private Studies() {}

  /** A grid over λ on three folds, with an opponent of fewer epochs at λ = 0. */
  public static StudySpec grid(Object... lambdas) {
    return new StudySpec(
        new Search(SearchKind.GRID, null),
        Map.of("lambda", values(FakeRunner.LAMBDA, lambdas)),
        3,
        1,
        1,
        Map.of("short", Map.of(FakeRunner.LAMBDA, 0, "train.epochs", 5)));
  }

  /** A search of these dimensions on two folds with two seeds, without opponents. */
  public static StudySpec of(Search search, Map<String, Dimension> space) {
    return new StudySpec(search, space, 2, 2, 1, Map.of());
  }

  public static Search gridSearch() {
    return new Search(SearchKind.GRID, null);
  }

  public static Search random(int trials) {
    return new Search(SearchKind.RANDOM, trials);
  }

  public static Dimension values(String path, Object... values) {
    return new Dimension(List.of(path), List.of(values), null, null);
  }

  public static Dimension logUniform(String path, double low, double high) {
    return new Dimension(List.of(path), null, List.of(low, high), null);
  }

  public static Dimension uniform(String path, double low, double high) {
    return new Dimension(List.of(path), null, null, List.of(low, high));
  }

  /** A map that keeps its order. */
  public static Map<String, Dimension> space(
      String first, Dimension one, String second, Dimension two) {
    Map<String, Dimension> space = new LinkedHashMap<>();
    space.put(first, one);
    space.put(second, two);
    return space;
  }

  public static Session session(Path folder, int workers) {
    return new Session(folder, Map.of("config", 1), workers, false, progress -> {}, () -> false);
  }
}
