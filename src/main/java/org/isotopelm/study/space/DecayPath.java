package org.isotopelm.study.space;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A config path that sets how strongly a group decays, such as {@code
 * optimizer.decay.rest.half_life.epochs}.
 *
 * @param group path of the group
 * @param way how the decay is given
 */
public record DecayPath(String group, Way way) {

  /** Ways to give the strength; a group uses exactly one of them. */
  public enum Way {
    LAMBDA("lambda"),
    EXPOSURE("exposure"),
    HALF_LIFE("half_life"),
    TIMESCALE("timescale");

    private final String key;

    Way(String key) {
      this.key = key;
    }

    /** Whether a larger value means less decay, so that no decay cannot be given by it. */
    boolean isTime() {
      return this == HALF_LIFE || this == TIMESCALE;
    }
  }

  private static final Pattern FORM =
      Pattern.compile(
          "(.+)\\.(?:(lambda|exposure)|(half_life|timescale)(?:\\.(?:steps|epochs|tokens))?)");

  /** The path as a way to give a group's decay; empty if it is about something else. */
  public static Optional<DecayPath> of(String path) {
    Matcher matcher = FORM.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String key = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
    return Optional.of(new DecayPath(matcher.group(1), way(key)));
  }

  /**
   * The config paths to remove before {@code path} is set, so that the group's decay is given in
   * one way only. None for a λ: a config that gives a group's decay in another way keeps it until
   * it is changed there.
   */
  public static List<String> replacedBy(String path) {
    return of(path).filter(found -> found.way() != Way.LAMBDA).stream()
        .flatMap(found -> found.all().stream())
        .toList();
  }

  /** The paths of all ways to give this group's decay. */
  List<String> all() {
    return List.of(Way.values()).stream().map(this::path).toList();
  }

  String path(Way other) {
    return group + "." + other.key;
  }

  private static Way way(String key) {
    return List.of(Way.values()).stream()
        .filter(way -> way.key.equals(key))
        .findFirst()
        .orElseThrow();
  }
}
