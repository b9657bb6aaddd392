package org.isotopelm.advice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isotopelm.config.Config;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.train.TrainSpec;
import org.jspecify.annotations.Nullable;

/** The config's values after the changes, but for the text. */
final class LargerSetting {
  private LargerSetting() {}

  /** Value by config path. */
  static Map<String, Object> values(Config config, Changes changes) {
    Map<String, Object> values = new LinkedHashMap<>();
    TrainSpec train = config.train();
    double batch = changes.of(Change.BATCH);
    if (batch != 1) {
      values.put("train.batch", whole(train.batch(), batch));
    }
    double epochs = changes.of(Change.EPOCHS);
    double length = epochs * changes.of(Change.DATA) / batch;
    if (train.epochs() != null && epochs != 1) {
      values.put("train.epochs", plain(train.epochs() * epochs));
    }
    if (train.steps() != null && length != 1) {
      values.put("train.steps", Math.max(1, Math.round(train.steps() * length)));
    }
    double rate = changes.of(Change.LEARNING_RATE);
    if (rate != 1) {
      values.put("optimizer.learning_rate.peak", config.optimizer().learningRate().peak() * rate);
    }
    if (changes.of(Change.WIDTH) != 1) {
      values.putAll(widths(config.model(), changes.of(Change.WIDTH)));
    }
    return values;
  }

  private static Map<String, Object> widths(ModelSpec model, double factor) {
    Map<String, Object> values = new LinkedHashMap<>();
    switch (model) {
      case ModelSpec.Mlp mlp -> {
        values.put("model.embedding", whole(mlp.embedding(), factor));
        values.put("model.hidden", mlp.hidden().stream().map(h -> whole(h, factor)).toList());
      }
      case ModelSpec.Lstm lstm -> {
        values.put("model.width", whole(lstm.width(), factor));
        values.put("model.embedding", whole(lstm.embedding(), factor));
      }
      case ModelSpec.Gpt gpt -> values.putAll(heads(gpt, factor));
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
    int wider = 2 * whole(head / 2.0, factor);
    return Map.of("model.width", gpt.heads() * wider);
  }

  private static int whole(double value, double factor) {
    return (int) Math.max(1, Math.round(value * factor));
  }

  /** Whole epochs as a whole number. */
  private static Object plain(double value) {
    return value == Math.rint(value) ? (Object) (long) value : (Object) value;
  }

  /** What a value was before, for comments; null where the config has none. */
  static @Nullable Object before(Config config, String path) {
    return switch (path) {
      case "train.batch" -> config.train().batch();
      case "train.epochs" -> config.train().epochs();
      case "train.steps" -> config.train().steps();
      case "optimizer.learning_rate.peak" -> config.optimizer().learningRate().peak();
      case "data.limit.bytes" ->
          config.data().limit() == null ? null : (Long) config.data().limit().bytes();
      default -> width(config.model(), path);
    };
  }

  private static @Nullable Object width(ModelSpec model, String path) {
    return switch (model) {
      case ModelSpec.Mlp mlp ->
          path.equals("model.hidden") ? (Object) List.copyOf(mlp.hidden()) : mlp.embedding();
      case ModelSpec.Lstm lstm -> path.equals("model.width") ? lstm.width() : lstm.embedding();
      case ModelSpec.Gpt gpt ->
          switch (path) {
            case "model.heads" -> gpt.heads();
            case "model.key_value_heads" -> gpt.keyValueHeads();
            default -> gpt.width();
          };
    };
  }
}
