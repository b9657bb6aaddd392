package org.isotopelm.study.plan;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** How long trainings take side by side. */
public final class Makespan {
  private Makespan() {}

  /**
   * Each training, in its order, begins on the worker that is the first to be free.
   *
   * @param trainings how long each takes
   * @return when the last one ends; 0 without trainings
   */
  public static double of(DoubleStream trainings, int workers) {
    double[] busy = new double[workers];
    trainings.forEach(each -> busy[least(busy)] += each);
    return Arrays.stream(busy).max().orElse(0);
  }

  private static int least(double[] busy) {
    int least = 0;
    for (int i = 1; i < busy.length; i++) {
      least = busy[i] < busy[least] ? i : least;
    }
    return least;
  }
}
