package org.isotopelm.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Kernels;
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

/** Kernels over 64 rows, on vectors and by the scalar reference. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class KernelBench {
  private static final int ROWS = 64;

  @Param({"vector", "scalar"})
  public String kind = "";

  @Param({"65", "1024", "8192"})
  public int columns;

  private Kernels kernels;
  private float[] source;
  private float[] x;
  private float[] y;
  private float[] gain;
  private final float[] means = new float[ROWS];
  private final float[] scales = new float[ROWS];

  @Setup
  public void setUp() {
    Engine engine = kind.equals("vector") ? Engine.best() : Engine.reference();
    kernels = engine.kernels().get();
    source = new float[ROWS * columns];
    for (int i = 0; i < source.length; i++) {
      source[i] = (i * 37 % 101 - 50) * 0.05f;
    }
    x = source.clone();
    y = source.clone();
    gain = new float[2 * columns];
    Arrays.fill(gain, 1);
  }

  @Benchmark
  public float[] gelu() {
    kernels.gelu(x, y, x.length);
    return x;
  }

  @Benchmark
  public float[] norm() {
    kernels.norm(true, source, ROWS, columns, gain, 0, gain, columns, y, means, scales);
    return y;
  }

  @Benchmark
  public float[] normGradient() {
    kernels.normGradient(
        true, y, source, means, scales, ROWS, columns, gain, 0, x, gain, columns);
    return x;
  }

  /** Logits are copied first, as they are lost. */
  @Benchmark
  public double crossEntropy() {
    System.arraycopy(source, 0, x, 0, x.length);
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      sum += kernels.crossEntropy(x, row * columns, columns, row % columns, 0.01f);
    }
    return sum;
  }
}
