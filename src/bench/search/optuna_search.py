"""Optuna's samplers on the recorded table, beside SearchBench: see README.md.

python optuna_search.py table.json REPETITIONS    (Optuna 5.0.0; GPSampler wants scipy and torch)
"""
import json
import math
import sys

import numpy as np
import optuna

LOW, HIGH = 0.0063, 2.0


class Table:
    """The same curves as RecordedTable.java: Catmull and Rom's cubic interpolation in ln λ."""

    def __init__(self, path):
        with open(path) as file:
            tree = json.load(file)
        self.lambdas = np.array(tree["lambdas"])
        self.curves = np.array(tree["curves"])  # seed, fold, λ
        self.mean = self.curves.mean((0, 1))
        self.zero = float(np.mean(tree["zeros"]))
        shares = np.linspace(0, 1, 4001)
        self.best = min(self.interpolate(self.mean, LOW * (HIGH / LOW) ** s) for s in shares)

    def interpolate(self, curve, value):
        low, high = math.log(self.lambdas[0]), math.log(self.lambdas[-1])
        last = len(self.lambdas) - 1
        at = min(max((math.log(value) - low) / (high - low) * last, 0), last)
        i = min(int(at), last - 1)
        t = at - i
        p1, p2 = curve[i], curve[i + 1]
        p0 = curve[i - 1] if i > 0 else 2 * p1 - p2
        p3 = curve[i + 2] if i + 2 <= last else 2 * p2 - p1
        return p1 + 0.5 * t * (p2 - p0 + t * (2 * p0 - 5 * p1 + 4 * p2 - p3 + t * (3 * (p1 - p2) + p3 - p0)))

    def train(self, value, repetition):
        return float(np.mean([self.interpolate(c, value) for c in self.curves[repetition % len(self.curves)]]))


def search(table, sampler, trials, repetition):
    study = optuna.create_study(sampler=sampler(1000 + repetition))
    study.optimize(lambda t: table.train(t.suggest_float("lambda", LOW, HIGH, log=True), repetition), n_trials=trials)
    return table.interpolate(table.mean, study.best_params["lambda"]) - table.best


def main(path, repetitions):
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    table = Table(path)
    samplers = {
        "optuna tpe": lambda seed: optuna.samplers.TPESampler(seed=seed),
        "optuna tpe, 4 first": lambda seed: optuna.samplers.TPESampler(seed=seed, n_startup_trials=4),
        "optuna gp": lambda seed: optuna.samplers.GPSampler(seed=seed),
        "optuna gp, 4 first": lambda seed: optuna.samplers.GPSampler(seed=seed, n_startup_trials=4),
    }
    print("| recorded | points | mean regret % | median % | 95th % | mean nats | share of nll % |\n|---|---|---|---|---|---|---|")
    for name, sampler in samplers.items():
        for trials in (4, 5, 6, 8, 10, 12):
            nats = np.sort([search(table, sampler, trials, r) for r in range(repetitions)])
            regret = 100 * nats / (table.zero - table.best)
            print(f"| {name} | {trials} | {regret.mean():.2f} | {regret[repetitions // 2]:.2f} | "
                  f"{regret[math.ceil(0.95 * repetitions) - 1]:.2f} | {nats.mean():.4f} | {100 * nats.mean() / table.best:.3f} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
