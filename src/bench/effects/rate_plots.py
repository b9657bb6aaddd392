"""Two pictures of λ over the learning rate: the curves of each study, and where their minima lie.

    python rate_plots.py CURVES.svg BEST.svg "TITLE=STUDY:eta" …          by default λ > 0 only

The second picture leaves out learning rates at which λ = 0 is the best. Bars: 95 % by a bootstrap over seeds.
"""

import math
import sys

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
import numpy as np

from best import best, read

plt.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "effects", "font.size": 10})
FACTOR_BASE = 4e-3  # what a learning-rate factor multiplies in scale-invariant.yaml


def curves(file, studies):
    figure, axes = plt.subplots(1, len(studies), figsize=(3.6 * len(studies), 3.5), squeeze=False)
    for panel, (title, tables) in zip(axes[0], studies):
        for i, (eta, (values, nll)) in enumerate(tables.items()):
            keep = np.array(values) > 0
            mean, error = nll.mean(1)[keep], nll.std(1, ddof=1)[keep] / nll.shape[1] ** 0.5
            panel.errorbar(np.array(values)[keep], mean - nll.mean(1).min(), error, marker="os^"[i % 3], markersize=4, capsize=2, label=f"η = {eta:.3g}")
        panel.set_xscale("log")
        panel.set_title(title, fontsize=10)
        panel.set_xlabel("λ (decoupled)")
        panel.legend(frameon=False, fontsize=8)
    axes[0][0].set_ylabel("held-out nll above the best\nof the same η (nats per token)")
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


def minima(file, studies):
    figure, axes = plt.subplots(1, 2, figsize=(9, 4))
    for i, (title, tables) in enumerate(studies):
        found = [(eta, *best(*table)) for eta, table in tables.items()]
        inside = [(eta, lam, interval) for eta, lam, _, interval, _ in found if 0 < lam < math.inf]
        for panel, power in zip(axes, (0, 1)):
            x = np.array([eta for eta, _, _ in inside])
            y = np.array([lam for _, lam, _ in inside])
            bars = np.array([[y[j] - max(low, y[j] / 10), min(high, y[j] * 10) - y[j]] for j, (_, _, (low, high)) in enumerate(inside)]).T
            panel.errorbar(x, y * x**power, np.maximum(bars, 0) * x**power, marker="osD^"[i % 4], capsize=3, label=title)
    x = np.array([1e-3, 6.4e-2])
    axes[0].plot(x, 8e-4 / x, color="0.6", linestyle=":", label="λ ∝ 1/η")
    axes[1].plot(x, 8e-4 + 0 * x, color="0.6", linestyle=":", label="λ stays")
    for panel, name in zip(axes, ("best λ, decoupled", "best λ, independent (= η · λ decoupled)")):
        panel.set_xscale("log")
        panel.set_yscale("log")
        panel.set_xlabel("peak learning rate η")
        panel.set_ylabel(name)
        panel.legend(frameon=False, fontsize=8)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


def main():
    studies = []
    for argument in sys.argv[3:]:
        title, place = argument.split("=", 1)
        study, by = place.rsplit(":", 1)
        tables = read(study, by)
        if by == "factor":
            tables = {key * FACTOR_BASE: table for key, table in tables.items()}
        studies.append((title, tables))
    curves(sys.argv[1], studies)
    minima(sys.argv[2], studies)


if __name__ == "__main__":
    main()
