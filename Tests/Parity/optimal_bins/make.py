"""Writes expected.json: pre-bins and optimal bins of optbinning 1.0.0. Run from this folder.

The columns are those of the real data in CARNET_REAL_DATA (the folder with german_credit.csv,
uci_default_of_credit_card_clients.csv and crx.data), of which no more than the rows of each pre-bin are written, and
random ones of few values for the pre-bins themselves.

A case of a column is [constraints, status, information value, pre-bins in each bin]; where a trend is asked for, there
follows the value with `min_event_rate_diff=1e-12`, which forbids no difference that occurs, but switches off that
optbinning rules out cuts beforehand: that loses bins of greater value where bins must be of some size."""
import json
import os
import warnings

import numpy as np
import optbinning
import ortools
import pandas as pd
import sklearn
from optbinning import OptimalBinning
from scipy.special import xlogy

warnings.filterwarnings("ignore")
DATA = os.environ.get("CARNET_REAL_DATA", "../../../../shared/data/credit")

CONSTRAINTS = {
    "none": {},
    "ascending": {"monotonic_trend": "ascending"},
    "descending": {"monotonic_trend": "descending"},
    "peak": {"monotonic_trend": "peak"},
    "valley": {"monotonic_trend": "valley"},
    "most": {"max_n_bins": 5},
    "ascending-most": {"monotonic_trend": "ascending", "max_n_bins": 3},
    "peak-most": {"monotonic_trend": "peak", "max_n_bins": 4},
    "size5": {"min_bin_size": 0.05},
    "size12": {"min_bin_size": 0.12},
    "ascending-size": {"monotonic_trend": "ascending", "min_bin_size": 0.15},
    "descending-size": {"monotonic_trend": "descending", "min_bin_size": 0.15},
    "valley-size": {"monotonic_trend": "valley", "min_bin_size": 0.1},
    "pvalue": {"max_pvalue": 0.05},
    "descending-pvalue": {"monotonic_trend": "descending", "max_pvalue": 0.01},
    "difference": {"min_event_rate_diff": 0.02},
    "valley-difference": {"monotonic_trend": "valley", "min_event_rate_diff": 0.03},
    "least-most": {"monotonic_trend": "descending", "min_n_bins": 3, "max_n_bins": 6},
    "classes": {"min_bin_n_event": 30, "min_bin_n_nonevent": 60},
    "all": {
        "monotonic_trend": "peak", "min_n_bins": 2, "max_n_bins": 6, "min_bin_size": 0.08, "max_pvalue": 0.1,
        "min_event_rate_diff": 0.01, "min_bin_n_event": 10, "min_bin_n_nonevent": 10,
    },
    "monotone": {"monotonic_trend": "auto_asc_desc"},
}


class Watched(OptimalBinning):
    """Keeps the pre-bins that the optimiser is given."""

    def _fit_optimizer(self, splits, n_nonevent, n_event):
        self.prebins = (np.asarray(n_event), np.asarray(n_nonevent), np.asarray(splits, dtype=float))
        super()._fit_optimizer(splits, n_nonevent, n_event)


def fitted(kind, values, label, **options):
    return Watched(dtype=kind, **({"monotonic_trend": None} | options)).fit(values, label)


def outcome(model):
    """Status, information value of the bins from their whole counts, pre-bins in each bin."""
    events, others, _ = model.prebins
    ends = np.flatnonzero(model._solution) + 1
    starts = np.concatenate([[0], ends[:-1]])
    p = np.array([events[a:b].sum() for a, b in zip(starts, ends)]) / events.sum()
    q = np.array([others[a:b].sum() for a, b in zip(starts, ends)]) / others.sum()
    return [model._status, float(xlogy(p - q, p / q).sum()), [int(n) for n in ends - starts]]


