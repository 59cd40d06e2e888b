"""Writes expected.json: a small data set and lightgbm's own models of it. Run from this folder."""
import json

import lightgbm
import numpy as np
import shap

rng = np.random.default_rng(8)
rows, columns = 800, 5
x = np.round(rng.normal(size=(rows, columns)), 3)
x[:, 4] = np.round(x[:, 4])
logit = x[:, 0] - x[:, 1] * x[:, 2] + 0.5 * x[:, 4] - 1
y = (rng.random(rows) < 1 / (1 + np.exp(-logit))).astype(float)
w = np.round(rng.uniform(0.2, 3, rows), 3)
x[rng.random((rows, columns)) < 0.15] = np.nan


def own_shap(booster, probe):
    """By shap's own algorithm: left to itself it would only ask LightGBM. The expected value comes last."""
    explainer = shap.TreeExplainer(booster)
    explainer.model.model_type = "internal"
    values = explainer.shap_values(probe, check_additivity=False)
    expected = float(np.ravel(explainer.expected_value)[-1])
    return [[*row, expected] for row in np.asarray(values).tolist()]


def case(name, parameters, weighted=False):
    fixed = {"objective": "binary", "deterministic": True, "force_col_wise": True, "num_threads": 2, "seed": 42,
             "verbosity": -1}
    trees = parameters.get("n_estimators", 100)
    rest = {key: value for key, value in parameters.items() if key != "n_estimators"}
    data = lightgbm.Dataset(x, y, weight=w if weighted else None)
    booster = lightgbm.train({**fixed, **rest}, data, num_boost_round=trees)
    probe = x[:60]
    return {
        "name": name, "parameters": parameters, "weighted": weighted,
        "predictions": booster.predict(probe).tolist(),
        "contributions": booster.predict(probe[:10], pred_contrib=True).tolist(),
        "shap": own_shap(booster, probe[:10]),
        "gain": booster.feature_importance("gain").tolist(), "split": booster.feature_importance("split").tolist(),
    }


cases = [
    case("defaults", {}),
    case("small", {"n_estimators": 20, "learning_rate": 0.05, "num_leaves": 7, "min_child_samples": 5}),
    case("sampled", {"n_estimators": 30, "subsample": 0.7, "subsample_freq": 1, "colsample_bytree": 0.6}),
    case("penalised", {"n_estimators": 30, "reg_alpha": 1.0, "reg_lambda": 5, "max_depth": 3, "scale_pos_weight": 2.5}),
    case("weighted", {"n_estimators": 30, "learning_rate": 1e-05}, weighted=True),
    case("dart", {"n_estimators": 20, "boosting_type": "dart", "extra_trees": True}),
]
columns = [[None if np.isnan(value) else value for value in column] for column in x.T.tolist()]
out = {"versions": {"lightgbm": lightgbm.__version__, "numpy": np.__version__}, "tolerance": 0,
       "columns": columns, "labels": y.tolist(), "weights": w.tolist(), "cases": cases}
with open("expected.json", "w") as file:
    json.dump(out, file)
