"""Writes expected.json: scikit-learn's gradient boosting by histogram with the log loss of held-out rows after each tree.

`kept` is the number of trees with the least loss, `grown` how many there are when none of the last ones was better, and
`probabilities` those of the kept trees for the held-out rows. Run from this folder.
"""
import json

import numpy as np
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import log_loss

rng = np.random.default_rng(23)
rows, held = 900, 300
x = np.round(rng.normal(size=(rows + held, 4)), 3)
odds = 1.2 * x[:, 0] - x[:, 1] * x[:, 2] - 0.5
y = (rng.random(rows + held) < 1 / (1 + np.exp(-odds))).astype(float)
x[rng.random(x.shape) < 0.1] = np.nan
w = rng.integers(1, 9, rows + held) / 4


def case(rounds, weighted, **parameters):
    model = HistGradientBoostingClassifier(early_stopping=False, random_state=0, max_iter=120, **parameters)
    model.fit(x[:rows], y[:rows], sample_weight=w[:rows] if weighted else None)
    staged = [p[:, 1] for p in model.staged_predict_proba(x[rows:])]
    losses = [log_loss(y[rows:], p, sample_weight=w[rows:] if weighted else None) for p in staged]
    best = 0
    for grown, loss in enumerate(losses):
        if loss < losses[best]:
            best = grown
        if grown - best >= rounds:
            break
    assert grown < 119
    # scikit-learn's own early stopping sees the same losses, before the first tree and then after each.
    own = HistGradientBoostingClassifier(
        early_stopping=True, scoring="loss", n_iter_no_change=rounds, tol=0, random_state=0, max_iter=120, **parameters)
    if weighted:
        own.fit(x[:rows], y[:rows], sample_weight=w[:rows], X_val=x[rows:], y_val=y[rows:], sample_weight_val=w[rows:])
    else:
        own.fit(x[:rows], y[:rows], X_val=x[rows:], y_val=y[rows:])
    seen = -own.validation_score_[1:]
    assert np.allclose(seen, losses[: len(seen)], atol=1e-9), (seen[:3], losses[:3])
    return {"rounds": rounds, "weighted": weighted, "parameters": parameters, "kept": best + 1, "grown": grown + 1,
            "loss": losses[best], "probabilities": staged[best].tolist()}


cases = [case(5, False, learning_rate=0.2), case(10, False, learning_rate=0.05, max_leaf_nodes=15),
         case(3, True, learning_rate=0.3, l2_regularization=1.0)]
out = {"versions": {"scikit-learn": sklearn.__version__}, "rows": rows, "labels": y.tolist(), "weights": w.tolist(),
       "cases": cases, "columns": [[None if np.isnan(v) else v for v in column] for column in x.T.tolist()]}
with open("expected.json", "w") as file:
    json.dump(out, file)
print([(c["kept"], c["grown"], c["loss"]) for c in cases])
