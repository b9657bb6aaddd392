package org.isotopelm.study.space;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A config path that says how strongly a group decays, such as {@code
 * optimizer.decay.rest.half_life.epochs}.
 *
 * @param group path of the group
 * @param way how it is said
 */
public record DecayPath(String group, Way way) {

  /** What the strength is said by; a group has exactly one of them. */
  public enum Way {
    LAMBDA("lambda"),
    EXPOSURE("exposure"),
    HALF_LIFE("half_life"),
    TIMESCALE("timescale");

    private final String key;

    Way(String key) {
      this.key = key;
    }

    /** Whether more of it is less decay, and none of it cannot be said. */
    boolean isTime() {
      return this == HALF_LIFE || this == TIMESCALE;
    }
  }

  private static final Pattern FORM =
      Pattern.compile(
          "(.+)\\.(?:(lambda|exposure)|(half_life|timescale)(?:\\.(?:steps|epochs|tokens))?)");

  /** What the path says of a group's decay; empty where it is about something else. */
  public static Optional<DecayPath> of(String path) {
    Matcher matcher = FORM.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String key = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
    return Optional.of(new DecayPath(matcher.group(1), way(key)));
  }

  /**
   * The config paths to take away before {@code path} is set, so that the group's decay is said in
   * one way. None for a λ: a config that says a group's decay in another way keeps it until it is
   * changed there.
   */
  public static List<String> replacedBy(String path) {
    return of(path).filter(found -> found.way() != Way.LAMBDA).stream()
        .flatMap(found -> found.all().stream())
        .toList();
  }

  /** The paths of all ways to say this group's decay. */
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
