"""Writes expected.json: columns with gaps and what pandas and numpy say about them. Run from this folder."""
import json

import numpy as np
import pandas as pd

rng = np.random.default_rng(4)
shares = [0, 0.01, 0.1, 0.25, 1 / 3, 0.5, 0.75, 0.9, 0.999, 1]


def case(name, values, offset=0.0):
    """Spread and shape are taken before the offset, which is exact, is added: the reference loses no digits either."""
    plain = pd.Series(values)
    series = plain + offset
    present = series.dropna().to_numpy()
    number = lambda value: None if pd.isna(value) else float(value)
    return {
        "name": name,
        "values": [None if np.isnan(value) else value for value in series.tolist()],
        "count": int(series.count()), "sum": number(plain.sum() + offset * len(present)),
        "mean": number(plain.mean() + offset), "variance": number(plain.var()), "std": number(plain.std()),
        "skewness": number(plain.skew()), "min": number(series.min()), "max": number(series.max()),
        "quantiles": [number(np.quantile(present, share)) if len(present) else None for share in shares],
    }


smooth = np.round(np.exp(rng.normal(size=500)) * 1024) / 1024
gaps = np.where(rng.random(500) < 0.3, np.nan, smooth)
cases = [
    case("skewed", smooth), case("gaps", gaps), case("offset", gaps, 2.0**33), case("equal", np.full(7, 0.1)),
    case("one", [3.5]), case("two", [1.0, 4.0]), case("three", [1.0, np.nan, 4.0, 9.5]),
    case("none", [np.nan, np.nan]), case("empty", np.array([], float)),
]
out = {"versions": {"pandas": pd.__version__, "numpy": np.__version__}, "tolerance": 1e-12, "shares": shares,
       "cases": cases}
with open("expected.json", "w") as file:
    json.dump(out, file)
