"""Writes expected.json: what scipy, statsmodels, scikit-learn and numpy say of scores and their outcomes.

Run from this folder. What no library has is computed from its published formula, here in numpy.
"""
import json

import numpy as np
import scipy
import sklearn
import statsmodels
import statsmodels.api as sm
from scipy import stats
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

rng = np.random.default_rng(23)


def logit(p):
    """As the log-odds of scores are taken: held 2^-52 away from 0 and 1."""
    kept = np.clip(p, np.finfo(float).eps, 1 - np.finfo(float).eps)
    return np.log(kept) - np.log1p(-kept)


def bands(y, p, count):
    edges = np.percentile(p, np.linspace(0, 1, count + 1) * 100)
    number = np.searchsorted(edges[1:-1], p)
    return [np.flatnonzero(number == band) for band in np.unique(number)]


def hosmer_lemeshow(y, p, count):
    """Hosmer and Lemeshow (1980), both classes by themselves; as many degrees as bands, for rows that were held out."""
    parts = bands(y, p, count)
    total = 0.0
    for rows in parts:
        for observed, expected in ((y[rows].sum(), p[rows].sum()), ((1 - y[rows]).sum(), (1 - p[rows]).sum())):
            total += (observed - expected) ** 2 / expected
    return {
        "count": count, "degrees": len(parts), "statistic": float(total),
        "p": float(stats.chi2.sf(total, len(parts))),
    }


def murphy(y, p, count):
    """Murphy (1973), with what Stephenson, Coelho and Jolliffe (2008) find inside of bands."""
    n, rate = len(y), y.mean()
    parts = {"reliability": 0.0, "resolution": 0.0, "within": 0.0}
    for rows in bands(y, p, count):
        mean, share = p[rows].mean(), y[rows].mean()
        parts["reliability"] += len(rows) * (mean - share) ** 2 / n
        parts["resolution"] += len(rows) * (share - rate) ** 2 / n
        parts["within"] += ((p[rows] - mean) ** 2).sum() / n - 2 * ((y[rows] - share) * (p[rows] - mean)).sum() / n
    parts["uncertainty"] = rate * (1 - rate)
    whole = parts["reliability"] - parts["resolution"] + parts["uncertainty"] + parts["within"]
    assert abs(whole - brier_score_loss(y, p)) < 1e-14
    return {"count": count, "brier": float(brier_score_loss(y, p)), **{k: float(v) for k, v in parts.items()}}


def line(y, p):
    odds = logit(p)
    tight = {"tol": 1e-14, "maxiter": 200}
    whole = sm.GLM(y, sm.add_constant(odds), family=sm.families.Binomial()).fit(**tight)
    large = sm.GLM(y, np.ones_like(y), family=sm.families.Binomial(), offset=odds).fit(**tight)
    logistic = sm.Logit(y, sm.add_constant(odds)).fit(disp=0, method="newton", maxiter=200)
    assert np.allclose(logistic.params, whole.params, rtol=1e-9) and np.allclose(logistic.bse, whole.bse, rtol=1e-9)
    return {
        "slope": float(whole.params[1]), "slope_error": float(whole.bse[1]),
        "intercept": float(whole.params[0]), "intercept_error": float(whole.bse[0]),
        "intercept_p": float(whole.pvalues[0]), "slope_p": float(2 * stats.norm.sf(abs(
            (whole.params[1] - 1) / whole.bse[1]))),
        "large": float(large.params[0]), "large_error": float(large.bse[0]),
    }


def case(name, y, p, counts=(5, 10)):
    return {
        "name": name, "labels": y.tolist(), "scores": p.tolist(), "line": line(y, p),
        "hosmer_lemeshow": [hosmer_lemeshow(y, p, count) for count in counts],
        "murphy": [murphy(y, p, count) for count in counts],
    }


def drawn(n, intercept, slope, digits):
    odds = rng.normal(-2, 1.2, size=n)
    p = np.round(1 / (1 + np.exp(-odds)), digits)
    p = np.clip(p, 10.0 ** -digits, 1 - 10.0 ** -digits)
    y = (rng.uniform(size=n) < 1 / (1 + np.exp(-(intercept + slope * odds)))).astype(float)
    return y, p


def binomial(count, rows, probability):
    test = stats.binomtest(count, rows, probability)
    return {"count": count, "rows": rows, "probability": probability, "p": float(test.pvalue)}


def paired(y, first, second):
    """DeLong's covariance over all pairs of rows, and paired t-tests of the losses of each row."""
    def placements(s):
        x, z = s[y == 1], s[y == 0]
        psi = (x[:, None] > z[None, :]) + 0.5 * (x[:, None] == z[None, :])
        return psi.mean(axis=1), psi.mean(axis=0)

    (a1, a0), (b1, b0) = placements(first), placements(second)
    covariance = np.cov(np.vstack([a1, b1])) / len(a1) + np.cov(np.vstack([a0, b0])) / len(a0)
    error = np.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    difference = roc_auc_score(y, second) - roc_auc_score(y, first)
    out = {
        "labels": y.tolist(), "first": first.tolist(), "second": second.tolist(), "difference": float(difference),
        "error": float(error), "p": float(2 * stats.norm.sf(abs(difference / error))), "losses": {},
    }
    def entropy(s):
        return -(y * np.log(s) + (1 - y) * np.log1p(-s))

    for name, loss, metric in (
        ("brier", lambda s: (s - y) ** 2, brier_score_loss), ("log_loss", entropy, log_loss),
    ):
        gap = stats.ttest_rel(loss(second), loss(first))
        ends = gap.confidence_interval(0.95)
        assert abs(loss(first).mean() - metric(y, first)) < 1e-12
        out["losses"][name] = {
            "difference": float((loss(second) - loss(first)).mean()), "low": float(ends.low),
            "high": float(ends.high), "p": float(gap.pvalue),
        }
    return out


def shift(p, base, target):
    """Elkan (2001), theorem 2."""
    moved = target * (p - p * base) / (base - p * base + target * p - base * target)
    return {"base": base, "target": target, "scores": p.tolist(), "moved": moved.tolist()}


cases = [
    case("holds", *drawn(1500, 0, 1, 12)), case("too extreme", *drawn(800, 0.2, 0.5, 12)),
    case("too low", *drawn(2000, 0.7, 1.1, 2)), case("few rows", *drawn(90, 0, 1, 3), counts=(5,)),
]
y, p = drawn(600, 0, 1, 12)
other = np.clip(p + rng.normal(0, 0.05, size=600), 0.001, 0.999)
rough = np.clip(np.round(other, 1), 0.05, 0.95)
expected = {
    "versions": {
        "numpy": np.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__,
        "scikit-learn": sklearn.__version__,
    },
    "cases": cases,
    "binomial": [binomial(*one) for one in (
        (0, 40, 0.08), (3, 40, 0.08), (11, 40, 0.08), (40, 40, 0.9), (5, 10, 0.5), (4, 10, 0.5), (1, 1, 0.3),
        (24_825, 307_511, 0.0807), (25_500, 307_511, 0.0807), (24_000, 307_511, 0.0807), (120, 1000, 0.1),
        (80, 1000, 0.1), (0, 400, 0.002), (16, 33, 0.75), (30, 33, 0.75), (700, 10_000, 0.0712),
    )],
    "paired": [paired(y, p, other), paired(y, rough, p)],
    "shift": [shift(np.linspace(0.001, 0.999, 37), base, target) for base, target in (
        (0.5, 0.08), (0.08, 0.02), (0.2, 0.2))],
}
with open("expected.json", "w") as file:
    json.dump(expected, file)
