"""Writes expected.json: a small table with gaps, and what pandas and scikit-learn make of it. Run from this folder."""
import json

import numpy as np
import pandas as pd
import sklearn
from sklearn.impute import KNNImputer, SimpleImputer
from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler

rng = np.random.default_rng(11)
rows, half = 160, 100
names = ["a", "b", "c", "d", "e"]
x = np.round(rng.normal(size=(rows, 5)) @ rng.normal(size=(5, 5)) + [0, 3, -50, 0, 1e4], 3)
x[:, 3] = np.round(x[:, 3] * 3)  # whole numbers with ties
x[rng.random((rows, 5)) < [0, 0.1, 0.2, 0.3, 0.15]] = np.nan
constant = np.full((rows, 1), 7.0)
texts = rng.choice(["Zed", "alpha", "Beta", "été"], size=rows, p=[0.5, 0.2, 0.2, 0.1]).astype(object)
texts[rng.random(rows) < 0.1] = None
texts[half + 1] = "unseen"
frame = pd.DataFrame(x, columns=names)


def columns(values):
    return [[None if np.isnan(v) else float(v) for v in column] for column in np.asarray(values, dtype=float).T]


def scaled(scaler):
    full = np.hstack([x, constant])
    return columns(scaler.fit(full[:half]).transform(full))


def imputed(imputer):
    return columns(imputer.fit(x[:half]).transform(x))


def dummies(values, dummy_na):
    table = pd.get_dummies(pd.Series(values, name="t"), prefix="t", dummy_na=dummy_na, dtype=int)
    return {name: table[name].tolist() for name in table.columns}


def knn(**options):
    """Scaled by the training rows first, as its distances ask for."""
    scaler = RobustScaler().fit(x[:half])
    return columns(KNNImputer(**options).fit(scaler.transform(x[:half])).transform(scaler.transform(x)))


def pruned(ranking, threshold, rule):
    corr = wide.corr().abs()
    gone, kept = set(), []
    for place, name in enumerate(ranking):
        better = ranking[:place] if rule == "every_pair" else kept
        if any(corr.loc[name, other] > threshold for other in better):
            gone.add(name)
        else:
            kept.append(name)
    return [name for name in wide.columns if name not in gone]


base = rng.normal(size=(rows, 4))
mixed = np.hstack([base, base @ rng.normal(size=(4, 8)) + 0.8 * rng.normal(size=(rows, 8))]).round(3)
mixed[rng.random(mixed.shape) < np.linspace(0, 0.3, 12)[rng.permutation(12)]] = np.nan
wide = pd.DataFrame(mixed, columns=[f"w{i}" for i in range(12)])
target = (base[:, 0] + base[:, 1] + rng.normal(size=rows) > 0).astype(int)
by_nulls = list(wide.isna().sum().sort_values(kind="stable").index)
by_target = list(wide.corrwith(pd.Series(target)).abs().sort_values(ascending=False, kind="stable").index)
rankings = {"fewest_nulls": by_nulls, "target": by_target}

out = {
    "versions": {"pandas": pd.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "tolerance": 1e-11,
    "half": half,
    "columns": columns(x),
    "texts": list(texts),
    "factorize": [None if code < 0 else int(code) for code in pd.factorize(texts)[0]],
    "dummies": dummies(texts, False),
    "dummiesWithNan": dummies(texts, True),
    "scaled": {"robust": scaled(RobustScaler()), "standard": scaled(StandardScaler()), "minmax": scaled(MinMaxScaler())},
    "imputed": {
        "median": imputed(SimpleImputer(strategy="median")),
        "mean": imputed(SimpleImputer(strategy="mean")),
        "mode": imputed(SimpleImputer(strategy="most_frequent")),
    },
    "knn": {
        "knn(4)": knn(n_neighbors=4),
        "knn(3, weights: distance)": knn(n_neighbors=3, weights="distance"),
    },
    "wide": columns(mixed),
    "target": target.tolist(),
    "pruned": [
        {"rule": rule, "prefer": prefer, "corr": corr, "kept": pruned(ranking, corr, rule)}
        for rule in ["every_pair", "greedy"] for prefer, ranking in rankings.items() for corr in [0.3, 0.5, 0.7]
    ],
}
assert any(a["kept"] != b["kept"] for a, b in zip(out["pruned"][:6], out["pruned"][6:])), "the rules should differ"
with open("expected.json", "w") as file:
    json.dump(out, file, ensure_ascii=False)
