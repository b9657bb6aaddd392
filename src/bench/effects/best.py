"""The best λ of a study's trials.csv, one for each value of another dimension, with a bootstrap over seeds.

    python best.py STUDY… [--by eta] [--log]

The mean nll over seeds at the lowest λ > 0 and its two neighbours gives a parabola in ln λ, whose minimum is the best λ. The
interval (95 %) repeats that on 4,000 draws of seeds with replacement. The exponent is b in λ ∝ by^b between neighbours.
"""

import argparse
import csv
import math
from collections import defaultdict
from pathlib import Path

import numpy as np

DRAWS = 4000


def read(study, by=None):
    """{value of `by`: (λ values, nll[λ, seed])}; λ = 0 included."""
    cells = defaultdict(dict)
    with open(Path(study) / "trials.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["status"] == "done" and row["opponent"] in ("", "zero"):
                key = float(row[by]) if by and row[by] else None
                lam = 0.0 if row["opponent"] == "zero" else float(row["lambda"])
                if by is None or key is not None:
                    cells[key].setdefault(lam, {})[int(row["fold"]), int(row["seed"])] = float(row["nll"])
    tables = {}
    for key, points in sorted(cells.items(), key=lambda item: item[0] or 0):
        full = max(len(v) for v in points.values())
        values = sorted(lam for lam, v in points.items() if len(v) == full)
        tables[key] = values, np.array([[points[lam][c] for c in sorted(points[lam])] for lam in values])
    return tables


def minimum(values, nll):
    """(best λ, its nll); 0 where no λ > 0 is better, infinite where the largest is the best."""
    i = int(np.argmin(nll))
    if values[i] == 0 or (i == 1 and values[0] == 0 and nll[0] <= nll[1]):
        return 0.0, nll[i]
    if i == len(values) - 1:
        return math.inf, nll[i]
    if i == 0 or values[i - 1] == 0:
        return values[i], nll[i]  # the smallest λ > 0: no neighbour below in ln λ
    x = np.log(values[i - 1 : i + 2])
    a, b, c = np.polyfit(x - x[1], nll[i - 1 : i + 2], 2)
    return math.exp(x[1] - b / (2 * a)), c - b * b / (4 * a)


def draws(seeds, count=DRAWS):
    return np.random.default_rng(1).integers(0, seeds, (count, seeds))


def interval(sample):
    return np.quantile(sample, 0.025, method="nearest"), np.quantile(sample, 0.975, method="nearest")


def best(values, nll):
    """Best λ, its nll, the interval of the best λ, and the bootstrap's sample of it."""
    sample = np.array([minimum(values, nll[:, d].mean(1))[0] for d in draws(nll.shape[1])])
    return (*minimum(values, nll.mean(1)), interval(sample), sample)


def figure(x):
    return "at the upper edge" if x == math.inf else "0" if x == 0 else f"{x:.3g}"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("studies", nargs="+")
    options.add_argument("--by")
    chosen = options.parse_args()
    for study in chosen.studies:
        print(f"\n{study}\n\n| {chosen.by or ''} | best λ | 95 % interval | nll there | nll at λ = 0 | exponent b |\n|---|---|---|---|---|---|")
        before = None
        for key, (values, nll) in read(study, chosen.by).items():
            where, lowest, (low, high), sample = best(values, nll)
            exponent = ""
            if before and 0 < before[1] < math.inf and 0 < where < math.inf:
                step = math.log(key / before[0])
                with np.errstate(divide="ignore", invalid="ignore"):
                    lo, hi = interval(np.log(sample / before[2]) / step)
                exponent = f"{math.log(where / before[1]) / step:+.2f} ({lo:+.2f} to {hi:+.2f})"
            zero = f"{nll[0].mean():.4f}" if values[0] == 0 else ""
            print(f"| {key if key is not None else ''} | {figure(where)} | {figure(low)} to {figure(high)} | {lowest:.4f} | {zero} | {exponent} |")
            before = key, where, sample


if __name__ == "__main__":
    main()
