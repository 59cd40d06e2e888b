"""Writes expected.json: what optuna's TPE makes of trials, and the best values it finds on test functions.

`densities` are the logarithms of its Parzen estimator's densities at points, `quantiles` those of its truncated normal
distribution, `splits` the trials that count as good, `best` the best value of 60 trials for each of 60 seeds.
Run from this folder.
"""
import json
import math
import warnings

import numpy as np
import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.samplers import TPESampler
from optuna.samplers._tpe import _truncnorm
from optuna.samplers._tpe.parzen_estimator import _ParzenEstimator, _ParzenEstimatorParameters
from optuna.samplers._tpe.sampler import _split_trials, default_gamma, default_gamma_multiobjective, default_weights
from optuna.trial import create_trial

warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.WARNING)
rng = np.random.default_rng(5)
# Sixty seeds tell smaller differences than twenty.
TRIALS, SEEDS = 60, 60


def sphere(p):
    return sum(v**2 for v in p)


def rosenbrock(p):
    return sum(100 * (b - a * a) ** 2 + (1 - a) ** 2 for a, b in zip(p, p[1:]))


def branin(p):
    x, y = p
    return (y - 5.1 / (4 * math.pi**2) * x * x + 5 / math.pi * x - 6) ** 2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x) + 10


A = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]]
P = [[1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991],
     [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381]]


def hartmann6(p):
    return -sum(
        c * math.exp(-sum(a * (v - 1e-4 * q) ** 2 for a, v, q in zip(row, p, centre)))
        for c, row, centre in zip([1, 1.2, 3, 3.2], A, P))


def ackley(p):
    n = len(p)
    return (-20 * math.exp(-0.2 * math.sqrt(sum(v * v for v in p) / n))
            - math.exp(sum(math.cos(2 * math.pi * v) for v in p) / n) + 20 + math.e)


def mixed(p):
    rate, leaves, depth, kind = p
    return ((math.log10(rate) + 1.5) ** 2 + (math.log2(leaves) - 5) ** 2 / 4 + (depth - 7) ** 2 / 20
            + [0.5, 0, 1, 0.3][int(kind)] * (1 + depth / 10))


def real(low, high, log=False):
    return {"kind": "real", "low": low, "high": high, "log": log}


def whole(low, high, log=False):
    return {"kind": "whole", "low": low, "high": high, "log": log}


def choice(count):
    return {"kind": "choice", "low": 0, "high": count - 1, "log": False}


MIXED = [real(1e-3, 1.0, True), whole(2, 256, True), whole(1, 12), choice(4)]
FUNCTIONS = {
    "sphere": (sphere, [real(-5, 5)] * 5), "rosenbrock": (rosenbrock, [real(-2, 2)] * 4),
    "branin": (branin, [real(-5, 10), real(0, 15)]), "hartmann6": (hartmann6, [real(0, 1)] * 6),
    "ackley": (ackley, [real(-10, 10)] * 5), "mixed": (mixed, MIXED),
}


def distribution(d):
    if d["kind"] == "real":
        return FloatDistribution(d["low"], d["high"], log=d["log"])
    if d["kind"] == "whole":
        return IntDistribution(d["low"], d["high"], log=d["log"])
    return CategoricalDistribution(list(range(d["high"] + 1)))


def best(function, space, seed):
    def objective(trial):
        return function([trial._suggest(f"p{i}", distribution(d)) for i, d in enumerate(space)])

    study = optuna.create_study(sampler=TPESampler(seed=seed))
    study.optimize(objective, n_trials=TRIALS)
    return study.best_value


def point(space):
    out = []
    for d in space:
        if d["kind"] != "real":
            out.append(int(rng.integers(d["low"], d["high"] + 1)))
        else:
            low, high = (math.log(d["low"]), math.log(d["high"])) if d["log"] else (d["low"], d["high"])
            v = low + rng.random() * (high - low)
            out.append(math.exp(v) if d["log"] else v)
    return out


def density(count):
    # Of equal observations it depends on the machine which one has which neighbour.
    space = [MIXED[0], whole(1, 10**5, True), whole(-10**4, 10**4), MIXED[3], real(-3, 2)]
    observed, asked = [point(space) for _ in range(count)], [point(space) for _ in range(8)]
    estimator = _ParzenEstimator(
        {f"p{i}": np.array([o[i] for o in observed]) for i in range(len(space))},
        {f"p{i}": distribution(d) for i, d in enumerate(space)},
        _ParzenEstimatorParameters(1.0, True, False, default_weights, True))
    values = estimator.log_pdf({f"p{i}": np.array([a[i] for a in asked]) for i in range(len(space))})
    return {"space": space, "observed": observed, "asked": asked, "values": values.tolist()}


def split(count, goals):
    trials = []
    losses = np.round(rng.random((count, goals)), 2)
    for i, row in enumerate(losses):
        if goals == 1 and i % 3 == 0:
            step = int(rng.integers(1, 5))
            trials.append(create_trial(state=optuna.trial.TrialState.PRUNED, intermediate_values={step: float(row[0])}))
        else:
            trials.append(create_trial(values=[float(v) for v in row]))
        trials[-1].number = i
    study = optuna.create_study(directions=["minimize"] * goals)
    gamma = default_gamma if goals == 1 else default_gamma_multiobjective
    below, _ = _split_trials(study, trials, gamma(count))
    steps = [max(t.intermediate_values) if t.intermediate_values else None for t in trials]
    return {"losses": losses.tolist(), "pruned": steps, "good": [t.number for t in below]}


ends = [(-1.0, 2.0), (0.5, 0.7), (-9.0, -8.5), (7.0, 12.0), (-40.0, 1.0), (30.0, 31.0), (-38.0, -37.0)]
quantiles = [
    {"low": a, "high": b, "share": q, "value": float(_truncnorm.ppf(np.array([q]), a, b)[0])}
    for a, b in ends for q in (1e-9, 0.03, 0.5, 0.97)]
expected = {
    "optuna": optuna.__version__, "trials": TRIALS,
    "densities": [density(n) for n in (0, 1, 2, 4, 9, 40)],
    "splits": [split(n, goals) for goals in (1, 2, 3) for n in (10, 31, 90)],
    "quantiles": quantiles,
    "functions": [
        {"name": name, "space": space, "best": [best(function, space, seed) for seed in range(SEEDS)]}
        for name, (function, space) in FUNCTIONS.items()],
}
with open("expected.json", "w") as file:
    json.dump(expected, file)
