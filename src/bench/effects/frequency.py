"""Norms of embedding rows by token frequency, with and without decay: configs/effects/frequency.yaml, five seeds a form.

    python frequency.py OUT [--isotope ./isotope] [--runs decoupled:0.1 l2:1e-4 …] [--plot FILE.svg]

Trains what is not in OUT yet. Tokens are sorted by their count in the training split and divided into ten classes of equally
many tokens; those that never occur are a class of their own. The figure of a class is the geometric mean over its rows of
‖row‖ with decay / ‖row‖ with λ = 0, same seed.
"""

import argparse
import collections
import csv
import json
import statistics
import struct
import subprocess
from pathlib import Path

import numpy as np

T_FIVE_SEEDS = 2.776  # 97.5 % of Student's t with 4 degrees of freedom
SMALLEST = 1e-3  # ratios below count as this: L2 makes rows without a gradient exactly 0
CONFIG = "configs/effects/frequency.yaml"


def isotope(options, *arguments):
    subprocess.run([options.isotope, *map(str, arguments), "--quiet"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def train(options, form, lam, seed):
    """The run's folder; trained unless it is finished."""
    out = options.out / f"{form}-{lam}-{seed}"
    if not (out / "run.json").exists():
        prefix = "optimizer.decay.embedding"
        isotope(options, "train", options.config, "--out", out, "--force", "--threads", 1, "--set", f"train.seed={seed}",
                "--set", f"{prefix}.form={form}", "--set", f"{prefix}.lambda={lam}")
    return out


def counts(options, run):
    """How often each token id is in the training split."""
    scores = options.out / "train-tokens.tsv"
    if not scores.exists():
        isotope(options, "eval", run, "--split", "train", "--per-token", scores)
    with open(scores, newline="", encoding="utf-8") as file:
        seen = collections.Counter(json.loads(f'"{row[2]}"') for row in list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:])
    tokenizer = json.loads((run / "tokenizer.json").read_text(encoding="utf-8"))
    ids = {token: i for token, i in tokenizer["model"]["vocab"].items()} | {t["content"]: t["id"] for t in tokenizer["added_tokens"]}
    lost = sum(n for token, n in seen.items() if token not in ids)
    if lost:
        raise SystemExit(f"{lost} tokens of {scores} are not in the vocabulary")
    return np.array([seen[token] for token, _ in sorted(ids.items(), key=lambda item: item[1])])


def embedding(run):
    """The last checkpoint's embedding, [V, C]."""
    step = (run / "checkpoints" / "last").read_text().strip()
    data = (run / "checkpoints" / step / "model.safetensors").read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    entry = json.loads(data[8 : 8 + length])["embedding.weight"]
    begin, end = entry["data_offsets"]
    return np.frombuffer(data[8 + length + begin : 8 + length + end], "<f4").reshape(entry["shape"])


def held_out(run):
    last = (run / "metrics.jsonl").read_text().strip().splitlines()[-1]
    return json.loads(last)["validation_nll"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--isotope", default="./isotope")
    parser.add_argument("--config", default=CONFIG)
    parser.add_argument("--runs", nargs="+", required=True)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    seeds = range(1, 6)
    plain = [train(options, "decoupled", 0, s) for s in seeds]
    rows = counts(options, plain[0])
    seen = np.flatnonzero(rows)
    order = seen[np.argsort(rows[seen], kind="stable")]
    classes = [np.flatnonzero(rows == 0), *np.array_split(order, 10)]
    names = [f"{rows[c].min()}–{rows[c].max()}" if rows[c].max() else "never" for c in classes]
    base = [np.linalg.norm(embedding(r), axis=1) for r in plain]
    print("| run | held-out nll | all that occur | " + " | ".join(names) + " |\n|" + "---|" * (len(names) + 3))
    size = [np.mean([n[c].mean() for n in base]) for c in classes]
    print(f"| λ = 0, mean norm | {np.mean([held_out(r) for r in plain]):.4f} | {np.mean([n[seen].mean() for n in base]):.3f} | " + " | ".join(f"{x:.3f}" for x in size) + " |")
    lines = []
    for setting in options.runs:
        form, lam = setting.split(":")
        runs = [train(options, form, lam, s) for s in seeds]
        logs = [np.log(np.maximum(np.linalg.norm(embedding(r), axis=1) / b, SMALLEST)) for r, b in zip(runs, base)]
        table = np.array([[log[c].mean() for c in classes] for log in logs])  # [seed, class]
        whole = np.exp(np.mean([log[seen].mean() for log in logs]))
        mean, error = table.mean(0), table.std(0, ddof=1) / len(table) ** 0.5
        print(f"| {form}, λ = {lam} | {np.mean([held_out(r) for r in runs]):.4f} | {whole:.3f} | " + " | ".join(f"{np.exp(m):.3f} ± {np.exp(m) * e:.3f}" for m, e in zip(mean, error)) + " |")
        trend = [statistics.linear_regression(np.log(rows[seen]), log[seen]).slope for log in logs]
        half = T_FIVE_SEEDS * np.std(trend, ddof=1) / len(trend) ** 0.5
        print(f"  slope of ln ratio over ln count, tokens that occur: {np.mean(trend):+.3f} ± {half:.3f} (95 %)")
        lines.append((setting, np.exp(mean), np.exp(mean) * error))
    if options.plot:
        draw(options.plot, names, lines)


def draw(file, names, lines):
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    plt.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "effects", "font.size": 10})
    figure, axes = plt.subplots(figsize=(7.5, 4))
    for i, (setting, mean, error) in enumerate(lines):
        form, lam = setting.split(":")
        axes.errorbar(range(len(names)), mean, T_FIVE_SEEDS * error, marker="os^D"[i % 4], linestyle="-" if form == "l2" else "--", capsize=3, label=f"{form}, λ = {lam}")
    axes.set_xticks(range(len(names)), names, rotation=35, ha="right")
    axes.axhline(1, color="0.6", linewidth=0.8)
    axes.set_yscale("log")
    axes.set_xlabel("how often the token occurs in the training text (ten classes of equally many tokens)")
    axes.set_ylabel("row norm, relative to λ = 0")
    axes.legend(frameon=False)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


if __name__ == "__main__":
    main()
