#!/usr/bin/env python3
"""Validation bits per byte of small trainings over learning rates and λ.

    measure.py ISOTOPE RESULTS OUT TEXT:MODEL:EPOCHS:ETA[,ETA…][:LAMBDA[,LAMBDA…]] …

ISOTOPE is the launcher, RESULTS a TSV that grows by one line a training (a training that stands there is not repeated), OUT
a folder for the runs, which are removed again. TEXT is a corpus of the catalogue, of which 300 kB are taken, or as many kB
as stand after an @ (wordnet@150). MODEL is a name below. Without LAMBDA the
config says nothing of decay.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import time

MODELS = {
    "mlp-s": ("{kind: mlp, context: 4, embedding: 32, hidden: [128]}", 256),
    "mlp-l": ("{kind: mlp, context: 4, embedding: 64, hidden: [256]}", 256),
    "lstm-s": ("{kind: lstm, layers: 1, width: 48, embedding: 48, context: 32}", 16),
    "lstm-l": ("{kind: lstm, layers: 1, width: 128, embedding: 128, context: 32}", 16),
    "gpt-s": ("{kind: gpt, layers: 2, heads: 3, width: 48, context: 32}", 16),
    "gpt-l": ("{kind: gpt, layers: 2, heads: 3, width: 96, context: 32}", 16),
}
HEADER = "text model epochs eta lambda steps parameters train_nll last_bpb best_bpb kappa seconds".split()
EVALUATIONS = 5


def config(text, model, epochs, more=""):
    spec, batch = MODELS[model]
    corpus, _, kilobytes = text.partition("@")
    return (f"data: {{corpus: {corpus}, limit: {{bytes: {kilobytes or 300}e3}}}}\n"
            "tokenizer: {kind: bpe, vocabulary: 1024}\n"
            f"model: {spec}\n"
            f"train: {{epochs: {epochs}, batch: {batch}, shards: 1{more}}}\n")


def isotope(program, *arguments):
    done = subprocess.run(["nice", "-n", "15", program, *map(str, arguments), "--json", "--quiet"],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode not in (0, 5):
        sys.exit(f"{' '.join(map(str, arguments))}\n{done.stdout}\n{done.stderr}")
    return json.loads(done.stdout) if done.returncode == 0 else None


def bits(run, score):
    """Bits per byte of the lowest and of the last validation in metrics.jsonl, by the rate of the run's own result."""
    nats = [p["validation_nll"] for p in map(json.loads, (run / "metrics.jsonl").open()) if p.get("validation_nll") is not None]
    rate = score["bits_per_byte"] / score["nll"]
    return nats[-1] * rate, min(nats) * rate


def train(program, out, key, steps):
    text, model, epochs, eta, decay = key
    out.mkdir(parents=True, exist_ok=True)
    file, run = out / "run.yaml", out / "run"
    every = max(1, -(-steps // EVALUATIONS))
    file.write_text(config(text, model, epochs, f", evaluate: {{every: {every}}}, checkpoint: {{every: {every}}}"))
    settings = [] if eta == "default" else ["--set", f"optimizer.learning_rate.peak={eta}"]
    if decay != "default":
        settings += ["--set", f"optimizer.decay=[{{group: gains, roles: [norm_gain, bias], lambda: 0}}, {{group: rest, lambda: {decay}}}]"]
    shutil.rmtree(run, ignore_errors=True)
    begun = time.time()
    result = isotope(program, "train", file, "--out", run, "--threads", 1, *settings)
    seconds = time.time() - begun
    if result is None:
        return [steps, "", "", "diverged", "diverged", "", f"{seconds:.1f}"]
    last, best = bits(run, result["validation"])
    kappa = max(g["exposure"] for g in result["decay"])
    shutil.rmtree(run)
    return [steps, result["parameters"], f"{result['train_nll']:.4f}", f"{last:.4f}", f"{best:.4f}", f"{kappa:.3f}", f"{seconds:.1f}"]


def main(program, results, out, *cells):
    results, out = pathlib.Path(results), pathlib.Path(out)
    if not results.exists():
        results.write_text("\t".join(HEADER) + "\n")
    done = {tuple(line.split("\t")[:5]) for line in results.read_text().splitlines()[1:]}
    for cell in cells:
        text, model, epochs, etas, *decays = cell.split(":")
        steps = None
        for eta in etas.split(","):
            for decay in decays[0].split(",") if decays else ["default"]:
                key = (text, model, epochs, eta, decay)
                if key in done:
                    continue
                if steps is None:
                    out.mkdir(parents=True, exist_ok=True)
                    file = out / "run.yaml"
                    file.write_text(config(text, model, epochs))
                    steps = isotope(program, "explain", file)["steps"]
                line = "\t".join(map(str, [*key, *train(program, out, key, steps)]))
                with results.open("a") as f:
                    f.write(line + "\n")
                print(line, flush=True)


main(*sys.argv[1:])
