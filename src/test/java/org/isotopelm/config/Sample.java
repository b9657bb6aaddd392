package org.isotopelm.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;

/** A small sound config of five lines, any of which can be replaced. */
final class Sample {
  private final Map<String, String> lines = new LinkedHashMap<>();

  Sample() {
    lines.put("data", "{corpus: europarl-en}");
    lines.put("tokenizer", "{kind: char}");
    lines.put("model", "{kind: gpt, layers: 2, heads: 2, width: 32, context: 32}");
    lines.put("train", "{steps: 10, batch: 8}");
    lines.put("optimizer", "{learning_rate: {peak: 1e-3}}");
  }

  Sample with(String key, String value) {
    lines.put(key, value);
    return this;
  }

  String text() {
    return lines.entrySet().stream()
        .map(e -> e.getKey() + ": " + e.getValue() + "\n")
        .collect(Collectors.joining());
  }

  Path in(Path folder) throws IOException {
    return Files.writeString(folder.resolve("c.yaml"), text());
  }

  LoadedConfig read(Path folder, String... settings) throws IOException {
    return ConfigFile.read(in(folder), List.of(settings));
  }

  /** What reading complains of, without the folder; empty where it does not. */
  static List<String> complaintsOf(Path file, String... settings) {
    try {
      ConfigFile.read(file, List.of(settings));
      return List.of();
    } catch (ProblemException e) {
      String folder = file.getParent() + "/";
      return e.problems().stream().map(Problem::toString).map(p -> p.replace(folder, "")).toList();
    }
  }

  List<String> complaints(Path folder) throws IOException {
    return complaintsOf(in(folder));
  }
}
