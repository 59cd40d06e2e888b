"""Writes expected.json: the AUC and its standard error by DeLong's definition, over all pairs of rows. Run from this
folder."""
import json

import numpy as np
from sklearn.metrics import roc_auc_score

rng = np.random.default_rng(5)


def case(labels, scores):
    x, y = scores[labels == 1], scores[labels == 0]
    psi = (x[:, None] > y[None, :]) + 0.5 * (x[:, None] == y[None, :])
    area = psi.mean()
    assert abs(area - roc_auc_score(labels, scores)) < 1e-12
    error = np.sqrt(psi.mean(axis=1).var(ddof=1) / len(x) + psi.mean(axis=0).var(ddof=1) / len(y))
    return {"labels": labels.tolist(), "scores": scores.tolist(), "area": float(area), "error": float(error)}


def drawn(n, share, shift, digits):
    labels = (rng.uniform(size=n) < share).astype(float)
    return case(labels, np.round(rng.normal(size=n) + shift * labels, digits))


cases = [drawn(200, 0.3, 1, 12), drawn(300, 0.1, 0.5, 1), drawn(50, 0.5, 0, 0), drawn(120, 0.5, 9, 12)]
with open("expected.json", "w") as file:
    json.dump({"versions": {"numpy": np.__version__}, "cases": cases}, file)
