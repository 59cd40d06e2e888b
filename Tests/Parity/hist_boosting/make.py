"""Writes expected.json: a data set and scikit-learn's gradient boosting by histogram of it. Run from this folder."""
import json

import numpy as np
import shap
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier

rng = np.random.default_rng(12)
rows = 1500
x = np.round(rng.normal(size=(rows, 5)), 3)
x[:, 3] = rng.integers(0, 7, rows)
x[:, 4] = np.round(np.exp(2 * x[:, 4]), 1)
odds = 1.5 * x[:, 0] - x[:, 1] * x[:, 2] + 0.3 * x[:, 3] - 1.5
y = (rng.random(rows) < 1 / (1 + np.exp(-odds))).astype(float)
x[rng.random(rows) < 0.3 - 0.2 * y, 1] = np.nan  # gaps tell something
x[rng.random(rows) < 0.1, 3] = np.nan
w = rng.integers(1, 9, rows) / 4
probe = np.round(rng.normal(size=(60, 5)) * 2, 3)
probe[:30][rng.random((30, 5)) < 0.2] = np.nan


def case(parameters, weighted=False):
    own = {("max_depth" if k == "depth" else k): v for k, v in parameters.items()}
    own = {k: None if v == -1 else v for k, v in own.items()}
    model = HistGradientBoostingClassifier(early_stopping=False, random_state=0, **own)
    model.fit(x, y, sample_weight=w if weighted else None)
    explainer = shap.TreeExplainer(model)
    parts = explainer.shap_values(probe[:10])
    expected = float(np.ravel(explainer.expected_value)[0])
    return {"parameters": parameters, "weighted": weighted, "probabilities": model.predict_proba(probe)[:, 1].tolist(),
            "contributions": [row.tolist() + [expected] for row in parts]}


cases = [
    case({"max_iter": 30}), case({"max_iter": 20, "max_bins": 16, "l2_regularization": 1.5}),
    case({"max_iter": 15, "max_leaf_nodes": -1, "depth": 4, "learning_rate": 0.3}),
    case({"max_iter": 10, "min_samples_leaf": 60}), case({"max_iter": 12, "max_bins": 255}, weighted=True),
]


def columns(m):
    return [[None if np.isnan(v) else v for v in column] for column in m.T.tolist()]


out = {"versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__}, "columns": columns(x),
       "probe": columns(probe), "labels": y.tolist(), "weights": w.tolist(), "cases": cases}
with open("expected.json", "w") as file:
    json.dump(out, file)
