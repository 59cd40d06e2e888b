"""Writes input.csv and expected.json: bands by numpy, and bins by risk from scikit-learn's isotonic regression with a
search over the merges. Run from this folder."""
import json

import numpy as np
import pandas as pd
import sklearn
from sklearn.isotonic import IsotonicRegression

rng = np.random.default_rng(21)
rows = 1500
age = np.round(rng.gamma(6, 7, rows), 1)
ratio = np.round(rng.normal(0, 1, rows), 2)
count = rng.poisson(1.3, rows)
risk = 1 / (1 + np.exp(1.2 + 0.04 * (age - 40) - 0.6 * ratio + 0.1 * np.abs(count - 2)))
table = pd.DataFrame({"age": age, "ratio": ratio, "count": count, "bad": (rng.random(rows) < risk).astype(int)})
table.loc[rng.random(rows) < 0.08, "ratio"] = np.nan
table.to_csv("input.csv", index=False)


def quantile_breaks(values, bins):
    present = values.dropna().to_numpy()
    breaks = np.unique(np.quantile(present, np.arange(1, bins) / bins))
    return breaks[breaks > present.min()]


def width_breaks(values, bins):
    return values.min() + (values.max() - values.min()) * np.arange(1, bins) / bins


def evidence(groups, target):
    """Weights and information value of groups of rows, an empty one left out of both."""
    good_total, bad_total = (target == 0).sum(), (target == 1).sum()
    weights, total = [], 0.0
    for group in groups:
        good, bad = (target[group] == 0).sum(), (target[group] == 1).sum()
        if good + bad == 0:
            weights.append(0.0)
            continue
        half = 0.5 if good == 0 or bad == 0 else 0.0
        p, q = (good + half) / good_total, (bad + half) / bad_total
        weights.append(float(np.log(p / q)))
        total += (p - q) * np.log(p / q)
    return weights, float(total)


def woe_breaks(values, target, limit):
    present = values.notna().to_numpy()
    x, y = values.to_numpy()[present], target[present]
    fine = quantile_breaks(values, 20)
    band = np.digitize(x, fine)
    rate = np.array([y[band == code].mean() for code in range(len(fine) + 1)])
    size = np.array([(band == code).sum() for code in range(len(fine) + 1)])

    def groups(breaks):
        own = np.digitize(x, breaks)
        return [own == code for code in range(len(breaks) + 1)]

    best = None
    for increasing in (True, False):
        fitted = IsotonicRegression(increasing=increasing).fit_transform(np.arange(len(rate)), rate, sample_weight=size)
        starts = [i for i in range(1, len(fitted)) if abs(fitted[i] - fitted[i - 1]) > 1e-12]
        breaks = [float(fine[i - 1]) for i in starts]
        value = evidence(groups(breaks), y)[1]
        if best is None or value > best[0]:
            best = (value, breaks)
    breaks = best[1]
    while len(breaks) + 1 > limit:
        options = [breaks[:i] + breaks[i + 1:] for i in range(len(breaks))]
        breaks = max(options, key=lambda option: evidence(groups(option), y)[1])
    return breaks


cases = []
for column in ["age", "ratio", "count"]:
    values = table[column]
    target = table["bad"].to_numpy()
    for method, bins in [("quantile", 7), ("width", 4), ("woe", 5), ("woe", 3)]:
        breaks = {"quantile": quantile_breaks, "width": width_breaks}.get(method, lambda v, n: woe_breaks(v, target, n))(
            values, bins)
        code = np.where(values.isna(), -1, np.digitize(values.fillna(0), breaks))
        case = {"column": column, "method": method, "bins": bins, "codes": code.tolist()}
        if method == "woe":
            parts = [code == number for number in range(len(breaks) + 1)] + [code == -1]
            case["weights"], case["iv"] = evidence(parts, target)
        cases.append(case)
out = {"versions": {"numpy": np.__version__, "scikit-learn": sklearn.__version__}, "tolerance": 1e-12, "cases": cases}
with open("expected.json", "w") as file:
    json.dump(out, file)
