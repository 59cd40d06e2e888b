"""Writes expected.json: Student's t by SciPy, and the corrected resampled t-test of Nadeau and Bengio by its formula.
Run from this folder."""
import json

import numpy as np
import scipy
from scipy import stats

rng = np.random.default_rng(4)
degrees = [1, 2, 4, 9, 30.5, 1000]
points = [0, 0.01, 0.5, 1, 2.7764451051977987, 12, 400]
quantiles = [0.001, 0.025, 0.3, 0.5, 0.9, 0.975, 0.9995]
cumulative = [[d, t, float(stats.t.cdf(s * t, d)), s] for d in degrees for t in points for s in (1, -1)]
inverse = [[d, p, float(stats.t.ppf(p, d))] for d in degrees for p in quantiles]


def paired(differences, share):
    d = np.array(differences)
    k, mean, variance = len(d), d.mean(), d.var(ddof=1)
    error = np.sqrt((1 / k + share) * variance)
    low, high = stats.t.interval(0.95, k - 1, mean, error)
    return {"differences": d.tolist(), "share": share, "mean": mean, "low": low, "high": high,
            "p": float(2 * stats.t.sf(abs(mean / error), k - 1))}


pairs = [paired(rng.normal(0.01, 0.02, k), share) for k, share in [(2, 1.0), (5, 0.25), (10, 1 / 9), (30, 0.25)]]
out = {"versions": {"scipy": scipy.__version__, "numpy": np.__version__}, "cumulative": cumulative, "inverse": inverse,
       "pairs": pairs}
with open("expected.json", "w") as file:
    json.dump(out, file)
