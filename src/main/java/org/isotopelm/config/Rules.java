package org.isotopelm.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Rules between values, which the schema cannot say. They bear trees with errors in them, and then
 * check what can be checked.
 */
final class Rules {
  /** The ways to say how strongly a group decays. */
  static final List<String> LAMBDAS = List.of("lambda", "half_life", "exposure", "timescale");

  private final List<Finding> findings = new ArrayList<>();

  private Rules() {}

  /** All findings in a tree whose defaults are filled in. */
  static List<Finding> check(JsonNode full) {
    Rules rules = new Rules();
    rules.data(full.path("data"));
    rules.tokenizer(full.path("tokenizer"));
    rules.gpt(full.path("model"));
    rules.mlp(full.path("model"));
    rules.lstm(full.path("model"));
    rules.train(full.path("train"));
    rules.length("warmup", full.at("/optimizer/learning_rate"), full.at("/train/steps"));
    rules.length("anneal", full.at("/optimizer/learning_rate"), full.at("/train/steps"));
    rules.decay(full.at("/optimizer/decay"));
    return rules.findings;
  }

  private void value(String pointer, String message) {
    findings.add(Finding.value(JsonPointer.compile(pointer), message));
  }

  private void key(String pointer, String message) {
    findings.add(Finding.key(JsonPointer.compile(pointer), message));
  }

  /** A number of things; 0 where the value is none. */
  static long count(JsonNode value) {
    boolean whole = value.isNumber() && value.asDouble() % 1 == 0;
    return whole ? (long) Math.max(0, value.asDouble()) : 0;
  }

  private void data(JsonNode data) {
    if (data.isObject() && !data.has("corpus") && !data.has("files")) {
      key("/data", "no text is named; give a corpus of the catalogue, or files");
    }
    if (data.has("corpus") && data.has("files")) {
      key("/data/files", "corpus and files are both given; keep one of them");
    }
    if (data.has("corpus") && data.has("group")) {
      key(
          "/data/group",
          "documents of the catalogue's corpora have no groups; name files of yours, or take group"
              + " away");
    }
    if (data.path("format").asString("").equals("text") && data.has("group")) {
      key(
          "/data/group",
          "plain text has no fields, so its documents have no groups; give records (format jsonl,"
              + " tsv or csv), or take group away");
    }
    JsonNode split = data.path("split");
    JsonNode validation = split.path("validation");
    JsonNode test = split.path("test");
    double heldOut = validation.asDouble(0) + test.asDouble(0);
    if (heldOut >= 1) {
      value(
          "/data/split",
          "validation %s and test %s leave nothing to train on; together they must be < 1"
              .formatted(validation, test));
    }
    if (heldOut > 0 && (split.has("validation_files") || split.has("test_files"))) {
      value(
          "/data/split",
          "shares (validation, test) and files are both given; where files are named, they are the"
              + " splits: remove the shares");
    }
  }

  private void tokenizer(JsonNode tokenizer) {
    if (tokenizer.isObject() && !tokenizer.has("kind") && !tokenizer.has("file")) {
      key(
          "/tokenizer",
          "neither kind nor file is given; give a kind (byte, char, word, bpe), or the file of a"
              + " trained tokenizer");
    }
  }

  private void gpt(JsonNode model) {
    long heads = count(model.path("heads"));
    long width = count(model.path("width"));
    if (heads > 0 && width % heads != 0) {
      value(
          "/model/heads",
          String.format(
              Locale.ROOT,
              "width %d is not a multiple of %d heads; choose heads that divide the width",
              width,
              heads));
    } else if (heads > 0
        && model.path("positions").asString("").equals("rotary")
        && width / heads % 2 != 0) {
      value(
          "/model/heads",
          String.format(
              Locale.ROOT,
              "%d heads of a width of %d are %d wide each, and rotary positions need an even width; choose other heads, or positions: learned",
              heads,
              width,
              width / heads));
    }
    long shared = count(model.path("key_value_heads"));
    if (heads > 0 && shared > 0 && heads % shared != 0) {
      value(
          "/model/key_value_heads",
          String.format(
              Locale.ROOT,
              "%d heads cannot share %d heads of keys and values evenly; choose a divisor of %d",
              heads,
              shared,
              heads));
    }
  }

