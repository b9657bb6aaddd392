package org.isotopelm.report.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.baseline.CountedScore;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.report.Page;
import org.isotopelm.report.chart.Chart;
import org.isotopelm.report.chart.Chart.Fact;
import org.isotopelm.report.chart.ChartAxis;
import org.isotopelm.report.study.StudyData;
import org.isotopelm.report.table.Table;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * All that {@link Page} shows, as it goes into the page: its JSON is that of {@link
 * org.isotopelm.base.Json}. {@link StudyData} and {@link RunData} make it.
 *
 * @param name of the folder, for the title
 * @param folder as the user named it
 * @param running how far it is; null when it has come to its end
 * @param verdict the result in one sentence
 * @param cards the key figures
 * @param results of several runs; empty for a study and a single run
 * @param study what a study found; null for a single run
 * @param runs a study's final runs as far as they are there, chosen before zero; or the single run
 * @param training how models trained; null where nothing is known of it
 * @param plan the decay plan of the first run that has one
 * @param provenance how to make it again
 */
public record ReportData(
    String name,
    String folder,
    @Nullable Running running,
    String verdict,
    List<Card> cards,
    List<Table> results,
    @Nullable StudyPart study,
    @JsonIgnore List<RunPart> runs,
    @Nullable TrainingPart training,
    @Nullable PlanPart plan,
    Provenance provenance) {

  /** What the report is about, in words. */
  @JsonProperty("kind")
  public String kind() {
    if (study != null) {
      return "a study of " + study.of();
    }
    return runs.size() == 1 ? "a training run" : Phrases.count(runs.size(), "training run");
  }

  /** What decay did in the run; null where that was not measured. */
  @JsonIgnore
  public @Nullable DecayPart decay() {
    return training == null ? null : training.decay();
  }

  /** The same while it goes on. */
  public ReportData running(Running state) {
    return new ReportData(
        name, folder, state, verdict, cards, results, study, runs, training, plan, provenance);
  }

  /**
   * How far a study or run is.
   *
   * @param unit what is counted: {@code cells} or {@code steps}
   * @param secondsLeft null where unknown
   * @param best values of the best point so far, or null
   * @param bestNll its held-out nll, or null
   * @param ended a sentence on how it ended, as no process goes on with it; null while one does
   */
  public record Running(
      String unit,
      long done,
      long total,
      long failed,
      @Nullable Double secondsLeft,
      @Nullable Map<String, Object> best,
      @Nullable Double bestNll,
      @Nullable String ended) {

    /** Whether it goes on. */
    @JsonProperty("title")
    public String title() {
      return Objects.requireNonNullElse(ended, "Still running.");
    }

    /** The best point so far; null where there is none. */
    @JsonProperty("so_far")
    public @Nullable String soFar() {
      return best == null
          ? null
          : "Best so far: %s%s. It may change."
              .formatted(
                  Phrases.describe(best), bestNll == null ? "" : ", " + Figures.nats(bestNll));
    }

    /** How far it is. */
    @JsonProperty("words")
    public String words() {
      return String.format(
          Locale.ROOT,
          "%,d of %s done%s%s.",
          done,
          Phrases.count(total, unit.substring(0, unit.length() - 1)),
          failed == 0 ? "" : String.format(Locale.ROOT, ", %,d failed", failed),
          secondsLeft == null ? "" : "; about " + RunCards.duration(secondsLeft) + " left");
    }
  }

  /** A key figure: its name, its value and more about it. */
  public record Card(String name, String value, List<String> notes) {}

  /**
   * A study.
   *
   * @param of what is searched, in words
   * @param reasoning the findings of the conclusion after the first
   * @param metric the figure by which points are compared
   * @param points all points; null where none was trained
   * @param more tables of opponents, of the test split and of outer folds
   * @param method how it was done
   * @param seeds of the trainings, in words
   * @param curve the charts over one dimension; null where no point has a figure
   * @param space what was searched; null where nothing can be shown of it
   * @param ladder what was made of the choice; null where that is one model
   */
  public record StudyPart(
      String of,
      List<String> reasoning,
      List<String> warnings,
      String metric,
      @Nullable CurvePart curve,
      @Nullable SpacePart space,
      @Nullable Table points,
      List<Table> more,
      String methodTitle,
      List<String> method,
      String seeds,
      @Nullable LadderPart ladder) {}

  /**
   * What was made of the choice.
   *
   * @param sentences on the model that is recommended, after the first
   * @param cards its key figures
   * @param use a title for the commands
   * @param commands to use it
   * @param searched a title for what the search found
   */
  public record LadderPart(
      String title,
      List<String> sentences,
      List<Card> cards,
      String use,
      List<String> commands,
      Chart chart,
      Table table,
      String searched) {}

  /** The charts over one dimension, below one another, and a title for them. */
  public record CurvePart(String title, String dimension, List<Chart> charts) {}

  /**
   * What was searched.
   *
   * @param sheet the points over two dimensions; null where there are not two
   * @param slices a model of the points along each dimension
   * @param parallel the points over more than two dimensions; null where there are not so many
   * @param importance how much each dimension matters
   */
  public record SpacePart(
      @Nullable SheetPart sheet,
      List<Chart> slices,
      @Nullable ParallelPart parallel,
      List<Share> importance) {
    public boolean isEmpty() {
      return sheet == null && slices.isEmpty() && parallel == null && importance.isEmpty();
    }
  }

  /**
   * Points over two dimensions, and a model between them.
   *
   * @param low the figure of the darkest colour, and its words
   * @param high the figure of the lightest colour, and its words
   * @param tiles of the model; empty where there is none
   * @param dots whose places are across, up and their figure
   */
  public record SheetPart(
      String title,
      String note,
      ChartAxis x,
      ChartAxis y,
      double low,
      double high,
      String lowest,
      String highest,
      List<Tile> tiles,
      List<Dot> dots) {}

  /**
   * A rectangle.
   *
   * @param figure what the model expects there
   * @param inside whether it lies between trained points
   */
  public record Tile(
      double left, double right, double foot, double top, double figure, boolean inside) {}

  /**
   * A point.
   *
   * @param places on the axes; null where it has no value of a dimension
   * @param best whether it is the best
   * @param title its values
   * @param facts what is said of it
   */
  public record Dot(List<@Nullable Double> places, boolean best, String title, List<Fact> facts) {}

  /**
   * Points over all dimensions.
   *
   * @param axes of the dimensions and of the figure
   * @param low the figure of the strongest colour
   * @param high the figure of the faintest colour
   */
  public record ParallelPart(
      String title, String note, List<ChartAxis> axes, double low, double high, List<Dot> rows) {}

  /** The share of something, and its words. */
  public record Share(String name, double share, String words) {}

  /**
   * How models trained.
   *
   * @param wide charts that need the page's width
   * @param panels charts that stand side by side
   * @param decay what decay did; null where that was not measured
   * @param norms charts of the weights of each group
   * @param halfLives charts of the half-life of each group
   */
  public record TrainingPart(
      String title,
      List<Chart> wide,
      List<Chart> panels,
      @Nullable DecayPart decay,
      List<Chart> norms,
      List<Chart> halfLives) {}

  /**
   * What decay did in a run.
   *
   * @param findings a sentence or two for each group
   * @param warnings that were raised while the run went on
   * @param charts its pictures
   * @param tables by group, and by tensor where tensors were measured
   */
  public record DecayPart(
      String title,
      List<String> findings,
      List<String> warnings,
      List<Chart> charts,
      List<Table> tables) {}

  /**
   * A run.
   *
   * @param name {@code chosen}, {@code zero} or the folder's
   * @param plan plan.json; null before it is there
   * @param points lines of metrics.jsonl, thinned where there are very many
   * @param counted the counted baseline; null where the folder has none
   * @param made the model, if it was made in one go
   */
  public record RunPart(
      String name,
      @Nullable Explanation plan,
      List<JsonNode> points,
      @Nullable CountedScore counted,
      @Nullable MadeModel made) {}

  /**
   * A run's decay plan.
   *
   * @param tensors of each group, by its name
   */
  public record PlanPart(List<String> warnings, Table table, Map<String, List<String>> tensors) {}
}
