package org.isotopelm.study.space;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.isotopelm.base.ProblemException;
import org.isotopelm.math.random.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * One dimension of a {@link Space}: a name, the config paths that it sets, the range of its values,
 * and the values of other dimensions under which it is searched.
 */
public record Axis(String name, List<String> set, Range range, Map<String, Object> when) {

  /** Share of a range at either end that counts as its edge. */
  private static final double EDGE = 0.05;

  /** Drawn numbers are rounded to this: 0.003472 can be typed again. */
  private static final MathContext DRAWN = new MathContext(4);

  /** Where values come from. */
  public sealed interface Range {
    /** The value at a share of the range, in [0, 1). */
    Object at(double share);

    boolean holds(Object value);

    /** How many values there are; a range of real numbers counts as infinite. */
    long size();

    /** The scale of its numbers; null where some values are not numbers. */
    @Nullable Scale scale();
  }

  /** One of a list, each as likely as the others. */
  public record Values(List<Object> values) implements Range {
    @Override
    public Object at(double share) {
      return values.get((int) (share * values.size()));
    }

    @Override
    public boolean holds(Object value) {
      return values.contains(value);
    }

    @Override
    public long size() {
      return values.size();
    }

    @Override
    public @Nullable Scale scale() {
      return values.stream().allMatch(Number.class::isInstance)
          ? Scale.of(values.stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray())
          : null;
    }
  }

  /** Any number from low to high; where {@code log} is set, its logarithm is uniform. */
  public record Real(double low, double high, boolean log) implements Range {
    @Override
    public Object at(double share) {
      double rounded = new BigDecimal(scale().number(share)).round(DRAWN).doubleValue();
      return plain(Math.clamp(rounded, low, high));
    }

    @Override
    public boolean holds(Object value) {
      return value instanceof Number number
          && number.doubleValue() >= low
          && number.doubleValue() <= high;
    }

    @Override
    public long size() {
      return Long.MAX_VALUE;
    }

    @Override
    public Scale scale() {
      return Scale.of(low, high, log);
    }
  }

  /**
   * Whole numbers from low to high, each with half of the distance to its neighbours on either
   * side.
   */
  public record Whole(long low, long high, boolean log) implements Range {
    @Override
    public Object at(double share) {
      double real = Scale.of(low - 0.5, high + 0.5, log).number(share);
      return Math.clamp((long) Math.rint(real), low, high);
    }

    @Override
    public boolean holds(Object value) {
      return value instanceof Long whole && whole >= low && whole <= high;
    }

    @Override
    public long size() {
      return high - low + 1;
    }

    @Override
    public Scale scale() {
      return Scale.of((double) low, (double) high, log);
    }
  }

  /**
   * The dimension {@code name} of the config.
   *
   * @throws ProblemException exit code 3, where there is nothing to search
   */
  static Axis of(String name, Dimension dimension) {
    String path = "study.space." + name;
    if (dimension.set().isEmpty()) {
      throw ProblemException.config(path + ".set", "names no config value; name at least one");
    }
    Map<String, Object> when = new LinkedHashMap<>();
    dimension.when().forEach((other, value) -> when.put(other, plain(value)));
    Axis axis = new Axis(name, List.copyOf(dimension.set()), Ranges.of(path, dimension), when);
    axis.checkDecay(path);
    return axis;
  }

  private void checkDecay(String path) {
    Set<Optional<DecayPath.Way>> ways =
        set.stream().map(DecayPath::of).map(f -> f.map(DecayPath::way)).collect(Collectors.toSet());
    if (ways.size() > 1 && !ways.contains(Optional.<DecayPath.Way>empty())) {
      throw ProblemException.config(
          path + ".set",
          "states decay in several ways, whose values mean different things: "
              + String.join(" and ", set)
              + "; make each a dimension of its own");
    }
    boolean number = isDecay() && !set.getFirst().matches(".*\\.(half_life|timescale)");
    if (number && range instanceof Values(List<Object> values)) {
      for (Object value : values) {
        if (!(value instanceof Number)) {
          throw ProblemException.config(
              path + ".values", value + " is not a number; the strength of a decay must be one");
        }
      }
    }
  }

  /**
   * One form for each number, so that 1 and 1.0 are the same value: whole numbers become a Long.
   */
  public static Object plain(Object value) {
    if (!(value instanceof Number number)) {
      return value;
    }
    double real = number.doubleValue();
    return real == Math.rint(real) && Math.abs(real) < 0x1p53 ? (Object) (long) real : real;
  }

  /** Whether this dimension is a λ: all its paths end in {@code .lambda}. */
  boolean isLambda() {
    return set.stream().allMatch(path -> path.endsWith(".lambda"));
  }

  /** Whether this dimension is a weight decay, given as λ or in another way. */
  public boolean isDecay() {
    return set.stream().allMatch(path -> DecayPath.of(path).isPresent());
  }

  /** Whether a larger value means less decay. */
  public boolean isTime() {
    return DecayPath.of(set.getFirst()).map(found -> found.way().isTime()).orElse(false);
  }

  /** Sets the value at all paths, after removing what it replaces. */
  void set(Object value, Map<String, @Nullable Object> overrides) {
    for (String path : set) {
      DecayPath.replacedBy(path).forEach(other -> overrides.put(other, null));
      overrides.remove(path);
      overrides.put(path, value);
    }
  }

  /** Sets this decay to none at all paths. */
  void setZero(Map<String, @Nullable Object> overrides) {
    if (!isTime()) {
      set(0L, overrides);
      return;
    }
    for (String path : set) {
      overrides.remove(path);
      DecayPath decay = DecayPath.of(path).orElseThrow();
      decay.all().forEach(other -> overrides.put(other, null));
      overrides.put(decay.path(DecayPath.Way.LAMBDA), 0L);
    }
  }

  /** A value from the stream. */
  public Object draw(RandomStream random) {
    return range instanceof Values(List<Object> values)
        ? values.get(random.nextInt(values.size()))
        : range.at(random.nextDouble());
  }

  /** The place of the value between 0 and 1; only if the range has a scale. */
  public double position(Object value) {
    return Objects.requireNonNull(range.scale()).position(((Number) value).doubleValue());
  }

  /**
   * Whether a better value may lie outside: for a list of numbers the least or greatest, also a λ
   * of 0, which says that decay did not help; for a range the outer twentieth at either end of its
   * scale.
   */
  boolean atEdge(Object value) {
    if (range.scale() == null || range.size() == 1 || !(value instanceof Number)) {
      return false;
    }
    double position = position(value);
    double edge = range instanceof Values ? 0 : EDGE;
    return position <= edge || position >= 1 - edge;
  }
}
