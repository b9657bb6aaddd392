"""What an extrapolated learning curve says of the end of a training, on recorded tables: see README.md.

python extrapolation.py TABLE…    (numpy, scipy)

Each point is judged by one fold, after some of its epochs. 'learned' predicts the rest of a curve by a linear model of the curve so
far, λ and η, fitted to the tables of the other texts and kinds.
"""
import sys

import numpy as np
import recorded
from scipy.optimize import least_squares
from scipy.stats import spearmanr

UNIFORM = float(np.log(512))


def cells(board):
    """(λ's place, η's place, curve, final nll) of every cell, by seed and fold."""
    for seed in range(board.seeds):
        for fold in range(board.folds):
            yield [(i, j, *board.curves[i, j][seed][fold]) for i in range(len(board.lambdas)) for j in range(len(board.etas))]


def power_law(curve):
    """a + b·t^−c, at the last epoch."""
    t = np.arange(1, len(curve) + 1)
    fit = least_squares(lambda x: x[0] + x[1] * t ** -np.exp(x[2]) - curve, [curve[-1] - 0.1, curve[0] - curve[-1] + 0.1, 0.0])
    return fit.x[0] + fit.x[1] * 8.0 ** -np.exp(fit.x[2])


def features(i, j, curve, rows, columns):
    a, b = i / (rows - 1) - 0.5, j / (columns - 1) - 0.5
    last, step = curve[-1], curve[-1] - curve[-2]
    before = curve[-2] - curve[-3] if len(curve) > 2 else step
    return [1, a, b, a * a, b * b, a * b, last, step, before, a * last, b * last, a * step, b * step]


def learn(boards, epoch):
    x, y = [], []
    for board in boards:
        for fold in cells(board):
            for i, j, curve, final in fold:
                if len(curve) == 8 and np.isfinite(final):
                    x.append(features(i, j, curve[:epoch], len(board.lambdas), len(board.etas)))
                    y.append(final - curve[epoch - 1])
    x, y = np.array(x), np.array(y)
    return np.linalg.solve(x.T @ x + 1e-3 * np.eye(x.shape[1]), x.T @ y)


def main(paths):
    boards = [recorded.Board(path) for path in paths]
    for path, board in zip(paths, boards):
        rows = recorded.read(path)
        last = max(key[2] for key in rows)
        board.curves = {
            (i, j): [[(row["curve"], row["nll"]) for row in (rows[lam, eta, last, 1, f, s + 1] for f in range(board.folds))] for s in range(board.seeds)]
            for i, lam in enumerate(board.lambdas)
            for j, eta in enumerate(board.etas)
        }
    print("| choosing by one fold | " + " | ".join(b.name for b in boards) + " |\n" + "|---" * (1 + len(boards)) + "|")
    for epoch in (2, 4, 6):
        ways = {"value": lambda b, i, j, c: c[-1], "straight on": lambda b, i, j, c: c[-1] + (8 - len(c)) * (c[-1] - c[-2])}
        if epoch > 2:
            ways["power law"] = lambda b, i, j, c: power_law(np.array(c))
        models = {b.name: learn([o for o in boards if o.name.split("-")[0] != b.name.split("-")[0] and o.name.split("-")[1] != b.name.split("-")[1]], epoch) for b in boards}
        ways["learned"] = lambda b, i, j, c: c[-1] + float(np.dot(models[b.name], features(i, j, c, len(b.lambdas), len(b.etas))))
        for name, way in ways.items():
            out = []
            for board in boards:
                correlations, regrets = [], []
                truth = [board.truth[i, j] for i in range(len(board.lambdas)) for j in range(len(board.etas))]
                for fold in cells(board):
                    early = [way(board, i, j, c[:epoch]) if len(c) >= epoch else 100.0 for i, j, c, _ in fold]
                    correlations.append(spearmanr(early, np.minimum(truth, 100)).statistic)
                    i, j, *_ = fold[int(np.argmin(early))]
                    regrets.append(100 * board.regret((i, j)))
                out.append(f"{np.mean(correlations):.3f}, {np.mean(regrets):.0f} %")
            print(f"| {name} after {epoch} of 8 epochs | " + " | ".join(out) + " |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
