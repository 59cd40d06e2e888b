"""Writes input.csv and expected.json: facts about columns, by pandas and scipy. Run from this folder."""
import json

import numpy as np
import pandas as pd
import scipy
from scipy.stats.contingency import association

rng = np.random.default_rng(33)
rows = 600
table = pd.DataFrame({
    "days": np.where(rng.random(rows) < 0.15, 365243, -rng.integers(100, 15000, rows)),
    "income": np.round(rng.lognormal(10, 0.6, rows), 2), "score": rng.choice([-1, 0, 3, 5, 8], rows),
    "code": np.where(rng.random(rows) < 0.05, 999, rng.integers(0, 60, rows)), "one": 7,
    "housing": rng.choice(["rent", "own", "parents"], rows, p=[0.3, 0.6, 0.1]),
    "job": rng.choice(list("abcdefgh"), rows),
})
table["twin"] = table["score"]
table["bad"] = ((table["housing"] == "rent") & (rng.random(rows) < 0.6) | (rng.random(rows) < 0.1)).astype(int)
table.loc[rng.random(rows) < 0.2, "income"] = np.nan
table.loc[rng.random(rows) < 0.1, "job"] = None
table.to_csv("input.csv", index=False)
table = pd.read_csv("input.csv")
sentinels = {"days": "365243", "score": "-1", "twin": "-1", "code": "999"}


def facts(name):
    column = table[name]
    counts = column.value_counts()
    out = {
        "nulls": int(column.isna().sum()), "null_share": float(column.isna().mean()),
        "distinct": int(column.nunique()), "top_share": float(counts.iloc[0] / rows),
        "sentinel": sentinels.get(name), "twin_of": "score" if name == "twin" else None,
    }
    if column.dtype.kind in "if":
        first, third = column.quantile(0.25), column.quantile(0.75)
        far = (column < first - 1.5 * (third - first)) | (column > third + 1.5 * (third - first))
        out |= {"zeros": int((column == 0).sum()), "outliers": int(far.sum())}
        for label, value in [
            ("min", column.min()), ("q05", column.quantile(0.05)), ("q25", first), ("median", column.median()),
            ("q75", third), ("q95", column.quantile(0.95)), ("max", column.max()), ("mean", column.mean()),
            ("std", column.std()), ("skew", column.skew() if column.nunique() > 1 else None),
            ("relation", abs(column.corr(table["bad"])) if column.nunique() > 1 else None),
        ]:
            out[label] = None if value is None else float(value)
    else:
        out["relation"] = float(association(pd.crosstab(column, table["bad"]), method="cramer"))
    return out


out = {"versions": {"pandas": pd.__version__, "scipy": scipy.__version__}, "tolerance": 1e-10,
       "columns": {name: facts(name) for name in table.columns if name != "bad"}}
with open("expected.json", "w") as file:
    json.dump(out, file, indent=1)
