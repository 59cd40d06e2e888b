"""Writes expected.json: a small data set and scikit-learn's Gaussian naive Bayes of it. Run from this folder."""
import json

import numpy as np
import sklearn
from sklearn.naive_bayes import GaussianNB

rng = np.random.default_rng(8)
rows, columns = 400, 5
x = rng.normal(size=(rows, columns))
x[:, 2] = x[:, 2] * 300 + 1e5
x[:, 3] = (x[:, 3] > 0.5).astype(float)
x[:, 4] = 2.5  # constant: only what is added keeps its variance above 0
x = np.round(x, 4)
y = (x[:, 0] + 0.5 * x[:, 1] + rng.normal(size=rows) > 0.8).astype(float)
w = np.round(rng.uniform(0, 3, rows), 2)
w[::17] = 0


def case(smoothing, weighted, used):
    model = GaussianNB(var_smoothing=smoothing).fit(x[:, used], y, sample_weight=w if weighted else None)
    return {
        "smoothing": smoothing, "weighted": weighted, "columns": used, "priors": model.class_prior_.tolist(),
        "means": model.theta_.tolist(), "variances": model.var_.tolist(),
        "probabilities": model.predict_proba(x[:, used])[:, 1].tolist(),
    }


every = list(range(columns))
cases = [case(1e-9, False, every), case(1e-9, True, every), case(0.01, False, every), case(0, True, [0, 1, 2, 3])]
out = {"versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__}, "columns": x.T.tolist(),
       "labels": y.tolist(), "weights": w.tolist(), "cases": cases}
with open("expected.json", "w") as file:
    json.dump(out, file)
