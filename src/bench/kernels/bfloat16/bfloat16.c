/* Whether bfloat16 products would pay on this machine; README.md beside it says what was found.
 *
 * bfloat16 LIBRARY: the path of an OpenBLAS. One thread. Says which bfloat16 products the library exports, and if it has them
 * times them against sgemm with the cost of converting both operands; then what the instructions themselves can do. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <immintrin.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef uint16_t half;
typedef void (*Sgemm)(int, int, int, int, int, int, float, const float *, int, const float *, int, float, float *, int);
typedef void (*Sbgemm)(int, int, int, int, int, int, float, const half *, int, const half *, int, float, float *, int);
typedef void (*Threads)(int);

enum { ROW_MAJOR = 101, NO_TRANSPOSE = 111, TRANSPOSE = 112 };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

/* The best of at least half a second, in seconds a call. */
#define BEST(call) \
  ({ \
    double best = 1e9; \
    for (double begin = now(); now() - begin < 0.5;) { \
      double since = now(); \
      call; \
      double took = now() - since; \
      if (took < best) best = took; \
    } \
    best; \
  })

static float *filled(long size) {
  float *x = aligned_alloc(64, (4 * size + 63) / 64 * 64);
  for (long i = 0; i < size; i++) x[i] = rand() / (float)RAND_MAX - 0.5f;
  return x;
}

static half *room(long size) {
  return aligned_alloc(64, (2 * size + 63) / 64 * 64);
}

/* To nearest even, as the instruction does; sizes are multiples of 16. */
static void convert(const float *x, half *y, long size) {
  for (long i = 0; i < size; i += 16)
    _mm256_store_si256((__m256i *)(y + i), (__m256i)_mm512_cvtneps_pbh(_mm512_load_ps(x + i)));
}

static float widened(half h) {
  union { uint32_t bits; float value; } u = {(uint32_t)h << 16};
  return u.value;
}

/* C = A·Bᵀ, A [m, k], B [n, k], as a layer's forward product. */
static void shape(Sgemm sgemm, Sbgemm sbgemm, int m, int n, int k) {
  float *a = filled((long)m * k), *b = filled((long)n * k), *c = filled((long)m * n), *d = filled((long)m * n);
  half *x = room((long)m * k), *y = room((long)n * k);
  double gflop = 2e-9 * m * n * k;
  double single = BEST(sgemm(ROW_MAJOR, NO_TRANSPOSE, TRANSPOSE, m, n, k, 1, a, k, b, k, 0, c, n));
  double converting = BEST((convert(a, x, (long)m * k), convert(b, y, (long)n * k)));
  printf("%4d x %4d x %4d  sgemm %6.1f GFLOP/s, %8.1f us; converting both operands %7.1f us", m, n, k, gflop / single,
         1e6 * single, 1e6 * converting);
  if (sbgemm) {
    double product = BEST(sbgemm(ROW_MAJOR, NO_TRANSPOSE, TRANSPOSE, m, n, k, 1, x, k, y, k, 0, d, n));
    printf("; sbgemm %6.1f, with converting %6.1f", gflop / product, gflop / (product + converting));
  }
  /* The error of operands in bfloat16, whoever multiplies: relative root mean square against double, of 64 rows. */
  double error = 0, of_single = 0, norm = 0;
  for (int i = 0; i < 64; i++)
    for (int j = 0; j < n; j++) {
      double exact = 0, rounded = 0;
      for (int l = 0; l < k; l++) {
        exact += (double)a[(long)i * k + l] * b[(long)j * k + l];
        rounded += (double)widened(x[(long)i * k + l]) * widened(y[(long)j * k + l]);
      }
      error += (rounded - exact) * (rounded - exact);
      of_single += (c[(long)i * n + j] - exact) * (c[(long)i * n + j] - exact);
      norm += exact * exact;
    }
  printf("; error %.1e, of sgemm %.1e\n", sqrt(error / norm), sqrt(of_single / norm));
  free(a), free(b), free(c), free(d), free(x), free(y);
}

enum { ROUNDS = 100000, CHAINS = 16 };

/* Keeps the compiler from folding a chain. */
#define KEEP(v) __asm__ volatile("" : "+v"(v))

static float fused(void) {
  __m512 sum[CHAINS], x = _mm512_set1_ps(1e-3f);
  for (int i = 0; i < CHAINS; i++) sum[i] = _mm512_setzero_ps();
  for (int round = 0; round < ROUNDS; round++)
#pragma GCC unroll 16
    for (int i = 0; i < CHAINS; i++) {
      sum[i] = _mm512_fmadd_ps(x, x, sum[i]);
      KEEP(sum[i]);
    }
  for (int i = 1; i < CHAINS; i++) sum[0] = _mm512_add_ps(sum[0], sum[i]);
  return _mm512_reduce_add_ps(sum[0]);
}

static float dots(void) {
  __m512 sum[CHAINS];
  __m512bh x = _mm512_cvtne2ps_pbh(_mm512_set1_ps(1e-3f), _mm512_set1_ps(1e-3f));
  for (int i = 0; i < CHAINS; i++) sum[i] = _mm512_setzero_ps();
  for (int round = 0; round < ROUNDS; round++)
#pragma GCC unroll 16
    for (int i = 0; i < CHAINS; i++) {
      sum[i] = _mm512_dpbf16_ps(sum[i], x, x);
      KEEP(sum[i]);
    }
  for (int i = 1; i < CHAINS; i++) sum[0] = _mm512_add_ps(sum[0], sum[i]);
  return _mm512_reduce_add_ps(sum[0]);
}

int main(int count, char **arguments) {
  void *library = count == 2 ? dlopen(arguments[1], RTLD_NOW) : NULL;
  if (!library) {
    fprintf(stderr, "usage: bfloat16 LIBRARY, the path of an OpenBLAS; %s\n", count == 2 ? dlerror() : "none was given");
    return 2;
  }
  const char *names[] = {"cblas_sgemm", "cblas_sbgemm", "cblas_sbstobf16", "cblas_bgemm", "sbgemm_"};
  for (int i = 0; i < 5; i++) printf("%-16s %s\n", names[i], dlsym(library, names[i]) ? "exported" : "absent");
  Threads threads = (Threads)dlsym(library, "openblas_set_num_threads");
  if (threads) threads(1);
  Sgemm sgemm = (Sgemm)dlsym(library, "cblas_sgemm");
  Sbgemm sbgemm = (Sbgemm)dlsym(library, "cblas_sbgemm");
  shape(sgemm, sbgemm, 1024, 1024, 1024);
  shape(sgemm, sbgemm, 256, 1024, 256);
  shape(sgemm, sbgemm, 256, 8192, 256);
  volatile float sink;
  double single = BEST(sink = fused()), pairs = BEST(sink = dots());
  printf("instructions: fmadd %.1f GFLOP/s, dpbf16 %.1f GFLOP/s\n", 32e-9 * CHAINS * ROUNDS / single,
         64e-9 * CHAINS * ROUNDS / pairs);
  (void)sink;
  return 0;
}
