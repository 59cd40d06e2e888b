"""Writes scorecard.json: the stability of scores by scorecardpy 0.1.9.7. Run from this folder, with pandas 2 and
setuptools below 81."""
import json
import warnings

import numpy as np
import pandas as pd
import scorecardpy

warnings.filterwarnings("ignore")
rng = np.random.default_rng(3)


def stability(reference, current):
    """At most ten different scores are levels of their own, so that its cut of the axis cannot lose any."""
    score = {"expected": pd.DataFrame({"score": reference}), "actual": pd.DataFrame({"score": current})}
    label = {name: pd.DataFrame({"y": rng.integers(0, 2, len(table))}) for name, table in score.items()}
    found = scorecardpy.perf_psi(score=score, label=label, show_plot=False)
    return {"reference": np.bincount(reference, minlength=10).tolist(),
            "current": np.bincount(current, minlength=10).tolist(), "psi": float(found["psi"]["PSI"].iloc[0])}


out = {"versions": {"scorecardpy": scorecardpy.__version__, "pandas": pd.__version__}, "tolerance": 1e-9, "cases": [
    stability(rng.integers(0, 10, n), np.minimum(9, rng.poisson(rate, m) + rng.integers(0, 10, m)) % 10)
    for n, m, rate in [(1000, 800, 0.1), (400, 3000, 2), (5000, 5000, 0.5)]
]}
with open("scorecard.json", "w") as file:
    json.dump(out, file)
