package org.isotopelm.report.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.report.chart.Chart;
import org.isotopelm.report.chart.Chart.Stroke;
import org.isotopelm.report.chart.LineLook;
import org.isotopelm.report.run.GroupTrace.Dot;
import org.isotopelm.report.run.StepChart.Series;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;

/**
 * Pictures of what decay did in a run, from what its log measured. Each says in words what it
 * shows.
 */
record DecayCharts(List<GroupTrace> groups) {
  private static final int NARROW = 250;
  private static final String LATE = "Over the last quarter of the steps: ";

  /** They balance where they leave up to this share of what decay did. */
  private static final double EVEN = 0.1;

  /** Up to so many points each has a symbol; more are smoothed. */
  private static final int FEW = 30;

  /** What made the norm what it is, for each group that decay shrinks. */
  Stream<Chart> courses() {
    return groups.stream()
        .flatMap(
            group ->
                NormCourse.of(group).stream().flatMap(course -> course(group.group(), course)));
  }

  private static Stream<Chart> course(String group, NormCourse course) {
    return new StepChart(
            "decay-course-" + group,
            "Group " + group + ": " + finding(course),
            "Factors on the norm since step %s: decay %s, the updates %s, together %s. Since step %s, while decay did the second half of its work: %s."
                .formatted(
                    Figures.whole((long) course.norm().getFirst().step()),
                    factor(course.decayed()),
                    factor(course.updated()),
                    factor(course.changed()),
                    Figures.whole((long) course.middleStep()),
                    factor(course.changedLate())),
            NARROW,
            "factor on the norm, log scale",
            List.of(
                series(LineLook.HELD, Stroke.PLAIN, "the updates", course.updates(), 1),
                series(LineLook.TRAIN, Stroke.PLAIN, "decay", course.decay(), 1),
                series(LineLook.WHOLE, Stroke.PLAIN, "both: the norm", course.norm(), 1)))
        .logarithmic()
        .level(1)
        .make();
  }

  /** Who moved the norm while decay did the second half of its work. */
  static String finding(NormCourse course) {
    double decay = -Math.log(course.decayedLate());
    double net = Math.log(course.changedLate());
    return Math.abs(net) <= EVEN * decay
        ? "decay and the updates balanced"
        : net > 0 ? "the updates outgrew decay" : "decay outgrew the updates";
  }

  static String factor(double factor) {
    return "×" + Phrases.figure(factor);
  }

  /** The size of the weights beside the size at which decay and updates balance. */
  Stream<Chart> size() {
    return new StepChart(
            "decay-size",
            "Are the weights in equilibrium?",
            Equilibrium.sentence(groups)
                + " At 1, decay takes as much as the updates add; above 1, more."
                + Equilibrium.leftOut(groups),
            NARROW,
            "norm / predicted, log scale",
            byGroup(Equilibrium::ratios, 1))
        .logarithmic()
        .level(1)
        .until(lastStep())
        .make();
  }

  private double lastStep() {
    return groups.stream()
        .flatMap(group -> group.norms().stream())
        .mapToDouble(Dot::step)
        .max()
        .orElse(1);
  }

  /** The angle of a step. */
  Stream<Chart> rotation() {
    Function<GroupTrace, List<Dot>> turn = group -> group.updated("rotation");
    return new StepChart(
            "decay-rotation",
            "How far does a step turn the weights?",
            late(turn, angle -> Phrases.figure(Math.toDegrees(angle)) + "°"),
            NARROW,
            "degrees a step",
            byGroup(turn, Math.toDegrees(1)))
        .level(0)
        .make();
  }

  /** Where decay and the optimizer pull the same way. */
  Stream<Chart> agreement() {
    DecayCharts decayed = new DecayCharts(groups.stream().filter(GroupTrace::decays).toList());
    Function<GroupTrace, List<Dot>> share = group -> group.updated("agreement");
    return new StepChart(
            "decay-agreement",
            "Do decay and the optimizer pull the same way?",
            "At 50 % each weight's decay and update have nothing to do with each other. "
                + decayed.late(share, each -> Figures.fixed(100 * each, 1) + " %"),
            NARROW,
            "% of the weights",
            IntStream.range(0, groups.size())
                .filter(i -> groups.get(i).decays())
                .mapToObj(
                    i ->
                        drawn(
                            LineLook.line(i),
                            groups.get(i).group(),
                            share.apply(groups.get(i)),
                            100))
                .flatMap(List::stream)
                .toList())
        .level(50)
        .make();
  }

  /** c_t·λ_t: one line for groups that decay alike. */
  Stream<Chart> rate() {
    if (groups.stream().noneMatch(GroupTrace::decays)) {
      return Stream.empty();
    }
    Map<List<Dot>, List<Integer>> alike = new LinkedHashMap<>();
    IntStream.range(0, groups.size())
        .filter(i -> groups.get(i).decays())
        .forEach(
            i ->
                alike
                    .computeIfAbsent(groups.get(i).dots("decay_rate"), _ -> new ArrayList<>())
                    .add(i));
    List<Series> series =
        alike.entrySet().stream()
            .map(
                entry ->
                    series(
                        LineLook.line(entry.getValue().getFirst()),
                        Stroke.PLAIN,
                        Phrases.list(
                            entry.getValue().stream().map(i -> groups.get(i).group()).toList()),
                        entry.getKey(),
                        100))
            .toList();
    return new StepChart(
            "decay-rate",
            "How strong is a step of decay?",
            "At its strongest a step takes: "
                + Phrases.list(
                    groups.stream().filter(GroupTrace::decays).map(DecayCharts::largest).toList())
                + ".",
            NARROW,
            "c·λ, % a step",
            series)
        .level(0)
        .make();
  }

  private static String largest(GroupTrace group) {
    double most =
        group.dots("decay_rate").stream().mapToDouble(Dot::figure).max().orElse(Double.NaN);
    return group.group() + " " + Phrases.figure(100 * most) + " %";
  }

  private String late(Function<GroupTrace, List<Dot>> figure, DoubleFunction<String> words) {
    List<String> means = new ArrayList<>();
    double last = 0;
    for (GroupTrace group : groups) {
      List<Dot> dots = figure.apply(group);
      GroupTrace.late(dots, lastStep())
          .ifPresent(mean -> means.add(group.group() + " " + words.apply(mean)));
      last = dots.isEmpty() ? last : Math.max(last, dots.getLast().step());
    }
    String when =
        last >= GroupTrace.LATE * lastStep()
            ? LATE
            : "At step %s, the last one measured with η > 0: "
                .formatted(Figures.whole((long) last));
    return means.isEmpty() ? "" : when + Phrases.list(means) + ".";
  }

  private List<Series> byGroup(Function<GroupTrace, List<Dot>> figure, double unit) {
    return IntStream.range(0, groups.size())
        .mapToObj(
            i -> drawn(LineLook.line(i), groups.get(i).group(), figure.apply(groups.get(i)), unit))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Series> drawn(LineLook look, String name, List<Dot> dots, double unit) {
    return dots.size() <= FEW
        ? List.of(series(look, Stroke.JOINED, name, dots, unit))
        : series(look, Stroke.PLAIN, name, dots, unit).smoothed();
  }

  private static Series series(
      LineLook look, Stroke stroke, String name, List<Dot> dots, double unit) {
    return new Series(
        look,
        stroke,
        name,
        dots.stream().map(Dot::step).toList(),
        dots.stream().map(dot -> unit * dot.figure()).toList());
  }
}
