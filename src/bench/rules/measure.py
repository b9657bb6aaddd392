#!/usr/bin/env python3
"""Held-out bits per byte of one training after another: of which kind, size, epochs, tokenizer, learning rate, λ and dropout should a model be?

    measure.py RESULTS OUT [--texts FOLDER] TEXT@kB:TOKENIZER:MODEL:EPOCHS[:ETA[:LAMBDA[:DROPOUT]]] …

Run it from the project's root, after `mvn -q -Dskip.checks process-classes`, with a JDK 25 as JAVA_HOME. RESULTS is a TSV that grows by one
line a training (a training that stands there is not repeated), OUT a folder for configs. In every part of a training commas separate alternatives: all combinations are trained.

    TEXT       a corpus of the catalogue, or a file in FOLDER, such as NAME.txt or NAME.jsonl; of it whole documents of so many kB are taken, a tenth is held out, of 10 MB and more a fiftieth
    TOKENIZER  byte, char, bpe-1024, unigram-1024
    MODEL      lstm-WIDTH[-LAYERS], gpt-WIDTH[-LAYERS], mlp-WIDTH; /b16, /c32 and /s2 after it set batch, context and the training's seed
    EPOCHS     a number; or 20s: as many as 20 seconds of one thread allow, by the speed of earlier lines
    ETA        a learning rate; or x2: twice the default of that model

`mix_bpb` is of the linear mixture of the training with a counted model of the same tokens (of order 5; 10 for bytes and characters) and a
cache of n-grams of 5,000 tokens, with weights by EM on the held-out text, which are eleven numbers. `seconds` are those of the training thread's
processor, evaluations included, without the compiler's threads.
"""
import itertools
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time

KEY = "text tokenizer model epochs eta lambda dropout".split()
HEADER = KEY + "epochs_done steps tokens parameters seconds train_nll last_bpb best_bpb best_epoch counted_bpb mix_bpb mix_weights cache".split()
HERE = pathlib.Path(__file__).parent
EVALUATIONS = 5
CACHE = "ngram 5000"  # of the mixture, as RulesBench has it
GUESS = 45e9  # FLOP/s of one thread, before there is a line of that model


def option(spec, letter, standard):
    found = re.search(rf"/{letter}(\d+)", spec)
    return int(found[1]) if found else standard


