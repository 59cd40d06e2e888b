"""Writes expected.json, reference.csv and current.csv: samples with what scipy makes of them, and two tables with what
evidently 0.7.23 says of each column. Run from this folder, with pandas 3.0 (evidently does not import with 3.1)."""
import json
import warnings

import evidently
import numpy as np
import pandas as pd
import scipy
from evidently import Report
from evidently.core.datasets import infer_column_type
from evidently.legacy.calculations.stattests import jensenshannon, psi, wasserstein_distance_norm
from evidently.legacy.core import ColumnType
from evidently.metrics import ValueDrift
from scipy import stats

warnings.filterwarnings("ignore")
rng = np.random.default_rng(13)


def samples():
    """Pairs of samples: many sizes, with ties and without, the same distribution and others."""
    for n, m in [(1, 1), (1, 5), (5, 7), (12, 12), (30, 45), (160, 150), (200, 333), (400, 400), (90, 700)]:
        for shift in [0, 0.2, 1.5]:
            a, b = rng.normal(size=n), rng.normal(size=m) + shift
            digits = {0: 3, 0.2: 1, 1.5: 0}[shift]
            yield np.round(a, digits), np.round(b, digits)
    yield np.zeros(20), np.zeros(30)
    yield np.zeros(20), np.ones(30)
    yield np.arange(40.0), np.arange(40.0)
    yield rng.integers(0, 2**53, 50).astype(float), rng.integers(0, 2**52, 60).astype(float)
    yield np.round(rng.exponential(size=300), 2) * 1e-6, np.round(rng.exponential(size=200) * 1.4, 2) * 1e-6


def compared(a, b):
    one, two = pd.Series(a), pd.Series(b)
    ks = stats.ks_2samp(a, b)
    number = ColumnType.Numerical
    return {
        "reference": a.tolist(), "current": b.tolist(), "ks": float(ks.statistic), "p": float(ks.pvalue),
        "wasserstein": float(stats.wasserstein_distance(a, b)), "deviation": float(np.std(a)),
        "normed": float(wasserstein_distance_norm._wasserstein_distance_norm(one, two, number, 0.1)[0]),
        "edges": np.histogram_bin_edges(np.concatenate([a, b]), bins="sturges").tolist(),
        "js": float(jensenshannon._jensenshannon(one, two, number, 0.1)[0]),
        "psi": float(psi._psi(one, two, number, 0.1)[0]),
    }


def levels():
    """Counts of levels in two samples."""
    for count, n, m in [(2, 500, 400), (3, 60, 60), (7, 1000, 1500), (40, 5000, 4000), (2, 10, 12)]:
        p = rng.dirichlet(np.full(count, 4.0))
        q = p if count % 2 else rng.dirichlet(np.full(count, 4.0))
        yield rng.multinomial(n, p), rng.multinomial(m, q)
    yield np.array([10]), np.array([20])
    yield np.array([100, 50, 0]), np.array([0, 50, 100])


def counted(a, b):
    one, two = pd.Series(np.repeat(np.arange(len(a)), a)), pd.Series(np.repeat(np.arange(len(b)), b))
    table = np.array([a, b])
    test = stats.chi2_contingency(table[:, table.sum(axis=0) > 0], correction=False)
    level = ColumnType.Categorical
    return {
        "reference": a.tolist(), "current": b.tolist(), "chisq": float(test.statistic), "p": float(test.pvalue),
        "degrees": int(test.dof), "js": float(jensenshannon._jensenshannon(one, two, level, 0.1)[0]),
        "psi": float(psi._psi(one, two, level, 0.1)[0]) if (a > 0).all() and (b > 0).all() else None,
    }


def frame(rows, isCurrent):
    """Columns that evidently compares, and others that it leaves out."""
    x, moved = rng.normal(size=rows), 0.4 if isCurrent else 0
    weights = [0.5, 0.3, 0.2] if isCurrent else [0.6, 0.3, 0.1]
    out = pd.DataFrame({
        "same": np.round(x, 3), "shifted": np.round(rng.normal(size=rows) + moved, 3),
        "skewed": np.round(rng.exponential(size=rows) * (1 + moved), 2),
        "days": rng.integers(-20000 + int(5000 * moved), -7000, rows),
        "children": rng.choice([0, 1, 2, 3, 4], rows, p=[0.6, 0.2, 0.12, 0.05, 0.03]),
        "region": rng.choice(["north", "south", "west"], rows, p=weights),
        "kind": rng.choice(["a", "b", "c", "d"], rows, p=[0.4, 0.3, 0.2, 0.1]),
        "flag": rng.choice([0.0, 1.0], rows, p=[0.7 - moved / 2, 0.3 + moved / 2]),
        "gappy": np.where(rng.random(rows) < (0.5 if isCurrent else 0.1), np.nan, np.round(rng.normal(size=rows), 2)),
    })
    out["late"] = rng.random(rows) < (0.5 if isCurrent else 0.2)
    out["seen"] = pd.to_datetime("2024-01-01") + pd.to_timedelta(rng.integers(0, 365, rows), "D")
    out["name"] = [f"client {number}" for number in rng.integers(0, 10**9, rows)]
    if isCurrent:
        out.loc[:99, "region"] = "east"
        out["fresh"] = rng.integers(0, 9, rows)
    else:
        out["gone"] = rng.integers(0, 9, rows)
    return out


def drifts(reference, current, columns):
    """Score, method and verdict of evidently for each column."""
    found = {}
    for column in columns:
        run = Report([ValueDrift(column=column)]).run(current, reference).dict()["metrics"][0]
        found[column] = {"method": run["config"].get("method"), "score": float(run["value"])}
    return found


def report(reference, current):
    types = {column: str(infer_column_type(current[column]).value) for column in current.columns}
    columns = [column for column, kind in types.items() if kind in ("num", "cat") and column in reference.columns]
    return {"types": types, "scores": drifts(reference, current, columns)}


reference, current = frame(1300, False), frame(1100, True)
for name, table in [("reference", reference), ("current", current)]:
    table.to_csv(f"{name}.csv", index=False, date_format="%Y-%m-%d")
p = rng.random(40) ** 2
out = {
    "versions": {"scipy": scipy.__version__, "evidently": evidently.__version__, "pandas": pd.__version__,
                 "numpy": np.__version__},
    "tolerance": 1e-9, "samples": [compared(a, b) for a, b in samples()],
    "levels": [counted(a, b) for a, b in levels()],
    "kolmogorov": [
        {"n": n, "d": z / n**0.5, "above": float(stats.kstwo.sf(z / n**0.5, n))}
        for n in [1, 2, 10, 100, 140, 141, 500, 5000, 20000, 150000] for z in [0.2, 0.45, 0.6, 0.9, 1.2, 1.6, 2.5, 5]
        if z / n**0.5 < 1
    ],
    "pValues": p.tolist(), "adjusted": stats.false_discovery_control(p).tolist(),
    "report": report(reference, current),
}
with open("expected.json", "w") as file:
    json.dump(out, file)
