#!/usr/bin/env python3
"""How much of an ensemble's gain a distilled model keeps: trains everything with ./isotope and writes one table.

    src/bench/distillation/measure.py NAME TEXT MODEL OUT --narrow MODEL [--lambda 0.3] [--epochs 6] …

NAME names the rows, TEXT is a file, MODEL a model section of a config in YAML. OUT receives the runs and NAME.tsv. Four trainings with seeds 1
to 4 are averaged; students learn from that mixture and have seed 1. All are scored on the test split. Run it again, and it goes on where it was.
"""

import argparse
import json
import math
import pathlib
import subprocess
import time

ISOTOPE = pathlib.Path(__file__).resolve().parents[3] / "isotope"
CONFIG = """\
data: {{files: [{text}], documents: blank-line, split: {{validation: 0.05, test: 0.15, seed: 1}}}}
tokenizer: {{kind: bpe, vocabulary: {vocabulary}}}
model: {model}
train: {{epochs: {epochs}, batch: {batch}, seed: 1, evaluate: {{every: 100000}}, checkpoint: {{every: 100000}}, counted: null}}
optimizer: {{kind: adamw, learning_rate: {{peak: {peak}}}, decay: [{{group: vectors, roles: [norm_gain, bias], lambda: 0}}, {{group: rest, lambda: {decay}}}]}}
engine: {{products: java, threads: 1}}
"""


def isotope(*words):
    done = subprocess.run([ISOTOPE, *map(str, words)], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


class Bench:
    def __init__(self, given):
        self.out = pathlib.Path(given.out)
        self.out.mkdir(parents=True, exist_ok=True)
        self.name = given.name
        self.config = self.out / f"{given.name}.yaml"
        self.config.write_text(CONFIG.format(text=pathlib.Path(given.text).resolve(), model=given.model, vocabulary=given.vocabulary, epochs=given.epochs, batch=given.batch, peak=given.peak, decay=given.decay))
        self.table = self.out / f"{given.name}.tsv"
        self.known = {l.split("\t")[1] for l in self.table.read_text().splitlines()} if self.table.exists() else set()

    def train(self, name, teacher=None, **settings):
        run = self.out / f"{self.name}-{name}"
        if name in self.known:
            return run
        begun = time.time()
        words = [w for path, value in settings.items() for w in ("--set", f"{path.replace('__', '.')}={value}")]
        if teacher:
            words += ["--set", "train.teacher=" + json.dumps(teacher)]
        if not (run / "checkpoints/best").exists():
            isotope("train", self.config, "--out", run, "--force", "--quiet", *words)
        self.score(name, run, time.time() - begun)
        return run

    def mix(self, name, runs):
        run = self.out / f"{self.name}-{name}"
        if name not in self.known:
            isotope("mix", *runs, "--weights", "equal", "--out", run, "--force", "--quiet")
            self.score(name, run, 0)
        return run

    def score(self, name, run, seconds):
        begun = time.time()
        e = json.loads(isotope("eval", run, "--split", "test", "--json", "--quiet"))
        row = [self.name, name, f"{e['nll']:.5f}", f"{e['bits_per_byte']:.5f}", f"{seconds:.0f}", f"{time.time() - begun:.1f}"]
        with open(self.table, "a") as file:
            file.write("\t".join(row) + "\n")
        print("\t".join(row), flush=True)


def main():
    parser = argparse.ArgumentParser()
    for word in ("name", "text", "model", "out"):
        parser.add_argument(word)
    parser.add_argument("--lambda", dest="decay", default=0.3, type=float)
    parser.add_argument("--epochs", default=6, type=float)
    parser.add_argument("--batch", default=16, type=int)
    parser.add_argument("--peak", default=3e-3, type=float)
    parser.add_argument("--vocabulary", default=1024, type=int)
    parser.add_argument("--narrow", required=True, help="the model section of the students of width 0.35")
    given = parser.parse_args()
    bench = Bench(given)
    members = [bench.train(f"seed-{seed}", train__seed=seed) for seed in (1, 2, 3, 4)]
    ensemble = bench.mix("ensemble", members)
    widths = {"1": given.model, "0.35": given.narrow}
    bench.train("0.35 alone", model=given.narrow)
    for weight, top in ((0.5, 16), (0.9, 16), (1, 16), (0.5, 64), (0.9, 64), (0.9, 8)):
        for width, model in widths.items():
            bench.train(f"{width} α={weight} K={top}", dict(run=str(ensemble), weight=weight, top=top), model=model)


if __name__ == "__main__":
    main()
