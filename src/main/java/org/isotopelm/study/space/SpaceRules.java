package org.isotopelm.study.space;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.isotopelm.base.Nearest;
import org.isotopelm.base.ProblemException;

/** Rules between the dimensions of a space. */
final class SpaceRules {
  private final Map<String, Axis> axes;

  private SpaceRules(Map<String, Axis> axes) {
    this.axes = axes;
  }

  /**
   * Checks a space.
   *
   * @throws ProblemException exit code 3, for the first error
   */
  static void check(Map<String, Axis> axes) {
    SpaceRules rules = new SpaceRules(axes);
    rules.setOnce();
    for (Axis axis : axes.values()) {
      axis.when().forEach((other, value) -> rules.condition(axis, other, value));
    }
    axes.values().forEach(axis -> rules.noCircle(axis, axis, new HashSet<>()));
  }

  /** Only one dimension may set a path, and only one the strength of a group's decay. */
  private void setOnce() {
    Map<String, String> owners = new HashMap<>();
    for (Axis axis : axes.values()) {
      for (String path : axis.set()) {
        String key = DecayPath.of(path).map(DecayPath::group).orElse(path);
        String other = owners.putIfAbsent(key, path);
        if (other != null) {
          throw ProblemException.config(
              "study.space." + axis.name() + ".set",
              other.equals(path)
                  ? path + " is set twice; set it once"
                  : path + " and " + other + " are the decay of one group; keep one of them");
        }
      }
    }
  }

  private void condition(Axis axis, String other, Object value) {
    String path = "study.space." + axis.name() + ".when";
    Axis decider = axes.get(other);
    if (decider == null) {
      throw ProblemException.config(
          path + "." + other,
          "is not a dimension of this study"
              + Nearest.hint(other, axes.keySet())
              + " (it has "
              + String.join(", ", axes.keySet())
              + ")");
    }
    if (!(decider.range() instanceof Axis.Values(List<Object> values))) {
      throw ProblemException.config(
          path + "." + other,
          "has a range, and a condition needs a list; give " + other + " a list of values");
    }
    if (!values.contains(value)) {
      throw ProblemException.config(
          path + "." + other,
          value + " is not one of the values of " + other + ", " + values + "; name one of them");
    }
  }

  private void noCircle(Axis start, Axis axis, Set<String> above) {
    for (String other : axis.when().keySet()) {
      if (other.equals(start.name())) {
        throw ProblemException.config(
            "study.space." + start.name() + ".when",
            "the conditions form a circle that leads back to "
                + start.name()
                + "; remove one of them");
      }
      if (above.add(other)) {
        noCircle(start, Objects.requireNonNull(axes.get(other)), above);
      }
    }
  }
}
