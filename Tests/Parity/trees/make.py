"""Writes expected.json: small data sets and scikit-learn's decision trees of them. Run from this folder.

scikit-learn rounds features to 32 bits and takes the best split of a random one of equally good features. So the data
are multiples of 1/64, and a case stays only if twelve seeds give the same tree.
"""
import json

import numpy as np
import shap
import sklearn
from sklearn.ensemble import RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier

rng = np.random.default_rng(5)
rows = 700
x = np.round(rng.normal(size=(rows, 6)) * 8 * 64) / 64
x[:, 4] = rng.integers(0, 5, rows)
x[:, 5] = rng.integers(0, 2, rows)
odds = 0.08 * x[:, 0] - 0.06 * x[:, 1] + 0.03 * x[:, 0] * x[:, 5] + 0.2 * x[:, 4] - 0.8
y = (rng.random(rows) < 1 / (1 + np.exp(-odds))).astype(float)
gaps = x.copy()
gaps[rng.random(rows) < 0.25 - 0.15 * y, 0] = np.nan  # gaps tell something
gaps[rng.random(rows) < 0.1, 2] = np.nan
gaps[rng.random(rows) < 0.4, 4] = np.nan
w = rng.integers(1, 13, rows) / 4
w[::13] = 0
probe = np.round(rng.normal(size=(60, 6)) * 8 * 64) / 64
probe[:30][rng.random((30, 6)) < 0.2] = np.nan


def nodes(tree):
    """Preorder, the left child first, as numbers: feature or -1, threshold, whether gaps go left, weight, share."""
    t, out = tree.tree_, []

    def walk(i):
        leaf = t.children_left[i] < 0
        threshold = None if leaf or np.isinf(t.threshold[i]) else float(t.threshold[i])
        out.append([-1 if leaf else int(t.feature[i]), threshold, bool(t.missing_go_to_left[i]),
                    float(t.weighted_n_node_samples[i]), float(t.value[i, 0, 1])])
        if not leaf:
            walk(t.children_left[i])
            walk(t.children_right[i])

    walk(0)
    return out


def contributions(model, count):
    """A list for each of the first rows: one number for each feature, and the expected share."""
    explainer = shap.TreeExplainer(model)
    values = explainer.shap_values(probe[:count])[:, :, 1]
    return [row.tolist() + [float(explainer.expected_value[1])] for row in values]


def forest():
    """A forest of scikit-learn's in our form, to be read from there."""
    model = RandomForestClassifier(6, random_state=3, max_depth=9).fit(gaps, y)
    listed = [node for tree in model.estimators_ for node in nodes(tree)]
    state = {
        "features": [f"x{j}" for j in range(6)],
        "trees": {
            "criterion": "gini",
            "nodes": [0.0 if f < 0 else float(-f - 1 if left else f + 1) for f, _, left, _, _ in listed],
            "thresholds": ["inf" if t is None else t for f, t, _, _, _ in listed if f >= 0],
            "weights": [weight for f, _, _, weight, _ in listed if f < 0],
            "positives": [float(round(weight * share)) for f, _, _, weight, share in listed if f < 0],
        },
    }
    return {"state": json.dumps({"estimator": "random_forest", "state": state}),
            "importances": model.feature_importances_.tolist(),
            "probabilities": model.predict_proba(probe)[:, 1].tolist(), "contributions": contributions(model, 20)}


def case(name, parameters, has_gaps=False, weighted=False):
    data = gaps if has_gaps else x
    own = {("max_depth" if k == "depth" else k): v for k, v in parameters.items()}
    trees = [DecisionTreeClassifier(random_state=seed, **own).fit(data, y, sample_weight=w if weighted else None)
             for seed in range(12)]
    assert all(nodes(t) == nodes(trees[0]) for t in trees), f"{name} has ties"
    p = trees[0].predict_proba(probe)[:, 1]
    return {"name": name, "parameters": parameters, "gaps": has_gaps, "weighted": weighted, "nodes": nodes(trees[0]),
            "importances": trees[0].feature_importances_.tolist(), "probabilities": p.tolist(),
            "contributions": contributions(trees[0], 20)}


cases = [
    case("three levels", {"depth": 3}),
    case("large leaves", {"min_samples_leaf": 30}),
    case("entropy", {"criterion": "entropy", "min_samples_leaf": 32}),
    case("few leaves", {"max_leaf_nodes": 9}),
    case("large nodes", {"min_samples_split": 150}),
    case("decrease", {"min_impurity_decrease": 0.004}),
    case("gaps", {"min_samples_leaf": 28}, has_gaps=True),
    case("gaps, three levels", {"depth": 3}, has_gaps=True),
    case("gaps, entropy", {"criterion": "entropy", "min_samples_leaf": 45, "max_leaf_nodes": 12}, has_gaps=True),
    case("weights", {"min_samples_leaf": 30}, weighted=True),
    case("weights and gaps", {"depth": 4, "min_samples_leaf": 30}, has_gaps=True, weighted=True),
]


def columns(m):
    return [[None if np.isnan(v) else v for v in column] for column in m.T.tolist()]


out = {"versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__}, "columns": columns(x),
       "gappy": columns(gaps), "probe": columns(probe), "labels": y.tolist(), "weights": w.tolist(), "cases": cases,
       "forest": forest()}
with open("expected.json", "w") as file:
    json.dump(out, file)
