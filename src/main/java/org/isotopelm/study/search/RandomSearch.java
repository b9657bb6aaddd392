package org.isotopelm.study.search;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.study.space.Axis;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.space.Space;
import org.isotopelm.words.Phrases;

/**
 * Points drawn independently (Bergstra and Bengio 2012), each dimension from a stream of its own,
 * so that neither the order of the dimensions nor the number of trials changes the first draws.
 *
 * @param trials points
 */
@JsonTypeName("random")
public record RandomSearch(int trials) implements Search {

  @Override
  public String sentence() {
    return Phrases.count(trials, "point")
        + " were drawn independently of each other (random search).";
  }

  @Override
  public Sampler sampler(Task task) {
    Space space = task.space();
    List<RandomStream> streams =
        space.axes().stream()
            .map(axis -> RandomStream.of(task.seed(), "study:" + axis.name()))
            .toList();
    return task.sequence("random", trials, () -> draw(space, streams));
  }

  private static Point draw(Space space, List<RandomStream> streams) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < streams.size(); i++) {
      Axis axis = space.axes().get(i);
      values.put(axis.name(), axis.draw(streams.get(i)));
    }
    return space.point(values);
  }
}
