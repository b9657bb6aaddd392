package org.isotopelm.optim.algorithm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.decay.Parts.Target;
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

  /**
   * The pieces that cover all parameters of the plan, in the order of the flat arrays. Neighbours
   * of one group are joined and cut into pieces. The gaps between them are zero and stay so, unless
   * the group decays towards one: then no piece covers a gap.
   *
   * @param unit how many elements of a parameter must stay together; such a parameter has pieces of
   *     its own. 0: it may be joined with others and cut anywhere
   */
  public static List<Range> of(DecayPlan plan, ToIntFunction<Parameter> unit) {
    TreeMap<Integer, Parameter> parameters = new TreeMap<>();
    Map<Parameter, Integer> groups = new HashMap<>();
    for (int g = 0; g < plan.groups().size(); g++) {
      for (Parameter p : plan.groups().get(g).parameters()) {
        parameters.put(p.offset(), p);
        groups.put(p, g);
      }
    }
    List<Range> pieces = new ArrayList<>();
    Range open = new Range(0, 0, -1);
    for (Parameter p : parameters.values()) {
      Range own = new Range(p.offset(), p.end(), Objects.requireNonNull(groups.get(p)));
      int together = unit.applyAsInt(p);
      boolean overGap = own.from > open.to && movesGaps(plan, own.group);
      if (together > 0 || own.group != open.group || overGap) {
        open.cut(pieces, 1);
        open = own;
      } else {
        open = new Range(open.from, own.to, own.group);
      }
      if (together > 0) {
        own.cut(pieces, together);
        open = new Range(own.to, own.to, -1);
      }
    }
    open.cut(pieces, 1);
    return List.copyOf(pieces);
  }

  private static boolean movesGaps(DecayPlan plan, int group) {
    return plan.groups().get(group).decay().target() == Target.ONE;
  }

  private void cut(List<Range> pieces, int together) {
    int longest = Math.max(together, LONGEST / together * together);
    for (int at = from; at < to; at += longest) {
      pieces.add(new Range(at, Math.min(to, at + longest), group));
    }
  }
}
