"""Times 30 trials of LightGBM by Carnet's `tune` and by Optuna with the Python package, in one run on the same rows.

    tune.py CARNET [ROWS] [THREADS]

CARNET is the program, built for release, with CARNET_LIGHTGBM set where the library is not installed. The rows are drawn
here: 50 numbers with gaps and a rare target, as many as a fifth of the applications. Both sides read the same CSV file,
search the same space by TPE on five stratified folds, and prune by the median. Trials differ, so their number of trees
is fixed and each side runs with three seeds; what is compared is the median time for a fold of a trial.
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time

import lightgbm
import numpy as np
import optuna
import pandas as pd
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

carnet = sys.argv[1]
rows = int(sys.argv[2]) if len(sys.argv) > 2 else 61501
threads = int(sys.argv[3]) if len(sys.argv) > 3 else 2
optuna.logging.set_verbosity(optuna.logging.WARNING)
FOLDS, TRIALS, TREES, SEEDS = 5, 30, 100, (1, 2, 3)


def table():
    rng = np.random.default_rng(4)
    x = rng.normal(size=(rows, 50))
    x[:, 10:30] = np.round(x[:, 10:30], 1)
    risk = x[:, 0] + 0.7 * x[:, 1] * x[:, 2] + 0.5 * np.abs(x[:, 3]) + 0.3 * x[:, 12] + rng.normal(size=rows) * 2
    x[rng.random(x.shape) < 0.1] = np.nan
    return pd.DataFrame(x, columns=[f"f{i}" for i in range(50)]).assign(
        TARGET=(risk > np.quantile(risk, 0.92)).astype(int))


def with_optuna(path, seed):
    data = pd.read_csv(path)
    x, y = data.drop(columns="TARGET"), data.TARGET.to_numpy()
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
            model.fit(x.iloc[train], y[train])
            areas.append(roc_auc_score(y[test], model.predict_proba(x.iloc[test])[:, 1]))
            done += 1
            trial.report(float(np.mean(areas)), fold)
            if fold + 1 < FOLDS and trial.should_prune():
                raise optuna.TrialPruned()
        return float(np.mean(areas))

    study = optuna.create_study(
        direction="maximize", sampler=optuna.samplers.TPESampler(seed=seed), pruner=optuna.pruners.MedianPruner())
    study.optimize(objective, n_trials=TRIALS)
    return study.best_value, done


def with_carnet(path, seed):
    script = f"""seed {seed}
t = load "{path}" | tune lightgbm(n_estimators: {TREES}, learning_rate: log 0.02..0.3, num_leaves: 8..64, \
min_child_samples: 10..100, colsample_bytree: 0.5..1.0), target: TARGET, trials: {TRIALS}, folds: {FOLDS}
t | agg {{ best = max(auc), done = sum(folds) }} | export "{path}.out.csv"
"""
    with open(f"{path}.carnet", "w") as file:
        file.write(script)
    subprocess.run(
        [carnet, "run", f"{path}.carnet", "--threads", str(threads)], check=True, capture_output=True)
    out = pd.read_csv(f"{path}.out.csv")
    os.remove(f"{path}.out.csv")
    return float(out.best[0]), int(out.done[0])


def timed(work, *arguments):
    start = time.perf_counter()
    best, done = work(*arguments)
    seconds = time.perf_counter() - start
    print(f"{work.__name__:12} seed {arguments[1]}  best auc {best:.5f}  {done} folds  {seconds:.1f} s", flush=True)
    return seconds, seconds / done


with tempfile.TemporaryDirectory() as folder:
    path = f"{folder}/sample.csv"
    table().to_csv(path, index=False)
    ours = [timed(with_carnet, path, seed) for seed in SEEDS]
    theirs = [timed(with_optuna, path, seed) for seed in SEEDS]
for place, what in enumerate(["in all", "for a fold"]):
    a, b = (statistics.median(side[place] for side in both) for both in (ours, theirs))
    print(f"{what:10} carnet {a:.3f} s, optuna {b:.3f} s: {a / b:.2f}")
