#!/usr/bin/env python3
"""What an hour of random search finds, as a person with a script would search: random_search.py RESULTS OUT NAME TRAINING VALIDATION HELD SEED MINUTES

Draws kind, size, tokenizer, batch, epochs, learning rate, λ and dropout at random, and trains one after another on one thread until MINUTES of processor
time are used; two of these, side by side with two seeds, are an hour on two cores. Each line of RESULTS has the validation figures, by which a person would
choose, and those of HELD, which they would not know: of the network, and of its mixture with the counted model and a cache of n-grams. Text that RESULTS
has is not trained again, so a search goes on where it was stopped. `random_search.py RESULTS` prints what was chosen.
"""
import math
import pathlib
import random
import sys

import measure
from measure import KEY, Bench

FIELDS = ["name", "seed", *KEY, "epochs_done", "parameters", "seconds", "last_bpb", "mix_bpb", "test_bpb", "test_mix_bpb"]
LONGEST = 600  # seconds of one training


def log_uniform(rnd, low, high):
    return math.exp(rnd.uniform(math.log(low), math.log(high)))


def draw(rnd):
    kind = rnd.choices(["lstm", "mlp", "gpt"], [3, 1, 1])[0]
    vocabulary = rnd.choice([1024, 2048, 4096, 8192])
    batch = rnd.choice([128, 256, 512] if kind == "mlp" else [4, 8, 16, 32])
    if kind == "gpt":
        size = f"gpt-{rnd.choice([128, 192, 256, 384])}-{rnd.choice([2, 3, 4, 6])}"
    elif kind == "lstm":
        size = f"lstm-{rnd.choice([64, 96, 128, 192, 256, 384, 512])}-{rnd.choice([1, 1, 2])}"
    else:
        size = f"mlp-{rnd.choice([128, 256, 512, 1024])}"
    decay = 0 if rnd.random() < 0.2 else float(f"{log_uniform(rnd, 0.003, 1):.2g}")
    return {"tokenizer": f"bpe-{vocabulary}", "model": f"{size}/b{batch}", "epochs": f"{log_uniform(rnd, 0.3, 20):.2g}", "eta": f"x{log_uniform(rnd, 0.5, 3):.2g}",
            "lambda": str(decay), "dropout": str(0 if kind == "mlp" else rnd.choice([0, 0.1, 0.2, 0.3]))}


class Search(Bench):
    def __init__(self, results, out, name, seen, validation, held):
        super().__init__(pathlib.Path(out) / "unused.tsv", out, ".")
        self.name = name
        self.seen, self.validation, self.held = (pathlib.Path(each).resolve() for each in (seen, validation, held))
        self.lines = pathlib.Path(results)
        if not self.lines.exists():
            self.lines.write_text("\t".join(FIELDS) + "\n")

    def data(self, text):
        form = {"field": "text"} if self.seen.suffix == ".jsonl" else {"documents": "passage"}
        return {"files": [str(self.seen)], "split": {"validation_files": [str(self.validation)], "test_files": [str(self.held)]}} | form

    def done(self, seed):
        rows = [dict(zip(FIELDS, line.split("\t"))) for line in self.lines.read_text().splitlines()[1:]]
        return [r for r in rows if r["name"] == self.name and r["seed"] == str(seed)]

    def predicted(self, key):
        vocabulary = int(key["tokenizer"].split("-")[1])
        tokens = self.seen.stat().st_size / (2.6 + 0.35 * math.log2(vocabulary / 1024))
        return float(key["epochs"]) * tokens * 6 * (measure.weights(key["model"], vocabulary) + 30000) / 40e9

    def go(self, seed, minutes):
        rnd, done = random.Random(f"{self.name} {seed}"), self.done(seed)
        used, number = sum(float(r["seconds"] or 0) for r in done), 0
        while used < 60 * minutes:
            key = draw(rnd)
            if self.predicted(key) > LONGEST:
                continue
            number += 1
            if number <= len(done):
                continue
            row = self.train({"text": f"{self.name}@{self.seen.stat().st_size // 1000}"} | key) | {"name": self.name, "seed": seed}
            with self.lines.open("a") as f:
                f.write("\t".join(str(row.get(n, "")) for n in FIELDS) + "\n")
            used += float(row.get("seconds", 60))
            print(f"{used / 60:5.1f} min", *[row.get(n, "") for n in FIELDS], flush=True)


def chosen(results):
    rows = [dict(zip(FIELDS, line.split("\t"))) for line in pathlib.Path(results).read_text().splitlines()[1:]]
    print("| text | trainings | minutes of a processor | best network | held out | best mixture | held out |\n|---|---|---|---|---|---|---|")
    for name in dict.fromkeys(r["name"] for r in rows):
        own = [r for r in rows if r["name"] == name and r["mix_bpb"]]
        network, mixture = (min(own, key=lambda r: float(r[by])) for by in ("last_bpb", "mix_bpb"))
        what = lambda r: f"{r['model']}, {r['tokenizer']}, {r['epochs']} epochs, η {r['eta']}, λ {r['lambda']}, dropout {r['dropout']}"
        print(f"| {name} | {len(own)} | {sum(float(r['seconds']) for r in own) / 60:.0f} | {what(network)} | {float(network['test_bpb']):.3f} | {what(mixture)} | {float(mixture['test_mix_bpb']):.3f} |")


if len(sys.argv) == 2:
    chosen(sys.argv[1])
else:
    results, out, name, seen, validation, held, seed, minutes = sys.argv[1:]
    Search(results, out, name, seen, validation, held).go(int(seed), float(minutes))
