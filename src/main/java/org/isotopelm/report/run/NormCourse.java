package org.isotopelm.report.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isotopelm.report.run.GroupTrace.Dot;

/**
 * What made the norm of a group's weights what it is, as factors on the norm at the first line of
 * the log. Their product is the norm's own change: norm = decay · updates.
 *
 * @param decay Π(1 − what decay took), from 1 down
 * @param updates what is left of the change without it: what the optimizer's own updates did
 * @param norm ‖θ‖ over the first
 */
record NormCourse(List<Dot> decay, List<Dot> updates, List<Dot> norm) {
  /** Of a group whose decay shrinks its weights; none of others. */
  static Optional<NormCourse> of(GroupTrace group) {
    List<Dot> taken = group.taken();
    List<Dot> norms = group.norms().stream().filter(dot -> dot.figure() > 0).toList();
    return taken.isEmpty() || norms.size() < 2 ? Optional.empty() : Optional.of(of(taken, norms));
  }

  private static NormCourse of(List<Dot> taken, List<Dot> norms) {
    List<Dot> decay = new ArrayList<>();
    List<Dot> updates = new ArrayList<>();
    List<Dot> norm = new ArrayList<>();
    double logarithm = 0;
    int next = 0;
    for (Dot dot : norms) {
      for (; next < taken.size() && taken.get(next).step() <= dot.step(); next++) {
        logarithm += taken.get(next).step() <= norms.getFirst().step() ? 0 : between(taken, next);
      }
      double left = Math.exp(logarithm);
      double ratio = dot.figure() / norms.getFirst().figure();
      decay.add(new Dot(dot.step(), left));
      updates.add(new Dot(dot.step(), ratio / left));
      norm.add(new Dot(dot.step(), ratio));
    }
    return new NormCourse(decay, updates, norm);
  }

  /** Σ ln(1 − share) over the steps after a line up to the next, whose shares lie on a line. */
  private static double between(List<Dot> taken, int index) {
    Dot now = taken.get(index);
    Dot before = index == 0 ? now : taken.get(index - 1);
    double from = Math.log1p(-before.figure());
    double to = Math.log1p(-now.figure());
    return (now.step() - before.step()) * (from + to) / 2 + (to - from) / 2;
  }

  /** The line from which on decay had half of its effect still before it. */
  private int middle() {
    double half = Math.sqrt(decayed());
    return IntStream.range(0, decay.size())
        .filter(i -> decay.get(i).figure() <= half)
        .findFirst()
        .orElse(0);
  }

  /** The first step of the second half of what decay did. */
  double middleStep() {
    return norm.get(middle()).step();
  }

  /** The factor on the norm since then. */
  double changedLate() {
    return changed() / norm.get(middle()).figure();
  }

  /** The factor that decay put on it since then. */
  double decayedLate() {
    return decayed() / decay.get(middle()).figure();
  }

  double decayed() {
    return decay.getLast().figure();
  }

  double updated() {
    return updates.getLast().figure();
  }

  double changed() {
    return norm.getLast().figure();
  }
}
