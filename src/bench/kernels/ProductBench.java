package org.isotopelm.bench;

import java.util.concurrent.TimeUnit;
import org.isotopelm.math.Engine;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.isotopelm.math.product.Matrix;
import org.isotopelm.math.product.Products;
import org.isotopelm.math.product.Weights;
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
 * Products at the shapes m, n, k of the standard trainings, one thread: forward y = x·Wᵀ, the
 * gradient of the input dx = dy·W and that of the weights dW += dyᵀ·x. A product is 2·m·n·k FLOP.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow"
    })
public class ProductBench {
  @Param({"JAVA", "OPENBLAS"})
  public String products = "";

  /** Rows, outputs, inputs. */
  @Param({
    "384x384x128", // gpt-char: queries, keys and values
    "384x512x128", // and feed-forward, up
    "384x128x512", // and down
    "256x8192x256", // a large product
    "350x800x200", // lstm-200: input
    "10x800x200", // and recurrent
    "256x176x200", // and a panel of its head
    "256x1024x128" // and a whole batch
  })
  public String shape = "";

  private final Matrix a = new Matrix();
  private final Matrix b = new Matrix();
  private final Matrix c = new Matrix();
  private Products by;
  private int m;
  private int n;
  private int k;
  private float[] x;
  private float[] w;
  private float[] y;
  private Weights weights = new Weights(new float[0]);

  @Setup
  public void setUp() {
    String[] sizes = shape.split("x");
    m = Integer.parseInt(sizes[0]);
    n = Integer.parseInt(sizes[1]);
    k = Integer.parseInt(sizes[2]);
    x = filled(m * k);
    w = filled(n * k);
    y = filled(m * n);
    weights = new Weights(w);
    by = Engine.of(ProductsKind.valueOf(products)).products().get();
  }

  private static float[] filled(int size) {
    float[] a = new float[size];
    for (int i = 0; i < size; i++) {
      a[i] = (i % 17 - 8) * 0.001f;
    }
    return a;
  }

  @Benchmark
  public float[] forward() {
    by.multiply(a.bind(x, 0, m, k), b.bind(weights, 0, n, k).transpose(), 0, c.bind(y, 0, m, n));
    return y;
  }

  @Benchmark
  public float[] inputGradient() {
    by.multiply(a.bind(y, 0, m, n), b.bind(weights, 0, n, k), 0, c.bind(x, 0, m, k));
    return x;
  }

  @Benchmark
  public float[] weightGradient() {
    by.multiply(a.bind(y, 0, m, n).transpose(), b.bind(x, 0, m, k), 0, c.bind(w, 0, n, k));
    return w;
  }
}
