package org.isotopelm.study.search;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.function.Supplier;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;
import org.isotopelm.words.Phrases;

/**
 * Points of a scrambled {@link Sobol} sequence, which fills the space more evenly than chance; the
 * first of a longer search are the same.
 *
 * @param trials points
 */
@JsonTypeName("sobol")
public record SobolSearch(int trials) implements Search {

  @Override
  public String sentence() {
    return Phrases.count(trials, "point")
        + " were taken from a scrambled Sobol sequence, which fills the space more evenly than chance.";
  }

  @Override
  public Sampler sampler(Task task) {
    return task.sequence("sobol", trials, sequence(task.space(), task.seed()));
  }

  /** The points of the sequence one after another, some of them more than once. */
  static Supplier<Point> sequence(Space space, long seed) {
    List<String> names = space.axes().stream().map(axis -> "study:" + axis.name()).toList();
    Sobol sequence = new Sobol(names, seed);
    return () -> space.at(sequence.next());
  }
}
