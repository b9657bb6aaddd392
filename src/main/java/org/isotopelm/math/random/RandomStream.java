package org.isotopelm.math.random;

import java.nio.charset.StandardCharsets;

/**
 * Random numbers as a function of (key, counter): number i of a stream is the same whenever and
 * wherever it is asked for, so nothing but the seed has to be saved to go on with a run.
 *
 * <p>The function is SplitMix64's finalizer over key + i·γ (Steele, Lea, Flood 2014, "Fast
 * splittable pseudorandom number generators"). Keys of derived streams are mixed again.
 */
public final class RandomStream {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private final long key;
  private long counter;

  private RandomStream(long key) {
    this.key = key;
  }

  /** The stream of a seed and a purpose, such as {@code "init:embedding.weight"}. */
  public static RandomStream of(long seed, String purpose) {
    long key = mix(seed + GAMMA);
    for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
      key = mix(key ^ (b & 0xff)) + GAMMA;
    }
    return new RandomStream(key);
  }

  /** The stream with this number among those derived from {@code key}. */
  public static RandomStream of(long key, long number) {
    return new RandomStream(derive(key, number));
  }

  /** A key for stream {@code number} below {@code key}. */
  public static long derive(long key, long number) {
    return mix(mix(key + GAMMA) + GAMMA * (number + 1));
  }

  /** Number {@code index} of the stream with this key: 64 uniform bits, stateless. */
  public static long bits(long key, long index) {
    return mix(key + GAMMA * (index + 1));
  }

  /** This stream's key, for stateless use. */
  public long key() {
    return key;
  }

  /** The next 64 bits. */
  public long nextLong() {
    return bits(key, counter++);
  }

  /** Uniform in [0, 1), 53 bits. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Uniform in [0, bound), without bias (Lemire 2019). */
  public long nextLong(long bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, was " + bound);
    }
    long bits = nextLong();
    long low = bits * bound;
    if (Long.compareUnsigned(low, bound) < 0) {
      long threshold = Long.remainderUnsigned(-bound, bound);
      while (Long.compareUnsigned(low, threshold) < 0) {
        bits = nextLong();
        low = bits * bound;
      }
    }
    return Math.unsignedMultiplyHigh(bits, bound);
  }

  /** Uniform in [0, bound). */
  public int nextInt(int bound) {
    return (int) nextLong(bound);
  }

  /** Standard normal by Box and Muller (1958), with StrictMath so that every JVM agrees. */
  public double nextGaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * nextDouble());
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
