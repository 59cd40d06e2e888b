"""Writes expected.json: scikit-learn's forests in our form, which rows each tree drew, and the scores out of bag.

Features are multiples of 1/64, as scikit-learn rounds them to 32 bits. Run from this folder.
"""
import json

import numpy as np
import sklearn
from sklearn.ensemble import RandomForestClassifier
from sklearn.ensemble._forest import _generate_sample_indices
from sklearn.metrics import roc_auc_score

rng = np.random.default_rng(17)
rows = 240
x = np.round(rng.normal(size=(rows, 4)) * 64) / 64
y = (x[:, 0] - x[:, 1] * x[:, 2] + rng.normal(size=rows) > 0.4).astype(int)
x[rng.random((rows, 4)) < 0.08] = np.nan


def nodes(tree):
    t, out = tree.tree_, []

    def walk(i):
        leaf = t.children_left[i] < 0
        out.append((-1 if leaf else int(t.feature[i]), float(t.threshold[i]), bool(t.missing_go_to_left[i]),
                    float(t.weighted_n_node_samples[i]), float(t.value[i, 0, 1])))
        if not leaf:
            walk(t.children_left[i])
            walk(t.children_right[i])

    walk(0)
    return out


def case(trees, **parameters):
    model = RandomForestClassifier(trees, random_state=5, oob_score=True, **parameters).fit(x, y)
    size = model._n_samples_bootstrap
    drawn = [np.bincount(_generate_sample_indices(t.random_state, rows, size, None), minlength=rows).tolist()
             for t in model.estimators_]
    listed = [node for tree in model.estimators_ for node in nodes(tree)]
    scores = model.oob_decision_function_[:, 1]
    known = [any(d[i] == 0 for d in drawn) for i in range(rows)]
    if all(known):
        assert model.oob_score_ == np.mean((scores > 0.5) == y)
    known = np.array(known)
    return {
        "state": json.dumps({"estimator": "random_forest", "state": {
            "features": ["a", "b", "c", "d"],
            "trees": {
                "criterion": "gini",
                "nodes": [0.0 if f < 0 else float(-f - 1 if left else f + 1) for f, _, left, _, _ in listed],
                "thresholds": ["inf" if np.isinf(t) else t for f, t, _, _, _ in listed if f >= 0],
                "weights": [w for f, _, _, w, _ in listed if f < 0],
                "positives": [float(round(w * s)) for f, _, _, w, s in listed if f < 0],
            }}}),
        "drawn": drawn, "scores": [float(s) if k else None for s, k in zip(scores, known)],
        "accuracy": float(np.mean((scores > 0.5)[known] == y[known])),
        "auc": float(roc_auc_score(y[known], scores[known])),
    }


cases = [case(40), case(12, max_samples=0.4, max_depth=5), case(3)]
out = {"versions": {"scikit-learn": sklearn.__version__}, "labels": y.tolist(), "cases": cases,
       "columns": [[None if np.isnan(v) else v for v in column] for column in x.T.tolist()]}
with open("expected.json", "w") as file:
    json.dump(out, file)
print([(c["auc"], c["accuracy"], sum(s is None for s in c["scores"])) for c in cases])
