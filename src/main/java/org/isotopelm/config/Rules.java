package org.isotopelm.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
    rules.model(full.path("model"));
    rules.train(full.path("train"));
    rules.learningRate(full.at("/optimizer/learning_rate"), full.at("/train/steps"));
    rules.decay(full.at("/optimizer/decay"));
    return rules.findings;
  }

  private void value(String pointer, String message) {
    findings.add(Finding.value(JsonPointer.compile(pointer), message));
  }

  private void key(String pointer, String message) {
    findings.add(Finding.key(JsonPointer.compile(pointer), message));
  }

  private void data(JsonNode data) {
    if (data.isObject() && !data.has("corpus") && !data.has("files")) {
      key("/data", "no text is named; give a corpus of the catalogue, or files");
    }
    if (data.has("corpus") && data.has("files")) {
      key("/data/files", "corpus and files are both given; keep one of them");
    }
    JsonNode split = data.path("split");
    double heldOut = split.path("validation").asDouble(0) + split.path("test").asDouble(0);
    if (heldOut >= 1) {
      String sum = split.path("validation") + " + " + split.path("test");
      value(
          "/data/split",
          "validation and test take "
              + sum
              + " of the text; together they must leave some for training, so be < 1");
    }
    if (heldOut > 0 && (split.has("validation_files") || split.has("test_files"))) {
      value(
          "/data/split",
          "shares (validation, test) and files are both given; with files the splits are those files: remove the shares");
    }
  }

  private void tokenizer(JsonNode tokenizer) {
    if (tokenizer.isObject() && !tokenizer.has("kind") && !tokenizer.has("file")) {
      key(
          "/tokenizer",
          "neither kind nor file is given; give a kind (byte, char, word, bpe), or the file of a trained tokenizer");
    }
  }

  private void model(JsonNode model) {
    JsonNode heads = model.path("heads");
    JsonNode width = model.path("width");
    if (isCount(heads) && isCount(width) && width.asLong() % heads.asLong() != 0) {
      value(
          "/model/heads",
          "width "
              + width
              + " is not a multiple of "
              + heads
              + " heads; choose heads that divide the width");
    }
    JsonNode hidden = model.path("hidden");
    JsonNode embedding = model.path("embedding");
    if (model.path("tied").asBoolean(false) && isCount(embedding) && hidden.size() > 0) {
      JsonNode last = hidden.path(hidden.size() - 1);
      if (isCount(last) && last.asLong() != embedding.asLong()) {
        value(
            "/model/hidden/" + (hidden.size() - 1),
            "the last hidden layer is "
                + last
                + " wide, the embedding "
                + embedding
                + "; tied, they must be the same: change one of them, or say tied: false");
      }
    }
  }

  private static boolean isCount(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToLong() && value.asLong() > 0;
  }

  private void train(JsonNode train) {
    if (train.has("steps") && train.has("epochs")) {
      key(
          "/train/epochs",
          "steps and epochs are both given; keep one of them (null takes the other away: train.epochs=null)");
    }
    if (train.isObject() && !train.has("steps") && !train.has("epochs")) {
      key("/train", "neither steps nor epochs is given; say how long to train with one of them");
    }
    JsonNode shards = train.path("shards");
    JsonNode batch = train.path("batch");
    if (isCount(shards) && isCount(batch) && shards.asLong() > batch.asLong()) {
      value(
          "/train/shards",
          "a batch of "
              + batch
              + " cannot be cut into "
              + shards
              + " shards; shards must be at most the batch");
    }
  }

  private void learningRate(JsonNode rate, JsonNode steps) {
    for (String name : List.of("warmup", "anneal")) {
      String text = rate.path(name).asString("");
      String pointer = "/optimizer/learning_rate/" + name;
      if (text.matches("[0-9]{1,15}(\\.[0-9]+)?%")) {
        if (Double.parseDouble(text.substring(0, text.length() - 1)) > 100) {
          value(pointer, text + " is more than the whole run; " + name + " must be at most 100%");
        }
      } else if (text.matches("[0-9]{1,15}")
          && isCount(steps)
          && Long.parseLong(text) > steps.asLong()) {
        value(
            pointer,
            text
                + " is longer than the run of "
                + steps
                + " steps; "
                + name
                + " must be at most train.steps, or a share such as 5%");
      }
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
            "the group "
                + group
                + " is named twice (entries "
                + first
                + " and "
                + i
                + "); give each its own name");
      }
      lambda(pointer, group, rule);
      layers(pointer, rule.path("layers").asString(""));
    }
  }

  private void lambda(String pointer, String group, JsonNode rule) {
    String given = LAMBDAS.stream().filter(rule::has).collect(Collectors.joining(" and "));
    if (given.contains(" ")) {
      value(
          pointer,
          "group "
              + group
              + " has "
              + given
              + "; give one of lambda, half_life, exposure, timescale");
    } else if (rule.isObject() && given.isEmpty()) {
      value(
          pointer,
          "group "
              + group
              + " does not say how strongly it decays; give lambda (0: not at all), or half_life, exposure or timescale");
    }
  }

  private void layers(String pointer, String layers) {
    String[] ends = layers.split("-", -1);
    boolean range = layers.matches("[0-9]{1,9}-[0-9]{1,9}");
    if (range && Integer.parseInt(ends[0]) > Integer.parseInt(ends[1])) {
      value(
          pointer + "/layers", layers + " ends before it begins; write " + ends[1] + "-" + ends[0]);
    }
  }
}