  private void lstm(JsonNode model) {
    long width = count(model.path("width"));
    long embedding = count(model.path("embedding"));
    if (model.path("kind").asString("").equals("lstm")
        && model.path("tied").asBoolean(true)
        && width != embedding) {
      value(
          "/model/embedding",
          String.format(
              Locale.ROOT,
              "the layers are %d wide, the embedding %d; tied, they must be the same: change one of them, or say tied: false",
              width,
              embedding));
    }
  }

  private void mlp(JsonNode model) {
    int layers = model.path("hidden").size();
    long last = count(model.path("hidden").path(layers - 1));
    long embedding = count(model.path("embedding"));
    boolean tied = model.path("tied").asBoolean(false);
    if (tied && last > 0 && embedding > 0 && last != embedding) {
      value(
          "/model/hidden/" + (layers - 1),
          String.format(
              Locale.ROOT,
              ("the last hidden layer is %d wide, the embedding %d; tied, they must be the same: change"
                  + " one of them, or say tied: false"),
              last,
              embedding));
    }
  }

  private void train(JsonNode train) {
    if (train.has("steps") && train.has("epochs")) {
      key(
          "/train/epochs",
          "steps and epochs are both given; keep one of them (null takes the other away:"
              + " train.epochs=null)");
    }
    if (train.isObject() && !train.has("steps") && !train.has("epochs")) {
      key("/train", "neither steps nor epochs is given; say how long to train with one of them");
    }
    long shards = count(train.path("shards"));
    long batch = count(train.path("batch"));
    if (batch > 0 && shards > batch) {
      value(
          "/train/shards",
          String.format(
              Locale.ROOT,
              "a batch of %d cannot be cut into %d shards; shards must be at most the batch",
              batch,
              shards));
    }
  }

  private void length(String name, JsonNode rate, JsonNode run) {
    String pointer = "/optimizer/learning_rate/" + name;
    String text = rate.path(name).asString("");
    long steps = count(run);
    if (text.matches("[0-9]{1,15}(\\.[0-9]+)?%")) {
      if (Double.parseDouble(text.replace("%", "")) > 100) {
        value(
            pointer,
            "%s is more than the whole run; %s must be at most 100%%".formatted(text, name));
      }
    } else if (text.matches("[0-9]{1,15}") && steps > 0 && Long.parseLong(text) > steps) {
      value(
          pointer,
          String.format(
              Locale.ROOT,
              ("%s is longer than the run of %d steps; %s must be at most train.steps, or a share such"
                  + " as 5%%"),
              text,
              steps,
              name));
    }
  }

  private void decay(JsonNode decay) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < decay.size(); i++) {
      JsonNode rule = decay.path(i);
      String pointer = "/optimizer/decay/" + i;
      String group = rule.path("group").asString("");
      Integer first = group.isEmpty() ? null : seen.putIfAbsent(group, i);
      if (first != null) {
        value(
            pointer + "/group",
            String.format(
                Locale.ROOT,
                "the group %s is named twice (entries %d and %d); give each its own name",
                group,
                first,
                i));
      }
      lambda(pointer, group, rule);
      layers(pointer, rule.path("layers").asString(""));
    }
  }

  private void lambda(String pointer, String group, JsonNode rule) {
    String name = group.isEmpty() ? "this rule" : "group " + group;
    List<String> given = LAMBDAS.stream().filter(rule::has).toList();
    if (given.size() > 1) {
      String found = String.join(" and ", given);
      value(
          pointer, "%s has %s; give one of %s".formatted(name, found, String.join(", ", LAMBDAS)));
    } else if (rule.isObject() && given.isEmpty()) {
      value(
          pointer,
          ("%s does not say how strongly it decays; give lambda (0: not at all), or half_life,"
                  + " exposure or timescale")
              .formatted(name));
    }
  }

  private void layers(String pointer, String layers) {
    if (layers.matches("[0-9]{1,9}-[0-9]{1,9}")) {
      String[] ends = layers.split("-", -1);
      if (Integer.parseInt(ends[0]) > Integer.parseInt(ends[1])) {
        value(
            pointer + "/layers",
            "%s ends before it begins; write %s-%s".formatted(layers, ends[1], ends[0]));
      }
    }
  }
}
