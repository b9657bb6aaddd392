package org.isotopelm.advice;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isotopelm.base.ProblemException;
import org.isotopelm.model.HashedSpec;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.train.GradientRecipe;
import org.isotopelm.train.TrainSpec;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/** The config's values after the changes, but for the text. */
final class LargerSetting {
  private LargerSetting() {}

  /**
   * The changes with the factor by which a batch of whole rows can change.
   *
   * @throws ProblemException (usage) where the batch would have less than half a row, or the
   *     training less than half a step
   */
  static Changes possible(GradientRecipe recipe, Changes asked) {
    TrainSpec train = recipe.train();
    Map<Change, Double> factors = new EnumMap<>(asked.factors());
    factors.computeIfPresent(
        Change.BATCH,
        (batch, factor) -> (double) whole("train.batch", train.batch(), factor) / train.batch());
    Changes possible = new Changes(factors);
    if (train.steps() != null) {
      whole("train.steps", train.steps(), length(possible));
    }
    return possible;
  }

  /** By which factor the number of steps changes. */
  private static double length(Changes changes) {
    return changes.of(Change.EPOCHS) * changes.of(Change.DATA) / changes.of(Change.BATCH);
  }

  /** What had to be rounded, and to what. */
  static List<String> roundings(GradientRecipe recipe, Changes asked, Map<String, Object> values) {
    List<String> notes = new ArrayList<>();
    int batch = recipe.train().batch();
    double factor = asked.of(Change.BATCH);
    int rows = (Integer) values.getOrDefault("train.batch", batch);
    if (Math.abs(rows - batch * factor) > 1e-9 * rows) {
      notes.add(
          "A batch has whole rows: the prediction is for train.batch: %s, which is %s times the %s of now, and not %s times."
              .formatted(
                  Figures.whole(rows),
                  Phrases.figure((double) rows / batch),
                  Figures.whole(batch),
                  Phrases.figure(factor)));
    }
    double width = asked.of(Change.WIDTH);
    values.forEach(
        (path, value) -> {
          if (path.startsWith("model.")
              && before(recipe, path) instanceof Integer before
              && value instanceof Integer now
              && Math.abs(now - before * width) > 1e-9 * now) {
            notes.add(
                "A width is a whole number: the prediction is for %s: %s, which is %s times the %s of now, and not %s times."
                    .formatted(
                        path,
                        Figures.whole(now),
                        Phrases.figure((double) now / before),
                        Figures.whole(before),
                        Phrases.figure(width)));
          }
        });
    return notes;
  }

  /** Value by config path, after changes that are {@link #possible}. */
  static Map<String, Object> values(GradientRecipe recipe, Changes changes) {
    Map<String, Object> values = new LinkedHashMap<>();
    TrainSpec train = recipe.train();
    double batch = changes.of(Change.BATCH);
    if (batch != 1) {
      int rows = whole("train.batch", train.batch(), batch);
      values.put("train.batch", rows);
      if (rows < train.shards()) {
        values.put("train.shards", rows);
      }
    }
    double epochs = changes.of(Change.EPOCHS);
    double length = length(changes);
    if (train.epochs() != null && epochs != 1) {
      values.put("train.epochs", plain(train.epochs() * epochs));
    }
    if (train.steps() != null && length != 1) {
      values.put("train.steps", Math.round(train.steps() * length));
    }
    double rate = changes.of(Change.LEARNING_RATE);
    if (rate != 1) {
      values.put("optimizer.learning_rate.peak", recipe.optimizer().learningRate().peak() * rate);
    }
    if (changes.of(Change.WIDTH) != 1) {
      values.putAll(widths(recipe.model(), changes.of(Change.WIDTH)));
    }
    return values;
  }

  private static Map<String, Object> widths(ModelSpec.Neural model, double factor) {
    Map<String, Object> values = new LinkedHashMap<>();
    switch (model) {
      case ModelSpec.Mlp mlp -> {
        values.put("model.embedding", whole("model.embedding", mlp.embedding(), factor));
        values.put(
            "model.hidden",
            mlp.hidden().stream().map(h -> whole("model.hidden", h, factor)).toList());
      }
      case ModelSpec.Lstm lstm -> {
        values.put("model.width", whole("model.width", lstm.width(), factor));
        values.put("model.embedding", whole("model.embedding", lstm.embedding(), factor));
      }
      case ModelSpec.Gpt gpt -> {
        values.putAll(heads(gpt, factor));
        if (gpt.feedForwardWidth() != null) {
          values.put(
              "model.feed_forward_width",
              whole("model.feed_forward_width", gpt.feedForwardWidth(), factor));
        }
      }
      case HashedSpec _ ->
          throw ProblemException.usage(
              "a model of kind hashed has no width; ask for no change of it, or set model.buckets in the study that advise writes");
    }
    return values;
  }

  /** More heads of the same width, where that gives whole heads; else wider ones. */
  private static Map<String, Object> heads(ModelSpec.Gpt gpt, double factor) {
    double shared = gpt.keyValueHeads() * factor;
    int head = gpt.width() / gpt.heads();
    if (shared >= 1 && shared == Math.rint(shared)) {
      int heads = ((int) shared) * (gpt.heads() / gpt.keyValueHeads());
      return Map.of(
          "model.heads", heads, "model.key_value_heads", (int) shared, "model.width", heads * head);
    }
    int wider = 2 * whole("half the width of a head", head / 2.0, factor);
    return Map.of("model.width", gpt.heads() * wider);
  }

  private static int whole(String path, double value, double factor) {
    long rounded = Math.round(value * factor);
    if (rounded < 1) {
      throw ProblemException.usage(
          "%s is %s, and %s times that rounds to 0; choose a larger factor"
              .formatted(path, Phrases.figure(value), Phrases.figure(factor)));
    }
    return (int) rounded;
  }

  /** Whole epochs as a whole number. */
  private static Object plain(double value) {
    return value == Math.rint(value) ? (Object) (long) value : (Object) value;
  }

  /** What a value was before, for comments; null where the config has none. */
  static @Nullable Object before(GradientRecipe recipe, String path) {
    return switch (path) {
      case "train.batch" -> recipe.train().batch();
      case "train.shards" -> recipe.train().shards();
      case "train.epochs" -> recipe.train().epochs();
      case "train.steps" -> recipe.train().steps();
      case "optimizer.learning_rate.peak" -> recipe.optimizer().learningRate().peak();
      case "data.limit.bytes" ->
          recipe.data().limit() == null ? null : (Long) recipe.data().limit().bytes();
      default -> width(recipe.model(), path);
    };
  }

  private static @Nullable Object width(ModelSpec.Neural model, String path) {
    return switch (model) {
      case ModelSpec.Mlp mlp ->
          path.equals("model.hidden") ? (Object) List.copyOf(mlp.hidden()) : mlp.embedding();
      case ModelSpec.Lstm lstm -> path.equals("model.width") ? lstm.width() : lstm.embedding();
      case ModelSpec.Gpt gpt ->
          switch (path) {
            case "model.heads" -> gpt.heads();
            case "model.key_value_heads" -> gpt.keyValueHeads();
            case "model.feed_forward_width" -> gpt.feedForwardWidth();
            default -> gpt.width();
          };
      case HashedSpec _ -> null;
    };
  }
}
