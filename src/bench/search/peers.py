"""Other programs' searches on recorded tables, beside PlayBench: see README.md.

python peers.py REPETITIONS TABLE… NAME…    (optuna 5.0.0 with scipy and torch, cma 4.5.0, smac 2.x; what is missing is left out)

NAME is a part of a method's name; without one all are played. Every program sees λ and η as places on the grid, that is, their logarithms. A point costs its folds.
"""
import logging
import sys
import warnings

import recorded


def optuna_search(make):
    def play(game):
        import optuna

        optuna.logging.set_verbosity(optuna.logging.ERROR)
        study = optuna.create_study(sampler=make(optuna.samplers, 1000 + game.seed))
        rows, columns = len(game.board.lambdas), len(game.board.etas)
        while True:
            study.optimize(lambda t: game.train(t.suggest_int("lambda", 0, rows - 1), t.suggest_int("eta", 0, columns - 1)), n_trials=1)

    return play


def cma_es(game):
    import cma

    rows, columns = len(game.board.lambdas), len(game.board.etas)
    while True:  # with a new start where it has converged
        es = cma.CMAEvolutionStrategy([0.5, 0.5], 0.3, {"seed": 1000 + game.seed + 1, "verbose": -9, "bounds": [0, 1], "popsize": 6})
        while not es.stop():
            xs = es.ask()
            es.tell(xs, [game.train(x[0] * (rows - 1), x[1] * (columns - 1)) for x in xs])


def smac(game):
    import tempfile

    from ConfigSpace import ConfigurationSpace
    from smac import HyperparameterOptimizationFacade, Scenario
    from smac.main.exceptions import ConfigurationSpaceExhaustedException

    logging.getLogger("smac").setLevel(logging.ERROR)
    rows, columns = len(game.board.lambdas), len(game.board.etas)
    space = ConfigurationSpace({"lambda": (0, rows - 1), "eta": (0, columns - 1)}, seed=1000 + game.seed)
    def target(config, seed=0):
        try:
            return game.train(config["lambda"], config["eta"])
        except recorded.Over:
            return 100.0

    with tempfile.TemporaryDirectory() as folder:
        scenario = Scenario(space, deterministic=True, n_trials=len(game.board.cells) // 2 + 1, seed=1000 + game.seed, output_directory=folder)
        try:
            HyperparameterOptimizationFacade(scenario, target, overwrite=True, logging_level=False).optimize()
        except ConfigurationSpaceExhaustedException:
            pass


METHODS = {
    "optuna, default": optuna_search(lambda s, seed: s.TPESampler(seed=seed)),
    "optuna tpe, 6 first": optuna_search(lambda s, seed: s.TPESampler(seed=seed, n_startup_trials=6)),
    "optuna gp": optuna_search(lambda s, seed: s.GPSampler(seed=seed)),
    "optuna gp, 6 first": optuna_search(lambda s, seed: s.GPSampler(seed=seed, n_startup_trials=6)),
    "cma-es": cma_es,
    "smac": smac,
}


def main(repetitions, paths, only):
    warnings.simplefilter("ignore")
    boards = [recorded.Board(path) for path in paths]
    print("| mean regret, % of what decay gains, at 0.125 / 0.25 / 0.375 / 0.5 of the grid's cost | all | " + " | ".join(b.name for b in boards) + " |")
    print("|---" * (2 + len(boards)) + "|", flush=True)
    for name, method in METHODS.items():
        if only and not any(word in name for word in only):
            continue
        rows = []
        try:
            for board in boards:
                sums = [0.0] * 4
                for seed in range(repetitions):
                    game = recorded.Play(board, seed)
                    try:
                        method(game)
                    except recorded.Over:
                        pass
                    sums = [s + 100 * r / repetitions for s, r in zip(sums, game.result())]
                rows.append(sums)
        except ImportError as error:
            print(f"| {name} | not installed: {error} |", flush=True)
            continue
        means = [sum(row[i] for row in rows) / len(rows) for i in range(4)]
        print("| " + " | ".join([name] + [" / ".join(f"{v:.1f}" for v in row) for row in [means, *rows]]) + " |", flush=True)


if __name__ == "__main__":
    tables = [a for a in sys.argv[2:] if ".csv" in a]
    main(int(sys.argv[1]), tables, [a for a in sys.argv[2:] if ".csv" not in a])
