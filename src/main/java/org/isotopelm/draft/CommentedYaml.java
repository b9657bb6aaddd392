package org.isotopelm.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isotopelm.words.Wrap;

/** A config as YAML, each value under a comment that says why it is what it is. */
final class CommentedYaml {
  private static final int WIDTH = 100;

  /** A section with its keys in their order. */
  private static final class Section {
    private final Map<String, Object> entries = new LinkedHashMap<>();

    void put(List<String> path, Decision decision) {
      String key = path.getFirst();
      if (path.size() == 1) {
        entries.put(key, decision);
      } else if (entries.get(key) instanceof Decision map) {
        entries.put(key, joined(map, path.get(1), decision));
      } else if (entries.computeIfAbsent(key, absent -> new Section()) instanceof Section inner) {
        inner.put(path.subList(1, path.size()), decision);
      }
    }

    /** A map on one line with a value that is decided later. */
    private static Decision joined(Decision map, String key, Decision more) {
      Map<Object, Object> values = new LinkedHashMap<>((Map<?, ?>) map.value());
      values.put(key, more.value());
      return new Decision(map.path(), values, map.reason() + "; " + key + ": " + more.reason());
    }
  }

  private final StringBuilder text = new StringBuilder();

  private CommentedYaml() {}

  /**
   * Writes it.
   *
   * @param header a comment at the head, wrapped here; each string begins a line
   * @param decisions in their order; of two for the same path, the later one is written where the
   *     earlier one would stand
   */
  static String of(List<String> header, List<Decision> decisions) {
    Section root = new Section();
    decisions.forEach(each -> root.put(List.of(each.path().split("\\.", -1)), each));
    CommentedYaml yaml = new CommentedYaml();
    header.forEach(line -> yaml.comment(line, ""));
    yaml.write(root, "");
    return yaml.text.toString();
  }

  private void write(Section section, String indent) {
    section.entries.forEach(
        (key, value) -> {
          if (indent.isEmpty()) {
            text.append('\n');
          }
          if (value instanceof Section inner) {
            line(indent + key + ":");
            write(inner, indent + "  ");
          } else if (value instanceof Decision decision) {
            write(key, decision, indent);
          }
        });
  }

  private void write(String key, Decision decision, String indent) {
    comment(decision.reason(), indent);
    String line = indent + key + ": " + FlowText.of(decision.value());
    if (line.length() > WIDTH && decision.value() instanceof List<?> list) {
      line(indent + key + ":");
      list.forEach(each -> line(indent + "  - " + FlowText.of(each)));
    } else {
      line(line);
    }
  }

  private void comment(String words, String indent) {
    for (String line : new ArrayList<>(Wrap.lines(words, WIDTH - indent.length() - 2))) {
      line(indent + "# " + line);
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
