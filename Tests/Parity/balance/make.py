"""Writes expected.json: counts and Tomek links of imbalanced-learn. Run from this folder."""
import json

import imblearn
import numpy as np
from imblearn.over_sampling import SMOTE
from imblearn.under_sampling import RandomUnderSampler, TomekLinks
from imblearn.utils import check_sampling_strategy
from sklearn.utils.class_weight import compute_class_weight

rng = np.random.default_rng(5)
rows = 420
y = (rng.uniform(size=rows) < 0.14).astype(int)
x = rng.normal(size=(rows, 3)) + y[:, None] * 0.9
x = np.round(x, 3)
x[60:80] = x[40:60]  # equal rows, of one class and of two
x[90:95] = x[np.flatnonzero(y)[:5]]


def counts(smaller, larger, ratio, kind):
    labels = [1] * smaller + [0] * larger
    try:
        strategy = check_sampling_strategy(ratio, labels, kind)
        return int(next(iter(strategy.values())))
    except ValueError:
        return None


sizes = [(7, 100, 0.29), (7, 100, 0.07), (7, 100, 0.08), (7, 100, 1.0), (50, 50, 1.0), (3, 10, 0.3), (1234, 98765, 0.25),
         (10, 30, 1 / 3), (29, 100, 0.29), (28, 100, 0.29), (8, 25, 0.7), (100, 103, 0.999)]
cases = [{"smaller": a, "larger": b, "ratio": r, "made": counts(a, b, r, "over-sampling"),
          "kept": counts(a, b, r, "under-sampling")} for a, b, r in sizes]


def removed(strategy):
    sampler = TomekLinks(sampling_strategy=strategy)
    sampler.fit_resample(x, y)
    return sorted(set(range(rows)) - set(sampler.sample_indices_.tolist()))


def after(sampler):
    return np.bincount(sampler.fit_resample(x, y)[1]).tolist()


out = {"versions": {"imbalanced-learn": imblearn.__version__, "numpy": np.__version__}, "columns": x.T.tolist(),
       "labels": y.tolist(), "cases": cases, "both": removed("all"), "majority": removed("majority"),
       "smote": after(SMOTE(sampling_strategy=0.4, random_state=1)),
       "undersample": after(RandomUnderSampler(sampling_strategy=0.4, random_state=1)),
       "balanced": compute_class_weight("balanced", classes=np.array([0, 1]), y=y).tolist()}
with open("expected.json", "w") as file:
    json.dump(out, file)
