"""Writes expected.json: random tables whose keys repeat, and how evenly scikit-learn's StratifiedGroupKFold spreads them.

A spread is, for each class, the largest count of a fold minus the smallest, as a share of the class; of several shuffles
the smallest is kept. Run from this folder.
"""
import json

import numpy as np
import sklearn
from sklearn.model_selection import StratifiedGroupKFold

rng = np.random.default_rng(8)


def table(keys, mean_rows, rate, mixed):
    """The rows of each key, and their labels: one label a key, or each row its own."""
    sizes = 1 + rng.geometric(1 / mean_rows, keys) - 1
    key = np.repeat(np.arange(keys), np.maximum(1, sizes))
    label = rng.random(len(key)) < rate if mixed else (rng.random(keys) < rate)[key]
    return key, label.astype(int)


def spread(fold, label, folds):
    counts = np.array([[np.sum((fold == f) & (label == c)) for c in (0, 1)] for f in range(folds)])
    return ((counts.max(0) - counts.min(0)) / counts.sum(0)).tolist()


def case(keys, mean_rows, rate, mixed, folds):
    key, label = table(keys, mean_rows, rate, mixed)
    order = rng.permutation(len(key))
    key, label = key[order], label[order]
    best = None
    for state in range(5):
        fold = np.zeros(len(key), int)
        splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=state)
        for f, (_, test) in enumerate(splitter.split(key, label, key)):
            fold[test] = f
        own = spread(fold, label, folds)
        if best is None or max(own) < max(best):
            best = own
    return {"key": key.tolist(), "label": label.tolist(), "folds": folds, "spread": best}


cases = [
    case(keys, mean_rows, rate, mixed, folds)
    for keys, mean_rows in ((60, 4), (300, 3), (40, 12), (500, 1.3))
    for rate in (0.5, 0.15)
    for mixed in (False, True)
    for folds in (3, 5)
]
expected = {"versions": {"scikit-learn": sklearn.__version__}, "cases": cases}
with open("expected.json", "w") as file:
    file.write(json.dumps(expected, separators=(",", ":")) + "\n")
