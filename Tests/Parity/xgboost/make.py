"""Writes expected.json: a small data set and xgboost's own models of it. Run from this folder."""
import json

import numpy as np
import xgboost

rng = np.random.default_rng(18)
rows, columns = 800, 5
x = np.round(rng.normal(size=(rows, columns)), 3)
x[:, 4] = np.round(x[:, 4])
logit = x[:, 0] - x[:, 1] * x[:, 2] + 0.5 * x[:, 4] - 1
y = (rng.random(rows) < 1 / (1 + np.exp(-logit))).astype(float)
w = np.round(rng.uniform(0.2, 3, rows), 3)
x[rng.random((rows, columns)) < 0.15] = np.nan
KINDS = ["gain", "weight", "cover", "total_gain", "total_cover"]


def case(name, parameters, weighted=False):
    fixed = {"objective": "binary:logistic", "nthread": 2, "seed": 42, "verbosity": 0}
    rounds = parameters.get("n_estimators", 100)
    rest = {key: value for key, value in parameters.items() if key != "n_estimators"}
    booster = xgboost.train({**fixed, **rest}, xgboost.DMatrix(x, y, weight=w if weighted else None), rounds)
    probe = x[:60]
    scores = {kind: booster.get_score(importance_type=kind) for kind in KINDS}
    return {
        "name": name, "parameters": parameters, "weighted": weighted,
        "predictions": booster.predict(xgboost.DMatrix(probe)).astype(float).tolist(),
        "contributions": booster.predict(xgboost.DMatrix(probe[:10]), pred_contribs=True).astype(float).tolist(),
        "importances": {kind: [scores[kind].get(f"f{i}", 0.0) for i in range(columns)] for kind in KINDS},
    }


cases = [
    case("defaults", {}),
    case("small", {"n_estimators": 20, "eta": 0.05, "max_depth": 3, "min_child_weight": 4}),
    case("sampled", {"n_estimators": 30, "subsample": 0.7, "colsample_bytree": 0.8, "colsample_bylevel": 0.7,
                     "colsample_bynode": 0.7}),
    case("penalised", {"n_estimators": 30, "alpha": 1.0, "lambda": 5, "gamma": 0.3, "max_delta_step": 0.5,
                       "scale_pos_weight": 2.5}),
    case("started", {"n_estimators": 10, "base_score": 0.2, "max_bin": 16}),
    case("weighted", {"n_estimators": 30, "learning_rate": 1e-05}, weighted=True),
    case("exact", {"n_estimators": 20, "tree_method": "exact", "gamma": 1.5}, weighted=True),
    case("approx", {"n_estimators": 20, "tree_method": "approx", "max_bin": 32}),
    case("lossguide", {"n_estimators": 20, "grow_policy": "lossguide", "max_leaves": 6, "max_depth": 0}),
    case("forest", {"n_estimators": 5, "num_parallel_tree": 4, "subsample": 0.5, "colsample_bynode": 0.6}),
    case("dart", {"n_estimators": 20, "booster": "dart", "rate_drop": 0.3, "skip_drop": 0.2,
                  "sample_type": "weighted", "normalize_type": "forest"}),
]
columns_out = [[None if np.isnan(value) else value for value in column] for column in x.T.tolist()]
out = {"versions": {"xgboost": xgboost.__version__, "numpy": np.__version__}, "tolerance": 0,
       "columns": columns_out, "labels": y.tolist(), "weights": w.tolist(), "cases": cases}
with open("expected.json", "w") as file:
    json.dump(out, file)
