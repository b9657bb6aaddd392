package org.isotopelm.math.kernel;

import org.isotopelm.math.kernel.Stopwatch.Phase;

/** Kernels that are watched. */
public record TimedKernels(Kernels kernels, Stopwatch watch) implements Kernels {
  @Override
  public void add(float[] a, int aAt, float[] b, int bAt, float[] sum, int sumAt, int n) {
    long since = System.nanoTime();
    kernels.add(a, aAt, b, bAt, sum, sumAt, n);
    watch.add(Phase.SUMS, since);
  }

  @Override
  public void columnMaxima(
      float[] x, int at, int stride, int rows, int columns, float[] max, int maxAt) {
    long since = System.nanoTime();
    kernels.columnMaxima(x, at, stride, rows, columns, max, maxAt);
    watch.add(Phase.LOSS, since);
  }

  @Override
  public void columnExponentials(
      float[] x,
      int at,
      int stride,
      int rows,
      int columns,
      float[] shift,
      int shiftAt,
      float[] sums,
      int sumsAt) {
    long since = System.nanoTime();
    kernels.columnExponentials(x, at, stride, rows, columns, shift, shiftAt, sums, sumsAt);
    watch.add(Phase.LOSS, since);
  }

  @Override
  public void scaleColumns(
      float[] x, int at, int stride, int rows, int columns, float[] factor, int factorAt) {
    long since = System.nanoTime();
    kernels.scaleColumns(x, at, stride, rows, columns, factor, factorAt);
    watch.add(Phase.LOSS, since);
  }

  @Override
  public void rowSums(float[] x, int at, int stride, int rows, int columns, float[] sums) {
    long since = System.nanoTime();
    kernels.rowSums(x, at, stride, rows, columns, sums);
    watch.add(Phase.SUMS, since);
  }

  @Override
  public void tanh(float[] x, float[] derivative, int n) {
    long since = System.nanoTime();
    kernels.tanh(x, derivative, n);
    watch.add(Phase.ACTIVATIONS, since);
  }

  @Override
  public void tanh(float[] x, int at, int n) {
    long since = System.nanoTime();
    kernels.tanh(x, at, n);
    watch.add(Phase.ACTIVATIONS, since);
  }

  @Override
  public void logistic(float[] x, int at, int n) {
    long since = System.nanoTime();
    kernels.logistic(x, at, n);
    watch.add(Phase.ACTIVATIONS, since);
  }

  @Override
  public void relu(float[] x, float[] derivative, int n) {
    long since = System.nanoTime();
    kernels.relu(x, derivative, n);
    watch.add(Phase.ACTIVATIONS, since);
  }

  @Override
  public void gelu(float[] x, float[] derivative, int n) {
    long since = System.nanoTime();
    kernels.gelu(x, derivative, n);
    watch.add(Phase.ACTIVATIONS, since);
  }

  @Override
  public void swiglu(float[] gateUp, int rows, int columns, float[] y) {
    long since = System.nanoTime();
    kernels.swiglu(gateUp, rows, columns, y);
    watch.add(Phase.ACTIVATIONS, since);
  }

  @Override
  public void swigluGradient(float[] gateUp, float[] dy, int rows, int columns, float[] dGateUp) {
    long since = System.nanoTime();
    kernels.swigluGradient(gateUp, dy, rows, columns, dGateUp);
    watch.add(Phase.ACTIVATIONS, since);
  }

  @Override
  public void norm(
      Normalization by,
      float[] values,
      float[] x,
      int rows,
      float[] y,
      Normalization.Statistics statistics) {
    long since = System.nanoTime();
    kernels.norm(by, values, x, rows, y, statistics);
    watch.add(Phase.NORMS, since);
  }

  @Override
  public void normGradient(
      Normalization by,
      float[] values,
      float[] dy,
      float[] x,
      int rows,
      Normalization.Statistics statistics,
      float[] dx,
      float[] gradients) {
    long since = System.nanoTime();
    kernels.normGradient(by, values, dy, x, rows, statistics, dx, gradients);
    watch.add(Phase.NORMS, since);
  }

  @Override
  public void columnSoftmaxGradient(
      float[] p, int pAt, float[] d, int dAt, int rows, int columns, float factor, float[] dots) {
    long since = System.nanoTime();
    kernels.columnSoftmaxGradient(p, pAt, d, dAt, rows, columns, factor, dots);
    watch.add(Phase.ATTENTION, since);
  }

  @Override
  public void multiply(float[] x, float[] factor, int n) {
    long since = System.nanoTime();
    kernels.multiply(x, factor, n);
    watch.add(Phase.ACTIVATIONS, since);
  }

  @Override
  public void scale(float[] x, int at, int n, float factor) {
    long since = System.nanoTime();
    kernels.scale(x, at, n, factor);
    watch.add(Phase.SUMS, since);
  }

  @Override
  public void softmaxNumerators(
      float[] x, int at, int rows, int columns, float factor, float[] maxima, float[] sums) {
    long since = System.nanoTime();
    kernels.softmaxNumerators(x, at, rows, columns, factor, maxima, sums);
    watch.add(Phase.ATTENTION, since);
  }

  @Override
  public void divideColumns(float[] x, int at, int rows, int columns, float[] divisors) {
    long since = System.nanoTime();
    kernels.divideColumns(x, at, rows, columns, divisors);
    watch.add(Phase.ATTENTION, since);
  }

  @Override
  public void columnSums(float[] x, int rows, int columns, float[] sums, int sumsAt) {
    long since = System.nanoTime();
    kernels.columnSums(x, rows, columns, sums, sumsAt);
    watch.add(Phase.SUMS, since);
  }

  /** Not watched here: the optimizer is a phase of its own. */
  @Override
  public void adamW(
      float[] values,
      float[] gradients,
      float[] m,
      float[] v,
      int from,
      int to,
      AdamStep adam,
      UpdateStep update) {
    kernels.adamW(values, gradients, m, v, from, to, adam, update);
  }
}
