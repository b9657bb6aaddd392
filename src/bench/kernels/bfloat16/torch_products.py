"""The same shapes by PyTorch's products (oneDNN, MKL) in float32 and bfloat16, one thread: GFLOP/s, with converting, error.

/somewhere/peers/bin/python torch_products.py      after src/bench/peers/setup.sh /somewhere/peers
"""
import time

import torch

torch.set_num_threads(1)
torch.manual_seed(1)


def best(work):
    times, begin = [], time.perf_counter()
    while time.perf_counter() - begin < 0.7:
        since = time.perf_counter()
        work()
        times.append(time.perf_counter() - since)
    return min(times)


for m, n, k in [(1024, 1024, 1024), (256, 1024, 256), (256, 8192, 256)]:
    a, b = torch.rand(m, k) - 0.5, torch.rand(n, k) - 0.5
    x, y = a.bfloat16(), b.bfloat16()
    gflop = 2e-9 * m * n * k
    single, half = best(lambda: a @ b.T), best(lambda: x @ y.T)
    whole = best(lambda: (a.bfloat16() @ b.bfloat16().T).float())
    exact = a.double() @ b.double().T
    error = ((x @ y.T).double() - exact).norm() / exact.norm()
    print(
        f"{m:4} x {n:4} x {k:4}  float32 {gflop / single:6.1f} GFLOP/s, bfloat16 {gflop / half:6.1f},"
        f" with converting {gflop / whole:6.1f}; error {error:.1e}"
    )
