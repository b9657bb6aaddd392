package org.isotopelm.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.isotopelm.math.Engine;
import org.isotopelm.math.kernel.Kernels;
import org.isotopelm.math.kernel.Normalization;
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

/**
 * Kernels over 64 rows, on vectors and by the scalar reference. Those that work in place get a copy
 * of the source each time: one that is applied to its own result ends at 0 by way of denormal
 * numbers, which are slow. {@code copy} is what that costs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class KernelBench {
  private static final int ROWS = 64;
  private static final int QUERIES = 32;

  @Param({"vector", "scalar"})
  public String kind = "";

  @Param({"65", "1024", "8192", "50000"})
  public int columns;

  private Kernels kernels;
  private float[] source;
  private float[] x;
  private float[] y;
  private float[] gradient;
  private float[] gain;
  private float[] gainGradient;
  private Normalization norm = Normalization.withoutBias(true, 1, 0, 1e-5);
  private final Normalization.Statistics statistics = new Normalization.Statistics(ROWS);

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
    gradient = source.clone();
    gain = new float[2 * columns];
    Arrays.fill(gain, 0, columns, 1); // the bias behind it is 0
    gainGradient = new float[columns];
    norm = new Normalization(true, columns, 0, columns, 1e-5);
    norm(); // statistics for its gradient
  }

  @Benchmark
  public float[] copy() {
    System.arraycopy(source, 0, x, 0, x.length);
    return x;
  }

  @Benchmark
  public float[] gelu() {
    copy();
    kernels.gelu(x, y, x.length);
    return x;
  }

  /** Half as many rows, each a gate and an up. */
  @Benchmark
  public float[] swiglu() {
    kernels.swiglu(source, ROWS / 2, columns, y);
    return y;
  }

  @Benchmark
  public float[] swigluGradient() {
    kernels.swigluGradient(source, gradient, ROWS / 2, columns, y);
    return y;
  }

  @Benchmark
  public float[] norm() {
    kernels.norm(norm, gain, source, ROWS, y, statistics);
    return y;
  }

  @Benchmark
  public float[] normGradient() {
    kernels.normGradient(norm, gain, gradient, source, ROWS, statistics, x, gainGradient);
    return x;
  }

  /** A tile of attention's weights: so many keys by 32 queries. */
  @Benchmark
  public float[] softmax() {
    System.arraycopy(source, 0, x, 0, columns * QUERIES);
    kernels.softmaxNumerators(x, 0, columns, QUERIES, 0.1f, y, gainGradient);
    kernels.divideColumns(x, 0, columns, QUERIES, gainGradient);
    return x;
  }

  /** A panel of logits: their maxima, exponentials and gradient. */
  @Benchmark
  public float[] logits() {
    copy();
    kernels.columnMaxima(x, 0, columns, ROWS, columns, y, 0);
    kernels.columnExponentials(x, 0, columns, ROWS, columns, y, 0, y, columns);
    kernels.scaleColumns(x, 0, columns, ROWS, columns, y, columns);
    return x;
  }
}
