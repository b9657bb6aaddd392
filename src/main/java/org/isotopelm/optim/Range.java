package org.isotopelm.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.isotopelm.param.Parameter;

/**
 * A piece of the flat arrays whose elements share a group: what one thread works on at a time. The
 * pieces are the same whatever the number of threads, and so are sums over them.
 *
 * @param from its first element
 * @param to one past its last
 * @param group index into {@link DecayPlan#groups()}
 */
public record Range(int from, int to, int group) {
  /** Floats in a piece: four arrays of this length fit a core's second-level cache. */
  private static final int LONGEST = 1 << 16;

  /** The pieces that cover all parameters of the plan, in the order of the flat arrays. */
  static List<Range> of(DecayPlan plan) {
    TreeMap<Integer, Range> wholes = new TreeMap<>();
    for (int g = 0; g < plan.groups().size(); g++) {
      for (Parameter p : plan.groups().get(g).parameters()) {
        wholes.put(p.offset(), new Range(p.offset(), p.end(), g));
      }
    }
    return split(joined(List.copyOf(wholes.values())));
  }

  /** Neighbours of one group as one range; the gaps between them are zero and stay so. */
  private static List<Range> joined(List<Range> ranges) {
    List<Range> joined = new ArrayList<>();
    for (Range range : ranges) {
      Range last = joined.isEmpty() ? null : joined.getLast();
      if (last != null && last.group == range.group) {
        joined.set(joined.size() - 1, new Range(last.from, range.to, range.group));
      } else {
        joined.add(range);
      }
    }
    return joined;
  }

  private static List<Range> split(List<Range> ranges) {
    List<Range> pieces = new ArrayList<>();
    for (Range range : ranges) {
      for (int from = range.from; from < range.to; from += LONGEST) {
        pieces.add(new Range(from, Math.min(range.to, from + LONGEST), range.group));
      }
    }
    return List.copyOf(pieces);
  }
}
