"""Writes data.csv and expected.json: a cross-validation by scikit-learn whose folds each search a penalty themselves.

The folds are in order of time, outside and inside, so that both sides have the same without telling each other.
Run from this folder.
"""
import json

import numpy as np
import pandas as pd
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GridSearchCV, TimeSeriesSplit

ROWS, OUTER, INNER, PENALTIES = 480, 3, 2, [100, 30, 10, 3, 1, 0.1, 0.01]
rng = np.random.default_rng(12)
x = rng.normal(size=(ROWS, 6)).round(3)
y = (x @ [0.8, -0.5, 0.3, 0, 0, 0] + rng.normal(size=ROWS) * 1.6 > 0.5).astype(int)
data = pd.DataFrame(x, columns=list("abcdef")).assign(t=range(ROWS), y=y)
data.sample(frac=1, random_state=1).to_csv("data.csv", index=False)
scores, chosen, areas = np.full(ROWS, np.nan), [], []
for train, test in TimeSeriesSplit(OUTER).split(x):
    search = GridSearchCV(
        LogisticRegression(solver="newton-cholesky", tol=1e-12, max_iter=1000), {"C": [1 / p for p in PENALTIES]},
        scoring="roc_auc", cv=TimeSeriesSplit(INNER)).fit(x[train], y[train])
    scores[test] = search.predict_proba(x[test])[:, 1]
    chosen.append(1 / search.best_params_["C"])
    areas.append(roc_auc_score(y[test], scores[test]))
known = ~np.isnan(scores)
whole = GridSearchCV(
    LogisticRegression(solver="newton-cholesky", tol=1e-12, max_iter=1000), {"C": [1 / p for p in PENALTIES]},
    scoring="roc_auc", cv=TimeSeriesSplit(OUTER)).fit(x, y)
expected = {
    "sklearn": sklearn.__version__, "chosen": np.round(chosen, 9).tolist(), "areas": areas,
    "auc": roc_auc_score(y[known], scores[known]),
    "means": whole.cv_results_["mean_test_score"].tolist(),
    "deviations": [
        float(np.std([whole.cv_results_[f"split{i}_test_score"][k] for i in range(OUTER)], ddof=1))
        for k in range(len(PENALTIES))],
}
with open("expected.json", "w") as file:
    json.dump(expected, file, indent=1)
