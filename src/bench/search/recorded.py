"""Reads recorded tables and plays on them, as RecordedCells.java, Board.java and Play.java do: see README.md."""
import csv
import gzip
import math
import pathlib
import random
import statistics


def read(path):
    """The rows of a table by (lambda, eta, epochs, draw, fold, seed)."""
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt") as file:
        rows = {}
        for row in csv.DictReader(file):
            key = (float(row["lambda"]), float(row["eta"]), int(row["epochs"]), int(row["draw"]), int(row["fold"]), int(row["seed"]))
            rows[key] = {
                "nll": float(row["nll"]),
                "test": float(row["test"]),
                "train": float(row["train"]),
                "seconds": float(row["seconds"]),
                "curve": [float(v) for v in row["curve"].split(";") if v],
            }
    return rows


class Board:
    """The densest lattice of λ × η with all cells of the longest trainings on one draw of folds."""

    def __init__(self, path, draw=1):
        self.name = pathlib.Path(path).name.split(".")[0]
        rows = read(path)
        values = [sorted({key[i] for key in rows}) for i in range(6)]
        epochs, self.folds = values[2][-1], len(values[4])
        most = 0
        for seeds in range(len(values[5]), 0, -1):
            for step_lambda, step_eta in ((1, 1), (2, 1), (1, 2), (2, 2)):
                lambdas, etas = values[0][1:][::step_lambda], values[1][::step_eta]

                def figures(lam, eta):
                    cells = [[rows.get((lam, eta, epochs, draw, f, s + 1)) for f in range(self.folds)] for s in range(seeds)]
                    return None if any(c is None for row in cells for c in row) else [[c["nll"] for c in row] for row in cells]

                cells = {(i, j): figures(l, e) for i, l in enumerate(lambdas) for j, e in enumerate(etas)}
                zeros = [figures(0.0, e) for e in etas]
                if all(c is not None for c in list(cells.values()) + zeros) and len(cells) > most:
                    most = len(cells)
                    self.lambdas, self.etas, self.cells, self.seeds = lambdas, etas, cells, seeds
                    self.truth = {p: mean(c) for p, c in cells.items()}
                    self.zero = min(mean(c) for c in zeros)
                    self.best = min(self.truth.values())
        if most == 0:
            raise SystemExit(f"{path} has no whole lattice")

    def regret(self, point):
        """The share missed of what decay gains; where that is next to nothing, of the best point's lead over the median one."""
        ahead, gain = statistics.median(self.truth.values()) - self.best, self.zero - self.best
        return min(1, (self.truth[point] - self.best) / (gain if gain > 0.1 * ahead else ahead))


def mean(cells):
    flat = [math.inf if math.isnan(v) else v for row in cells for v in row]
    return sum(flat) / len(flat)


class Over(Exception):
    pass


class Play:
    """A search that pays one for each new point and is looked at after a share of the grid's points."""

    SHARES = (0.125, 0.25, 0.375, 0.5)

    def __init__(self, board, seed):
        self.board, self.seed = board, seed
        self.seen, self.regrets, self.asked = {}, [], 0

    def train(self, i, j):
        """The mean over the folds of the point with the i-th λ and the j-th η; a point seen before costs nothing."""
        point = (min(max(int(round(i)), 0), len(self.board.lambdas) - 1), min(max(int(round(j)), 0), len(self.board.etas) - 1))
        self.asked += 1
        if self.asked > 4 * len(self.board.cells):
            raise Over
        if point not in self.seen:
            while len(self.regrets) < 4 and len(self.seen) + 1 > self.SHARES[len(self.regrets)] * len(self.board.cells) + 1e-9:
                self.regrets.append(self.regret())
            if len(self.regrets) == 4:
                raise Over
            nll = mean([self.board.cells[point][self.seed % self.board.seeds]])
            self.seen[point] = nll if math.isfinite(nll) else 1.1 * max([v for v in self.seen.values()] + [math.log(512)])
        return self.seen[point]

    def regret(self):
        return self.board.regret(min(self.seen, key=self.seen.get)) if self.seen else 1.0

    def result(self):
        return self.regrets + [self.regret()] * (4 - len(self.regrets))
