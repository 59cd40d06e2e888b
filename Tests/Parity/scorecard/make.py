"""Writes expected.json: the regression behind a scorecard, weights of evidence and stability. Run from this folder.

The regression is statsmodels' `Logit` on made features of few values, with `variance_inflation_factor`. The weights of
evidence and information values are scorecardpy's and optbinning's on the same bins of made rows, the stability index is
scorecardpy's `perf_psi` by the same bands of scores. All bins have rows of both classes: what the libraries do with one
that has not is theirs (scorecardpy replaces counts of 0 by 0.9, optbinning has a weight of 0).
Needs pandas 2 and setuptools below 81 for scorecardpy."""
import json
import warnings
from importlib.metadata import version

import numpy as np
import optbinning
import pandas as pd
import scorecardpy
import statsmodels
import statsmodels.api as sm
from optbinning import OptimalBinning
from optbinning.binning.metrics import jensen_shannon
from statsmodels.stats.outliers_influence import variance_inflation_factor

warnings.filterwarnings("ignore")
random = np.random.default_rng(20)


def regression(rows=900):
    """Features as weights of evidence are: a handful of values each, greater ones for less risk."""
    levels = [np.array([-1.1, -0.4, 0.2, 0.9]), np.array([-0.6, 0.05, 0.7]), np.array([-1.6, -0.2, 0.35, 0.5, 1.4])]
    codes = [random.integers(0, len(own), rows) for own in levels]
    codes[1] = np.where(random.random(rows) < 0.6, np.minimum(codes[0], 2), codes[1])
    features = np.column_stack([own[code] for own, code in zip(levels, codes)])
    odds = -1.2 - features @ np.array([0.9, 0.5, 0.7])
    labels = (random.random(rows) < 1 / (1 + np.exp(-odds))).astype(float)
    model = sm.Logit(labels, sm.add_constant(features)).fit(disp=0, method="newton", tol=1e-14, maxiter=200)
    design = sm.add_constant(features)
    return {
        "columns": features.T.tolist(), "labels": labels.tolist(),
        "coefficients": model.params[1:].tolist(), "intercept": float(model.params[0]),
        "errors": [*model.bse[1:], model.bse[0]], "p": [*model.pvalues[1:], model.pvalues[0]],
        "vif": [float(variance_inflation_factor(design, place)) for place in range(1, design.shape[1])],
    }


def evidence(rows=4000):
    """Counts of bins with what both libraries make of them."""
    cases = []
    for breaks in ([20, 40, 60], [10, 25, 50, 75, 90]):
        x = random.integers(0, 100, rows).astype(float)
        y = (random.random(rows) < 0.35 - 0.0025 * x + 0.05 * (x > 70)).astype(int)
        frame = pd.DataFrame({"x": x, "y": y})
        bins = scorecardpy.woebin(frame, y="y", breaks_list={"x": breaks}, print_info=False)["x"]
        own = OptimalBinning("x", user_splits=breaks, user_splits_fixed=[True] * len(breaks), monotonic_trend=None)
        own.fit(x, y)
        table = own.binning_table.build().iloc[:len(breaks) + 1]
        assert table["Event"].tolist() == bins["bad"].tolist()
        counts = table[["Non-event", "Event"]].to_numpy()
        shares = counts / counts.sum(axis=0)
        cases.append({
            "events": bins["bad"].tolist(), "nonEvents": bins["good"].tolist(),
            "scorecardpy": bins["woe"].tolist(), "scorecardpyInformation": float(bins["total_iv"].iloc[0]),
            "optbinning": [float(value) for value in table["WoE"]],
            "optbinningInformation": float(own.binning_table.iv),
            "divergence": float(jensen_shannon(shares[:, 0], shares[:, 1], return_sum=True)),
        })
    return cases


def stability():
    """Scores in two samples, none of which lies on a bound or at the end: scorecardpy loses the greatest one there."""
    samples = {"train": random.normal(600, 40, 1500), "test": random.normal(588, 45, 900)}
    samples = {name: np.clip(score.round() + 0.5, 501.5, 698.5) for name, score in samples.items()}
    frames = {name: pd.DataFrame({"score": score}) for name, score in samples.items()}
    labels = {name: pd.DataFrame({"y": random.integers(0, 2, len(score))}) for name, score in samples.items()}
    found = scorecardpy.perf_psi(
        score=frames, label=labels, x_limits=[500, 700], x_tick_break=20, show_plot=False)
    counts = {name: np.histogram(score, np.arange(500, 701, 20))[0] for name, score in samples.items()}
    assert all((own > 0).all() for own in counts.values())
    return {"reference": counts["train"].tolist(), "current": counts["test"].tolist(),
            "index": float(found["psi"]["PSI"].iloc[0])}


expected = {
    "versions": {
        "statsmodels": statsmodels.__version__, "scorecardpy": version("scorecardpy"),
        "optbinning": optbinning.__version__},
    "regression": regression(), "evidence": evidence(), "stability": stability(),
}
with open("expected.json", "w") as file:
    json.dump(expected, file)
