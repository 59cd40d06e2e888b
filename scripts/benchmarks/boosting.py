"""LightGBM in five folds, plain and behind a recipe: Carnet's `cv`, and the Python packages on the same rows and folds.

    boosting.py KIND FILE THREADS FOLDS ANSWER

The plain case is `lgb.cv`, of which the folds share their bins, as do Carnet's with `bins: shared`; `fresh` has bins
of each fold's own rows. `recipe` scales, fills gaps and prunes in each fold, in a Pipeline of scikit-learn. Runs as a
process of its own and prints its seconds; FOLDS is Carnet's table of scores, of which the folds are taken.
"""

import json
import pathlib
import sys
import time

import forest
import numpy as np

TREES, LEAVES, FOLDS = 200, 31, 5
MODEL = f"lightgbm(n_estimators: {TREES}, num_leaves: {LEAVES})"
RECIPE = "recipe | scale @num, method: robust | impute @num, method: median | prune @num, corr: 0.9"
KINDS = {"shared": ", bins: shared", "fresh": "", "recipe": ", prep: prep"}


def table(folder, rows):
    """The rows of the forest, as many as there are clients, with a few columns that are nearly the same."""
    file = pathlib.Path(folder) / f"boosting-{rows}.parquet"
    if file.exists():
        return file
    x, bad = forest.drawn(rows)
    x[:, 46:49] = x[:, :3] + 0.1 * np.random.default_rng(8).normal(size=(rows, 3))
    return forest.written(x, bad, file)


def task(kind, file, answer):
    """The time is that of the cross-validation alone."""
    script = [f"prep = {RECIPE}"] if kind == "recipe" else []
    script += [f'loaded = load "{file}", target: bad', f"result = loaded | cv {MODEL}, folds: {FOLDS}{KINDS[kind]}",
               f'result | scores | export "{answer}"']
    return "\n".join(script) + "\n", [len(script) - 1]


def parts(file):
    """Carnet's folds, as pairs of places."""
    import polars as pl
    fold = pl.read_parquet(file).sort("row")["fold"].to_numpy()
    return [(np.flatnonzero(fold != number), np.flatnonzero(fold == number)) for number in range(1, FOLDS + 1)]


def boosted(x, y, folds, threads, score):
    """`lgb.cv`; the scores are those of its boosters, after the clock has stopped."""
    import lightgbm
    settings = {"objective": "binary", "num_leaves": LEAVES, "num_threads": threads, "verbosity": -1}
    start = time.perf_counter()
    found = lightgbm.cv(settings, lightgbm.Dataset(x, y), TREES, folds=folds, return_cvbooster=True)
    seconds = time.perf_counter() - start
    for (_, test), booster in zip(folds, found["cvbooster"].boosters):
        score[test] = booster.predict(x[test])
    return seconds


def fresh(x, y, folds, threads, score):
    import lightgbm
    start = time.perf_counter()
    for train, test in folds:
        model = lightgbm.LGBMClassifier(n_estimators=TREES, num_leaves=LEAVES, n_jobs=threads, verbosity=-1)
        score[test] = model.fit(x[train], y[train]).predict_proba(x[test])[:, 1]
    return time.perf_counter() - start


def pipeline(x, y, folds, threads, score):
    import lightgbm
    from sklearn.base import BaseEstimator, TransformerMixin
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import RobustScaler

    class Prune(TransformerMixin, BaseEstimator):
        def fit(self, x, y=None):
            alike = np.triu(np.abs(np.corrcoef(x, rowvar=False)) > 0.9, 1)
            self.kept_ = np.flatnonzero(~alike.any(axis=0))
            return self

        def transform(self, x):
            return x[:, self.kept_]

    start = time.perf_counter()
    for train, test in folds:
        model = Pipeline([
            ("scale", RobustScaler()), ("fill", SimpleImputer(strategy="median")), ("prune", Prune()),
            ("model", lightgbm.LGBMClassifier(n_estimators=TREES, num_leaves=LEAVES, n_jobs=threads, verbosity=-1))])
        score[test] = model.fit(x[train], y[train]).predict_proba(x[test])[:, 1]
    return time.perf_counter() - start


def main(kind, file, threads, folds, answer):
    import polars as pl
    frame = pl.read_parquet(file)
    y, x = frame["bad"].to_numpy(), frame.drop("bad").fill_null(np.nan).to_numpy()
    found, score, fold = parts(folds), np.zeros(len(y)), np.zeros(len(y), int)
    for number, (_, test) in enumerate(found):
        fold[test] = number + 1
    run = {"shared": boosted, "fresh": fresh, "recipe": pipeline}[kind]
    print(json.dumps({"seconds": run(x, y, found, threads, score)}))
    pl.DataFrame({"fold": fold, "label": y, "score": score}).write_parquet(answer)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4], sys.argv[5])
