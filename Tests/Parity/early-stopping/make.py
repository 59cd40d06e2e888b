"""Writes expected.json: a small data set in two parts, and boosters that stop early by the second. Run from this folder."""
import json

import lightgbm
import numpy as np
import xgboost

rng = np.random.default_rng(28)
rows, columns = 900, 4
x = np.round(rng.normal(size=(rows, columns)), 3)
logit = x[:, 0] - x[:, 1] * x[:, 2]
y = (rng.random(rows) < 1 / (1 + np.exp(-logit))).astype(float)
w = np.round(rng.uniform(0.2, 3, rows), 3)
x[rng.random((rows, columns)) < 0.1] = np.nan
inner = np.sort(rng.permutation(rows)[:200])
outer = np.setdiff1d(np.arange(rows), inner)


def of_lightgbm(parameters, stop, weighted):
    fixed = {"objective": "binary", "deterministic": True, "force_col_wise": True, "num_threads": 2, "seed": 42,
             "verbosity": -1}
    learnt = lightgbm.Dataset(x[outer], y[outer], weight=w[outer] if weighted else None)
    judged = lightgbm.Dataset(x[inner], y[inner], weight=w[inner] if weighted else None, reference=learnt)
    booster = lightgbm.train({"metric": "binary_logloss", **fixed, **parameters}, learnt, num_boost_round=400,
                             valid_sets=[judged], callbacks=[lightgbm.early_stopping(stop, verbose=False)])
    return booster.best_iteration, booster.predict(x[:60])


def of_xgboost(parameters, stop, weighted):
    fixed = {"objective": "binary:logistic", "nthread": 2, "seed": 42, "verbosity": 0}
    learnt = xgboost.DMatrix(x[outer], y[outer], weight=w[outer] if weighted else None)
    judged = xgboost.DMatrix(x[inner], y[inner], weight=w[inner] if weighted else None)
    booster = xgboost.train({"eval_metric": "logloss", **fixed, **parameters}, learnt, num_boost_round=400,
                            evals=[(judged, "judged")], early_stopping_rounds=stop, verbose_eval=False)
    best = booster.best_iteration + 1
    return best, booster.predict(xgboost.DMatrix(x[:60]), iteration_range=(0, best))


def case(library, parameters, stop, weighted=False):
    kept, predictions = {"lightgbm": of_lightgbm, "xgboost": of_xgboost}[library](parameters, stop, weighted)
    return {"library": library, "parameters": {**parameters, "n_estimators": 400, "early_stopping_rounds": stop},
            "weighted": weighted, "kept": kept, "predictions": np.asarray(predictions, dtype=float).tolist()}


cases = [
    case("lightgbm", {"learning_rate": 0.05}, 20),
    case("lightgbm", {"metric": "auc", "num_leaves": 7}, 5, weighted=True),
    case("lightgbm", {"learning_rate": 0.002}, 10),
    case("xgboost", {"eta": 0.1, "max_depth": 3}, 20),
    case("xgboost", {"eval_metric": "auc", "max_depth": 4, "subsample": 0.7}, 5, weighted=True),
    case("xgboost", {"eta": 0.002, "num_parallel_tree": 2, "colsample_bynode": 0.5}, 10),
]
out = {"versions": {"lightgbm": lightgbm.__version__, "xgboost": xgboost.__version__, "numpy": np.__version__},
       "tolerance": 0, "columns": [[None if np.isnan(v) else v for v in column] for column in x.T.tolist()],
       "labels": y.tolist(), "weights": w.tolist(), "inner": inner.tolist(), "cases": cases}
with open("expected.json", "w") as file:
    json.dump(out, file)
