"""Writes expected.json: what optuna's PED-ANOVA says of the parameters of searches.

Each case has the dimensions of a search, its complete trials, how many count as the best, and the importances before
they are made to sum to 1. Run from this folder.
"""
import json
import warnings

import numpy as np
import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.importance import PedAnovaImportanceEvaluator
from optuna.trial import create_trial

warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.WARNING)
rng = np.random.default_rng(8)

SPACE = {
    "rate": FloatDistribution(0.01, 0.3, log=True), "share": FloatDistribution(0.5, 1.0), "leaves": IntDistribution(8, 128),
    "depth": IntDistribution(2, 7), "rows": IntDistribution(1, 500, log=True), "two": IntDistribution(3, 4, log=True),
    "kind": CategoricalDistribution(["gbdt", "dart", "rf"]), "one": IntDistribution(5, 5),
}


def draw(dist):
    if isinstance(dist, CategoricalDistribution):
        return int(rng.integers(len(dist.choices)))
    if isinstance(dist, IntDistribution):
        if dist.log:
            return int(np.clip(round(np.exp(rng.uniform(np.log(dist.low), np.log(dist.high)))), dist.low, dist.high))
        return int(rng.integers(dist.low, dist.high + 1))
    low, high = (np.log(dist.low), np.log(dist.high)) if dist.log else (dist.low, dist.high)
    value = rng.uniform(low, high)
    return float(np.exp(value) if dist.log else value)


def loss(p):
    """Mostly of the rate, less of the leaves and the kind."""
    return (np.log(p["rate"] / 0.05)) ** 2 + 0.3 * abs(p["leaves"] - 31) / 40 + 0.4 * (p["kind"] == 2) + 0.02 * rng.normal()


def case(name, trials, best, losses=None):
    points = [{k: draw(d) for k, d in SPACE.items()} for _ in range(trials)]
    values = losses or [float(loss(p)) for p in points]
    study = optuna.create_study()
    for point, value in zip(points, values):
        own = {k: SPACE[k].choices[v] if k == "kind" else v for k, v in point.items()}
        study.add_trial(create_trial(params=own, distributions=SPACE, value=value))
    found = PedAnovaImportanceEvaluator(target_quantile=best / trials).evaluate(study)
    return {
        "name": name, "points": [list(p.values()) for p in points], "losses": values, "best": best,
        "importances": [found[k] for k in SPACE],
    }


cases = [
    case("many", 200, 20), case("few", 30, 5), case("two", 2, 1), case("ties", 24, 6, [float(i // 4) for i in range(24)]),
    case("most", 40, 30),
]
json.dump({"cases": cases}, open("expected.json", "w"), indent=0)
