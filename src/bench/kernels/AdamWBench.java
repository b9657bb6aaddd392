package org.isotopelm.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.isotopelm.math.Engine;
import org.isotopelm.optim.Optimizer;
import org.isotopelm.optim.OptimizerSpec;
import org.isotopelm.optim.algorithm.AdamW;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.decay.DecayRule;
import org.isotopelm.optim.decay.Form;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.optim.schedule.LearningRate;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.optim.schedule.ScheduleKind;
import org.isotopelm.param.Initial;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** AdamW's update on one thread, on vectors. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class AdamWBench {
  /** Within the second-level cache, and far beyond all caches. */
  @Param({"32768", "8388608"})
  public int parameters;

  private Optimizer optimizer;
  private float[] values;
  private float[] gradients;

  @Setup
  public void setUp() {
    ParameterSet.Builder builder = ParameterSet.builder();
    builder.add("weight", Role.HEAD, -1, new Initial.Constant(0), parameters);
    LearningRate rate = new LearningRate(1e-3, ScheduleKind.CONSTANT, "0", 0, "20%");
    OptimizerSpec spec =
        new OptimizerSpec(
            new AdamW(List.of(0.9, 0.95), 1e-8),
            null,
            rate,
            List.of(new DecayRule("all", List.of(), 0.1, Form.DECOUPLED)));
    Horizon horizon = new Horizon(Schedule.of(rate, 1_000_000), 1000, 256);
    DecayPlan plan = DecayPlan.of(spec.decay(), builder.build(), horizon);
    optimizer =
        new Optimizer(
            spec.algorithm(),
            plan,
            horizon.schedule(),
            Engine.best(),
            parameters,
            1,
            () -> new float[parameters]);
    values = new float[parameters];
    gradients = new float[parameters];
    for (int i = 0; i < parameters; i++) {
      values[i] = (i * 37 % 101 - 50) * 0.01f;
      gradients[i] = (i * 41 % 103 - 51) * 0.001f;
    }
  }

  @Benchmark
  public float[] update() {
    optimizer.restore(1000);
    optimizer.beginStep(1);
    for (int i = 0; i < optimizer.ranges().size(); i++) {
      optimizer.update(i, 0, values, gradients);
    }
    return values;
  }
}
