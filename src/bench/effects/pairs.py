"""Predicted and found λ of the pairs in FOLDER: small, and the larger studies of configs/effects/pairs.yaml.

    python pairs.py FOLDER [--isotope ./isotope] [--plot FILE.svg]

The nll between the values of the grid is the polynomial in ln λ through the means of all λ > 0.
"""

import argparse
import json
import subprocess
from pathlib import Path

import numpy as np

from best import best, read

CHANGES = {
    "data-4x": ("data ×4", "--data 4x"),
    "rate-2x": ("learning rate ×2", "--learning-rate 2x"),
    "batch-4x": ("batch ×4", "--batch 4x"),
}


def advice(options, change):
    command = [options.isotope, "advise", str(options.folder.resolve() / "small"), *change.split(), "--json", "--quiet"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def curve(values, nll):
    """The nll as a function of λ."""
    keep = np.array(values) > 0
    x, y = np.log(np.array(values)[keep]), nll.mean(1)[keep]
    inside = np.polynomial.Polynomial.fit(x, y, len(x) - 1)
    return lambda lam: inside(np.log(lam)) if x[0] <= np.log(lam) <= x[-1] else np.nan


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--isotope", default="./isotope")
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    (table,) = read(options.folder / "small").values()
    small, _, (low, high), _ = best(*table)
    print(f"small study: best λ {small:.3g} ({low:.3g} to {high:.3g})\n")
    print("| change | predicted λ (95 %) | rule | found λ (95 %) | found / small | nll lost at the predicted λ | at the small study's λ | at λ = 0 |\n|---|---|---|---|---|---|---|---|")
    curves = {"small": table}
    for name, (title, change) in CHANGES.items():
        if not (options.folder / name / "trials.csv").exists():
            continue
        (table,) = read(options.folder / name).values()
        curves[title] = table
        values, nll = table
        found, lowest, (low, high), _ = best(values, nll)
        told = advice(options, change)
        lost = [curve(values, nll)(lam) - lowest for lam in (told["lambda"], small)]
        lost = ["outside the grid" if np.isnan(x) else f"{max(x, 0):.4f}" for x in lost]
        zero = f"{nll[0].mean() - lowest:.4f}" if values[0] == 0 else ""
        print(f"| {title} | {told['lambda']:.3g} ({told['ci95'][0]:.3g} to {told['ci95'][1]:.3g}) | {told['rule']} | {found:.3g} ({low:.3g} to {high:.3g}) | {found / small:.2f} | {lost[0]} | {lost[1]} | {zero} |")
    if options.plot:
        draw(options.plot, curves)


def draw(file, curves):
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    plt.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "effects", "font.size": 10})
    figure, axes = plt.subplots(figsize=(7, 4))
    for i, (title, (values, nll)) in enumerate(curves.items()):
        keep = np.array(values) > 0
        mean = nll.mean(1) - nll.mean(1).min()
        axes.plot(np.array(values)[keep], mean[keep], marker="os^Dvx"[i], markersize=4, label=title)
    axes.set_xscale("log")
    axes.set_ylim(-0.005, 0.25)
    axes.set_xlabel("λ (decoupled)")
    axes.set_ylabel("held-out nll above the best (nats per token)")
    axes.legend(frameon=False, fontsize=8)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


if __name__ == "__main__":
    main()
