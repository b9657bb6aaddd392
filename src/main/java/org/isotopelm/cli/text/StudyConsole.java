package org.isotopelm.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.isotopelm.cli.console.Durations;
import org.isotopelm.cli.console.Output;
import org.isotopelm.study.Progress;
import org.isotopelm.study.Progress.Phase;
import org.isotopelm.study.training.Activity;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * A study as people watch it: on a terminal one line that moves with the steps of the trainings,
 * elsewhere a line when it begins and for each training that ends.
 */
public final class StudyConsole implements Consumer<Progress>, AutoCloseable {
  /** Trainings whose steps are shown one by one. */
  private static final int FEW = 4;

  /**
   * The share of the first trainings that must be done before the time left is guessed: the first
   * steps are the slowest, as the JVM compiles while they run.
   */
  private static final double LEAST_SHARE = 0.3;

  /** How far the study was, and when. */
  private record Seen(Progress progress, long nanos) {}

  private final Output output;
  private final Activity activity;
  private volatile @Nullable Seen seen;

  /**
   * Says at once that the text is read.
   *
   * @param activity the trainings that run
   */
  public StudyConsole(Output output, Activity activity) {
    this.output = output;
    this.activity = activity;
    output.show(this::moving);
  }

  @Override
  public void accept(Progress progress) {
    Seen before = seen;
    seen = new Seen(progress, System.nanoTime());
    if (!output.moves()) {
      output.note(String.join("; ", parts(progress, "", progress.secondsLeft())));
    } else if (progress.best() != null
        && (before == null || !progress.best().equals(before.progress().best()))) {
      // The moving line may have no room for it.
      output.note(counts(progress) + "; " + best(progress));
    }
  }

  private List<String> moving() {
    Seen last = seen;
    if (last == null) {
      return List.of("reading the text");
    }
    List<Activity.Training> running = activity.running();
    double since = (System.nanoTime() - last.nanos()) / 1e9;
    Progress progress = last.progress();
    double left =
        Double.isNaN(progress.secondsLeft())
            ? firstGuess(progress, running, since)
            : Math.max(0, progress.secondsLeft() - since);
    return parts(progress, steps(progress, running), left < 0.5 ? Double.NaN : left);
  }

  /**
   * Before the first training has ended: every training is taken to last as long as those that run,
   * and as many run side by side.
   */
  private static double firstGuess(
      Progress progress, List<Activity.Training> running, double seconds) {
    double share =
        running.stream()
            .mapToDouble(each -> (double) each.step() / each.steps())
            .average()
            .orElse(0);
    int left = progress.total() - progress.done();
    return share < LEAST_SHARE ? Double.NaN : seconds / share * left / running.size() - seconds;
  }

  private static String steps(Progress progress, List<Activity.Training> running) {
    if (running.isEmpty()) {
      return progress.done() == progress.total() ? "writing the report" : "preparing the text";
    }
    if (running.size() > FEW) {
      return running.size() + " running";
    }
    boolean alike = running.stream().mapToLong(Activity.Training::steps).distinct().count() == 1;
    String at =
        running.stream()
            .map(
                each ->
                    alike
                        ? Figures.whole(each.step())
                        : String.format(Locale.ROOT, "%,d of %,d", each.step(), each.steps()))
            .collect(Collectors.joining(" and "));
    return "step "
        + at
        + (alike ? String.format(Locale.ROOT, " of %,d", running.getFirst().steps()) : "");
  }

  /**
   * What is said of a study, the most important first.
   *
   * @param running the trainings that run; empty where they are not shown
   * @param left seconds, NaN where they are not known
   */
  private static List<String> parts(Progress progress, String running, double left) {
    List<String> parts = new ArrayList<>();
    parts.add(counts(progress));
    if (!Double.isNaN(left) && progress.done() < progress.total()) {
      parts.add("about " + Durations.text(left) + " left");
    }
    if (!running.isEmpty()) {
      parts.add(running);
    }
    if (progress.failed() > 0) {
      parts.add(String.format(Locale.ROOT, "%,d failed", progress.failed()));
    }
    if (progress.best() != null) {
      parts.add(best(progress));
    }
    return parts;
  }

  private static String best(Progress progress) {
    return "best so far "
        + progress.best()
        + ": "
        + Figures.nats(progress.bestFigure())
        + plusMinus(progress.bestError())
        + " "
        + progress.metric().shortUnit();
  }

  private static String counts(Progress progress) {
    String part = progress.part().isEmpty() ? "" : progress.part() + ": ";
    String count =
        progress.phase() == Phase.FINALS
            ? String.format(
                Locale.ROOT, "final trainings, %,d of %,d", progress.done(), progress.total())
            : String.format(
                Locale.ROOT,
                "%,d of %s",
                progress.done(),
                Phrases.count(progress.total(), "training"));
    return part + count + " done";
  }

  private static String plusMinus(double error) {
    return Double.isNaN(error) ? "" : " ± " + Figures.nats(error);
  }

  @Override
  public void close() {
    output.hide();
  }
}