def model(spec, dropout):
    kind, width, *layers = spec.split("/")[0].split("-")
    width, layers, rate = int(width), int(layers[0]) if layers else 1, float(dropout)
    if kind == "mlp":
        return {"kind": "mlp", "context": option(spec, "c", 4), "embedding": max(32, width // 4), "hidden": [width]}, option(spec, "b", 256)
    if kind == "gpt":
        gpt = {"kind": "gpt", "layers": layers, "heads": max(1, width // 32), "width": width, "context": option(spec, "c", 64)}
        return gpt | ({"dropout": rate} if rate else {}), option(spec, "b", 16)
    lstm = {"kind": "lstm", "layers": layers, "width": width, "embedding": width, "context": option(spec, "c", 32)}
    return lstm | ({"dropout": {"input": rate, "hidden": rate, "output": rate}} if rate else {}), option(spec, "b", 16)


def weights(spec, vocabulary):
    """Without the embedding, which is looked up."""
    kind, width, *layers = spec.split("/")[0].split("-")
    width, layers = int(width), int(layers[0]) if layers else 1
    if kind == "mlp":
        return 4 * max(32, width // 4) * width + width * vocabulary
    return layers * (12 if kind == "gpt" else 8) * width * width + width * vocabulary


def tokenizer(spec):
    kind, _, vocabulary = spec.partition("-")
    return {"kind": kind} | ({"vocabulary": int(vocabulary)} if vocabulary else {})


def order(spec):
    return 10 if spec in ("byte", "char") else 5


class Bench:
    def __init__(self, results, out, texts):
        self.results, self.out, self.texts = pathlib.Path(results), pathlib.Path(out), texts
        self.out.mkdir(parents=True, exist_ok=True)
        if not self.results.exists():
            self.results.write_text("\t".join(HEADER) + "\n")
        self.rows = [dict(zip(HEADER, line.split("\t"))) for line in self.results.read_text().splitlines()[1:]]
        java = pathlib.Path(os.environ.get("JAVA_HOME", ""), "bin", "java")
        classes = "target/classes:" + pathlib.Path("target/classpath").read_text().strip()
        command = ["nice", "-n", "10", java, "-Xmx1500m", "--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-cp", classes, HERE / "RulesBench.java"]
        self.java = subprocess.Popen(list(map(str, command)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=sys.stderr, text=True)

    def data(self, text):
        name, _, kilobytes = text.partition("@")
        source = {"files": [str(pathlib.Path(self.texts, name).resolve())]} if "." in name else {"corpus": name}
        source |= {"field": "text"} if name.endswith(".jsonl") else {"documents": "passage"} if name.endswith(".txt") and float(kilobytes) >= 200 else {}
        return source | {"limit": {"bytes": int(float(kilobytes) * 1000)}, "split": {"validation": 0.1 if float(kilobytes) < 10_000 else 0.02, "test": 0}}

    def ask(self, config, text, words):
        file = self.out / "run.json"
        file.with_suffix(".yaml").write_text(json.dumps(config))
        self.java.stdin.write(f"{file.with_suffix('.yaml').resolve()} {text}/{words} {order(words)}\n")
        self.java.stdin.flush()
        line = " "
        while line and not line.startswith("{"):  # warnings come before it
            line = self.java.stdout.readline()
        if not line:
            sys.exit(f"RulesBench ended at {json.dumps(config)}")
        return json.loads(line)

    def epochs(self, key):
        """How many the seconds allow, or those that are asked for."""
        asked = key["epochs"]
        if not asked.endswith("s"):
            return float(asked)
        bytes_ = 900 * float(key["text"].split("@")[1])
        tokens = bytes_ / {"byte": 1, "char": 1}.get(key["tokenizer"], 3)
        known = [float(r["tokens"]) for r in self.rows if r["text"] == key["text"] and r["tokenizer"] == key["tokenizer"] and r["tokens"]]
        tokens = known[-1] if known else tokens
        speeds = [float(r["seconds"]) / (float(r["epochs_done"]) * float(r["tokens"])) for r in self.rows
                  if r["model"] == key["model"] and r["tokenizer"] == key["tokenizer"] and (float(r["dropout"]) > 0) == (float(key["dropout"]) > 0) and r["seconds"]]
        vocabulary = {"byte": 257, "char": 300}.get(key["tokenizer"]) or int(key["tokenizer"].split("-")[1])
        per_token = statistics.median(speeds[-3:]) if speeds else 6 * (weights(key["model"], vocabulary) + 30000) / GUESS
        return float(f"{float(asked[:-1]) / (per_token * tokens):.2g}"), tokens

    def train(self, key):
        spec, batch = model(key["model"], key["dropout"])
        asked = self.epochs(key)
        epochs, tokens = asked if isinstance(asked, tuple) else (asked, 300 * float(key["text"].split("@")[1]))
        predicted = batch * (spec["context"] if spec["kind"] != "mlp" else 1)
        evaluations = 1 if epochs < 2 else EVALUATIONS
        every = int(epochs * tokens / predicted / evaluations) + 1
        config = {"engine": {"products": "java"}, "data": self.data(key["text"]), "tokenizer": tokenizer(key["tokenizer"]), "model": spec,
                  "train": {"epochs": epochs, "batch": batch, "shards": 1, "seed": option(key["model"], "s", 1), "evaluate": {"every": every}}, "optimizer": {}}
        if key["lambda"] != "default":
            gains = ["norm_gain", "bias"] if spec["kind"] == "gpt" else ["bias"]
            config["optimizer"]["decay"] = [{"group": "gains", "roles": gains, "lambda": 0}, {"group": "rest", "lambda": float(key["lambda"])}]
        if key["eta"].startswith("x"):
            config["optimizer"]["learning_rate"] = {"peak": float(f"{float(key['eta'][1:]) * self.default_peak(spec):.3g}")}
        elif key["eta"] != "default":
            config["optimizer"]["learning_rate"] = {"peak": float(key["eta"])}
        result = self.ask(config, key["text"], key["tokenizer"])
        if "diverged" in result:
            return key | {"epochs_done": epochs, "last_bpb": "diverged"}
        rounded = {k: f"{v:.4f}" if isinstance(v, float) else v for k, v in result.items()}
        return key | {"epochs_done": epochs} | {k: v for k, v in rounded.items() if k not in ("vocabulary", "weights")} | {"mix_weights": " ".join(f"{w:.2f}" for w in result["weights"]), "cache": CACHE}

    @staticmethod
    def default_peak(spec):
        width = spec["width"] if "width" in spec else spec["hidden"][0]
        return float(f"{min((0.5 if spec['kind'] == 'gpt' else 2) / width, 0.02):.2g}")

    def all(self, queue):
        done = {tuple(r[k] for k in KEY) for r in self.rows if r.get("cache", CACHE) == CACHE}
        for entry in queue:
            given = entry.split(":")
            parts = given + ["default", "default", "0"][len(given) - 4:]
            for values in itertools.product(*[p.split(",") for p in parts]):
                key = dict(zip(KEY, values))
                if values in done:
                    continue
                begun = time.time()
                row = self.train(key)
                with self.results.open("a") as f:
                    f.write("\t".join(str(row.get(name, "")) for name in HEADER) + "\n")
                self.rows.append({name: str(row.get(name, "")) for name in HEADER})
                print(f"{time.time() - begun:5.1f} s", *[row.get(n, "") for n in KEY], "→", *[f"{n} {row.get(n, '')}" for n in ("epochs_done", "seconds", "last_bpb", "best_bpb", "counted_bpb", "mix_bpb")], flush=True)


def main(results, out, *queue):
    texts = "."
    if queue and queue[0] == "--texts":
        texts, queue = queue[1], queue[2:]
    if queue and queue[0].startswith("@"):
        queue = [line.split("#")[0].strip() for line in open(queue[0][1:]) if line.split("#")[0].strip()]
    Bench(results, out, texts).all(queue)


if __name__ == "__main__":
    main(*sys.argv[1:])
