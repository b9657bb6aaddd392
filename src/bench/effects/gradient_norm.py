"""The norm of the gradient over a training, AdamW against AdamC: configs/effects/gradient-norm.yaml, five seeds each.

    python gradient_norm.py OUT [--isotope ./isotope] [--lambda 0.5] [--steps 6000] [--plot FILE.svg]

Trains what is not in OUT yet. The figure of a phase of the run is the median of the measured norms in it, because a
single batch can have a gradient of many times the usual norm.
"""

import argparse
import json
import subprocess
from pathlib import Path

import numpy as np

CONFIG = "configs/effects/gradient-norm.yaml"
SEEDS = range(1, 6)
T_FIVE_SEEDS = 2.776  # 97.5 % of Student's t with 4 degrees of freedom
FORMS = {"decoupled": "AdamW (decoupled)", "corrected": "AdamC (corrected)"}
PHASES = 20
MIDDLE, END = slice(4, 10), slice(18, 20)  # 20–50 % and 90–100 % of the run


def train(options, form, seed):
    out = options.out / f"{form}-{options.strength}-{options.steps}-{seed}"
    if not (out / "run.json").exists():
        sets = {"train.seed": seed, "train.steps": options.steps, "optimizer.decay.normalized.form": form,
                "optimizer.decay.normalized.lambda": options.strength, "optimizer.decay.head.lambda": options.strength}
        command = [options.isotope, "train", options.config, "--out", out, "--force", "--threads", 1, "--quiet"]
        for path, value in sets.items():
            command += ["--set", f"{path}={value}"]
        subprocess.run([str(c) for c in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return out


def phases(run, steps):
    """Median in each phase: {figure: [PHASES]}, and the last held-out nll."""
    lines = [json.loads(line) for line in (run / "metrics.jsonl").read_text().splitlines()]
    measured = [line for line in lines if line["groups"]["normalized"].get("gradient_norm") is not None]
    phase = np.array([min(PHASES - 1, PHASES * line["step"] // steps) for line in measured])
    read = {
        "gradient": lambda line: line["groups"]["normalized"]["gradient_norm"],
        "whole": lambda line: line["gradient_norm"],
        "weights": lambda line: line["groups"]["normalized"]["weight_norm"],
    }
    figures = {name: np.array([f(line) for line in measured]) for name, f in read.items()}
    return {n: np.array([np.median(v[phase == p]) for p in range(PHASES)]) for n, v in figures.items()}, lines[-1]["validation_nll"]


def half(sample):
    return T_FIVE_SEEDS * np.std(sample, ddof=1) / len(sample) ** 0.5


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--isotope", default="./isotope")
    parser.add_argument("--config", default=CONFIG)
    parser.add_argument("--lambda", dest="strength", default="0.5")
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--seeds", type=int, default=len(SEEDS))
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    print("| form | held-out nll | gradient norm, 20–50 % of the run | last 10 % | end / middle | weight norm, middle | end |\n|---|---|---|---|---|---|---|")
    curves = {}
    for form, title in FORMS.items():
        runs = [phases(train(options, form, s), options.steps) for s in SEEDS[: options.seeds]]
        nll = np.array([r[1] for r in runs])
        gradient, weights = (np.array([r[0][name] for r in runs]) for name in ("gradient", "weights"))
        curves[title] = {name: np.array([r[0][name] for r in runs]) for name in ("gradient", "weights")}
        middle, end = gradient[:, MIDDLE].mean(1), gradient[:, END].mean(1)
        ratio = end / middle
        print(f"| {title} | {nll.mean():.4f} ± {half(nll):.4f} | {middle.mean():.3f} ± {half(middle):.3f} | {end.mean():.3f} ± {half(end):.3f} | {ratio.mean():.2f} ± {half(ratio):.2f} | {weights[:, MIDDLE].mean():.2f} | {weights[:, END].mean():.2f} |")
    if options.plot:
        draw(options.plot, curves)


def draw(file, curves):
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    plt.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "effects", "font.size": 10})
    figure, axes = plt.subplots(1, 2, figsize=(9, 3.8))
    x = (np.arange(PHASES) + 0.5) / PHASES * 100
    for i, (title, figures) in enumerate(curves.items()):
        for panel, name in zip(axes, ("gradient", "weights")):
            mean, error = figures[name].mean(0), T_FIVE_SEEDS * figures[name].std(0, ddof=1) / len(figures[name]) ** 0.5
            panel.plot(x, mean, marker="os"[i], markersize=3, linestyle=("--", "-")[i], label=title)
            panel.fill_between(x, mean - error, mean + error, alpha=0.2)
    for panel, label in zip(axes, ("norm of the gradient", "norm of the weights")):
        panel.set_xlabel("share of the training done (%)")
        panel.set_ylabel(label + "\n(embedding, attention and feed-forward)")
        panel.set_ylim(bottom=0)
        panel.legend(frameon=False)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


if __name__ == "__main__":
    main()
