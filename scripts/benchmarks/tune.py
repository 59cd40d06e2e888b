"""A search of 30 trials of LightGBM: Carnet's `tune`, and Optuna with the Python package, on the same rows.

    tune.py FILE SEED THREADS

The rows are as many as a fifth of the applications. Both sides search the same space by TPE on five stratified folds and
prune by the median. Trials differ, so that their number of trees is fixed and each run has another seed; folds of trials
are counted beside the time. The second runs as a process of its own, and prints its seconds.
"""

import json
import sys
import time

FOLDS, TRIALS, TREES = 5, 30, 100


def task(file, seed, answer):
    """The time is that of the search alone."""
    return (f'seed {seed}\nloaded = load "{file}", target: bad\n'
            f"result = loaded | tune lightgbm(n_estimators: {TREES}, learning_rate: log 0.02..0.3, num_leaves: 8..64, "
            f"min_child_samples: 10..100, colsample_bytree: 0.5..1.0), trials: {TRIALS}, folds: {FOLDS}\n"
            f'result | agg {{ best = max(auc), folds = sum(folds) }} | export "{answer}"\n'), [3]


def main(file, seed, threads):
    import lightgbm
    import numpy as np
    import optuna
    import polars as pl
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import StratifiedKFold
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    frame = pl.read_parquet(file)
    y, x = frame["bad"].to_numpy(), frame.drop("bad").fill_null(np.nan).to_numpy()
    parts = list(StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(x, y))
    done = 0

    def objective(trial):
        nonlocal done
        model = lightgbm.LGBMClassifier(
            n_estimators=TREES, n_jobs=threads, verbosity=-1, random_state=seed,
            learning_rate=trial.suggest_float("learning_rate", 0.02, 0.3, log=True),
            num_leaves=trial.suggest_int("num_leaves", 8, 64),
            min_child_samples=trial.suggest_int("min_child_samples", 10, 100),
            colsample_bytree=trial.suggest_float("colsample_bytree", 0.5, 1.0))
        areas = []
        for fold, (train, test) in enumerate(parts):
            model.fit(x[train], y[train])
            areas.append(roc_auc_score(y[test], model.predict_proba(x[test])[:, 1]))
            done += 1
            trial.report(float(np.mean(areas)), fold)
            if fold + 1 < FOLDS and trial.should_prune():
                raise optuna.TrialPruned()
        return float(np.mean(areas))

    study = optuna.create_study(
        direction="maximize", sampler=optuna.samplers.TPESampler(seed=seed), pruner=optuna.pruners.MedianPruner())
    start = time.perf_counter()
    study.optimize(objective, n_trials=TRIALS)
    print(json.dumps({"seconds": time.perf_counter() - start, "best": study.best_value, "folds": done}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
