"""Writes expected.json: scores with labels, and the curves that scikit-learn, statsmodels and numpy make of them.

Run from this folder.
"""
import json

import numpy as np
import scipy
import sklearn
import statsmodels
from scipy import stats
from sklearn import calibration
from sklearn import metrics as m
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(11)


def gains(labels, scores, shares):
    """Cumulative gains at the end of each distinct score, straight between, as numpy interpolates."""
    order = np.argsort(-scores, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(scores[order])), len(order) - 1)
    caught = np.append(0, np.cumsum(labels[order])[ends] / labels.sum())
    refused = np.append(0, (ends + 1) / len(order))
    return np.interp(shares, refused, caught)


def bands(labels, scores, count):
    """The bands of calibration_curve, with their numbers of rows and Wilson intervals."""
    rates, means = calibration.calibration_curve(labels, scores, n_bins=count, strategy="quantile")
    edges = np.percentile(scores, np.linspace(0, 1, count + 1) * 100)
    numbers = np.searchsorted(edges[1:-1], scores)
    rows = np.bincount(numbers, minlength=count)
    bad = np.bincount(numbers, weights=labels, minlength=count)
    kept = rows > 0
    low, high = proportion_confint(bad[kept], rows[kept], method="wilson")
    error = float(np.sum(rows[kept] * np.abs(rates - means)) / len(scores))
    # By per-row amounts: what refusing costs, 0.2 of the amount of a good client, less what granting does.
    amounts = np.arange(len(scores)) % 17 + 0.25
    gain = np.bincount(numbers, weights=np.where(labels == 1, -amounts, 0.2 * amounts), minlength=count)[kept]
    return {
        "count": count, "rates": rates.tolist(), "means": means.tolist(), "rows": rows[kept].tolist(),
        "low": low.tolist(), "high": high.tolist(), "expected_error": error, "gains": gain.tolist(),
    }


def case(name, labels, scores):
    labels, scores = np.asarray(labels, float), np.asarray(scores, float)
    precision, recall, thresholds = m.precision_recall_curve(labels, scores)
    shares = np.arange(1, 21) / 20
    caught = gains(labels, scores, shares)
    distance = stats.ks_2samp(scores[labels == 1], scores[labels == 0])
    return {
        "name": name, "labels": labels.tolist(), "scores": scores.tolist(),
        # From the highest threshold down, without the point that scikit-learn adds.
        "precision": precision[:-1][::-1].tolist(), "recall": recall[:-1][::-1].tolist(),
        "thresholds": thresholds[::-1].tolist(), "average_precision": m.average_precision_score(labels, scores),
        "shares": shares.tolist(), "caught": caught.tolist(),
        "lifts": (np.diff(np.append(0, caught)) * 20).tolist(), "cumulative_lifts": (caught / shares).tolist(),
        "ks": float(distance.statistic), "ks_score": float(distance.statistic_location),
        "bands": [bands(labels, scores, count) for count in (1, 7, 10)],
    }


def chance(x):
    return 1 / (1 + np.exp(-x))


x = rng.normal(size=612)
labels = (rng.random(612) < chance(1.5 * x - 2)).astype(int)
smooth = chance(1.5 * x - 2)
cases = [
    case("distinct scores", labels, smooth),
    case("ties", labels, np.round(smooth, 1)),
    case("two scores", labels, (smooth > 0.3) * 0.5 + 0.25),
    case("one score", labels, np.full(612, 0.25)),
    case("perfect", labels[:90], labels[:90] * 0.8 + 0.1),
    case("five rows", [0, 1, 1, 0, 1], [1.0, 0.0, 1.0, 0.0, 0.5]),
]
versions = {
    "scikit-learn": sklearn.__version__, "numpy": np.__version__, "scipy": scipy.__version__,
    "statsmodels": statsmodels.__version__,
}
with open("expected.json", "w") as file:
    json.dump({"versions": versions, "tolerance": 1e-12, "cases": cases}, file)
    file.write("\n")
