"""Writes expected.json: every aggregate over small grouped tables, as pandas computes it.

Run with a Python that has pandas and numpy; `swift test` only reads the result.
"""

import json
import pathlib

import numpy as np
import pandas as pd

rng = np.random.default_rng(20)
ROWS = 240
FUNCTIONS = {
    "count": lambda s: int(s.count()),
    "sum": lambda s: float(s.sum()),
    "mean": lambda s: s.mean(),
    "min": lambda s: s.min(),
    "max": lambda s: s.max(),
    "var": lambda s: s.var(),
    "std": lambda s: s.std(),
    "median": lambda s: s.median(),
    "quantile": lambda s: s.quantile(0.3),
    "first": lambda s: s.dropna().iloc[0] if s.count() else None,
    "last": lambda s: s.dropna().iloc[-1] if s.count() else None,
    "nunique": lambda s: int(s.nunique()),
    "mode": lambda s: s.mode().iloc[0] if s.count() else None,
    "nulls": lambda s: int(s.isna().sum()),
}


def clean(value):
    return None if value is None or pd.isna(value) else round(float(value), 17)


def slope(frame):
    pairs = frame.dropna()
    if len(pairs) < 2 or pairs.x.nunique() < 2:
        return None
    return float(np.cov(pairs.x, pairs.y)[0, 1] / pairs.x.var())


key = rng.integers(0, 12, ROWS)
gaps = rng.random(ROWS) < 0.2
columns = {
    "small": np.where(gaps, np.nan, np.round(rng.normal(0, 3, ROWS), 1)),
    "offset": np.where(gaps, np.nan, 1e9 + np.round(rng.random(ROWS), 3)),
    "sparse": np.where((rng.random(ROWS) < 0.7) | (key == 3), np.nan, rng.integers(-4, 5, ROWS).astype(float)),
}
frame = pd.DataFrame({"key": key, **columns})
cases = {}
for name in columns:
    groups = frame.groupby("key", sort=False)[name]
    cases[name] = {f: [clean(call(values)) for _, values in groups] for f, call in FUNCTIONS.items()}
pairs = frame.rename(columns={"small": "y", "sparse": "x"}).groupby("key", sort=False)[["y", "x"]]
cases["small"]["slope"] = [clean(slope(values)) for _, values in pairs]
any_values = frame.assign(b=frame["small"] > 2).groupby("key", sort=False)["b"]
output = {
    "versions": {"pandas": pd.__version__, "numpy": np.__version__},
    "tolerance": 1e-9,
    "key": key.tolist(),
    "columns": {name: [clean(v) for v in values] for name, values in columns.items()},
    "expected": cases,
    "anyAbove2": [bool(v.any()) for _, v in any_values],
    "allAbove2": [bool(v.all()) for _, v in any_values],
}
(pathlib.Path(__file__).parent / "expected.json").write_text(json.dumps(output, indent=None) + "\n")