def column(name, kind, values, label):
    events, others, _ = fitted(kind, values, label).prebins
    out = {"name": name, "rows": len(values), "events": events.tolist(), "nonEvents": others.tolist(), "cases": []}
    for key, options in CONSTRAINTS.items() if len(events) > 1 else []:
        trend = options.get("monotonic_trend")
        # Of levels every trend is taken to be ascending.
        if kind == "categorical" and trend not in (None, "ascending"):
            continue
        case = [key] + outcome(fitted(kind, values, label, **options))
        if trend not in (None, "auto_asc_desc") and "min_event_rate_diff" not in options:
            case.append(outcome(fitted(kind, values, label, **options, min_event_rate_diff=1e-12))[1])
        out["cases"].append(case)
    return out


def real():
    german = pd.read_csv(f"{DATA}/german_credit.csv")
    yield "german", german.drop(columns="class"), (german["class"] == 2).to_numpy().astype(int)
    taiwan = pd.read_csv(f"{DATA}/uci_default_of_credit_card_clients.csv").drop(columns="ID")
    label = taiwan.pop("default payment next month").to_numpy().astype(int)
    for month in (1, 4, 5):
        taiwan[f"BILL_SHARE{month}"] = taiwan[f"BILL_AMT{month}"] / taiwan["LIMIT_BAL"]
        taiwan[f"PAID_SHARE{month}"] = taiwan[f"PAY_AMT{month}"] / taiwan["LIMIT_BAL"]
    yield "taiwan", taiwan, label
    approval = pd.read_csv(f"{DATA}/crx.data", na_values="?")
    yield "approval", approval, (approval.pop("A16") == "-").to_numpy().astype(int)


def columns():
    for data, table, label in real():
        for name in table.columns:
            is_number = pd.api.types.is_numeric_dtype(table[name])
            values = table[name].to_numpy().astype(float if is_number else object)
            yield column(f"{data} {name}", "numerical" if is_number else "categorical", values, label)


def counted(values, label):
    table = pd.crosstab(values, label)
    return {"values": table.index.tolist(), "events": table[1].tolist(), "nonEvents": table[0].tolist()}


def trees():
    """Random columns of whole numbers, where many splits are equal."""
    rng = np.random.default_rng(3)
    for _ in range(40):
        rows, share, limit = int(rng.choice([60, 200, 1000])), float(rng.choice([0.01, 0.05])), int(rng.choice([4, 8, 20]))
        values = rng.integers(0, rng.choice([5, 12, 40]), rows) * 2 + 1.0
        label = (rng.random(rows) < 0.2 + 0.5 * rng.random()).astype(int)
        events, others, splits = fitted(
            "numerical", values, label, min_prebin_size=share, max_n_prebins=limit).prebins
        yield counted(values, label) | {
            "leastRows": int(np.ceil(share * rows)), "limit": limit,
            "bins": [events.tolist(), others.tolist()], "breaks": splits.tolist()}


def levels():
    """Random columns of levels, some of them too rare for a bin of their own."""
    rng = np.random.default_rng(4)
    for _ in range(20):
        rows, cutoff = 500, float(rng.choice([0.01, 0.02, 0.05]))
        codes = np.minimum(rng.geometric(0.2, rows), 14)
        label = (rng.random(rows) < rng.random(15)[codes]).astype(int)
        values = np.array([f"L{code:02}" for code in codes], dtype=object)
        model = fitted("categorical", values, label, cat_cutoff=cutoff)
        others = [int(model._n_event_cat_others), int(model._n_nonevent_cat_others)] if len(model._cat_others) else [0, 0]
        yield counted(codes, label) | {
            "leastRows": 25, "leastLevelRows": int(np.ceil(cutoff * rows)),
            "bins": [model.prebins[0].tolist(), model.prebins[1].tolist()], "others": others}


def lines(name, values):
    rows = ",\n".join(json.dumps(value, separators=(",", ":")) for value in values)
    return f'"{name}":[\n{rows}\n]'


versions = {"optbinning": optbinning.__version__, "ortools": ortools.__version__, "scikit-learn": sklearn.__version__}
with open("expected.json", "w") as file:
    parts = [f'"versions":{json.dumps(versions)}', f'"constraints":{json.dumps(CONSTRAINTS)}']
    parts += [lines("columns", columns()), lines("trees", trees()), lines("levels", levels())]
    file.write("{" + ",\n".join(parts) + "}\n")
