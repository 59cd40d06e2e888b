"""Writes expected.json: the least cost of some scores, and the cost at thresholds chosen on the other folds.

Everything is counted at every candidate anew, with numpy and without a word of Carnet's own. Run from this folder.
"""
import json
import math

import numpy as np

rng = np.random.default_rng(18)


def outcomes(fn, fp, tn=0.0, tp=0.0):
    """A cost per outcome, each a number or an amount per row."""

    def total(label, refused, rows):
        sums = 0.0
        for amount, hit in (
            (fn, (label == 1) & ~refused), (fp, (label == 0) & refused), (tn, (label == 0) & ~refused),
            (tp, (label == 1) & refused),
        ):
            own = np.broadcast_to(amount, everyone.shape)[rows]
            sums += math.fsum(own[hit])
        return sums

    return total


def steep(label, refused, rows):
    """10 * fn * max(1, 1 / recall) + fp, undefined where nothing is caught."""
    tp, fn = np.sum((label == 1) & refused), np.sum((label == 1) & ~refused)
    fp = np.sum((label == 0) & refused)
    return None if tp == 0 else float(10 * fn * max(1.0, (tp + fn) / tp) + fp)


def at(cost, threshold, rows):
    return cost(labels[rows], scores[rows] >= threshold, rows)


def best(cost, rows):
    """The threshold of least cost; of equal ones the highest."""
    found = None
    for threshold in [*np.unique(scores[rows]), math.inf]:
        own = at(cost, threshold, rows)
        if own is not None and (found is None or own <= found[1]):
            found = (float(threshold), own)
    return found


def case(name, cost):
    rows = everyone
    threshold, least = best(cost, rows)
    chosen, totals, scaled = [], [], []
    refused = np.zeros(len(rows), bool)
    for fold in range(folds_count):
        own, others = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        chosen.append(best(cost, others)[0])
        totals.append(at(cost, chosen[-1], own))
        scaled.append(None if totals[-1] is None else totals[-1] * len(rows) / len(own))
        refused[own] = scores[own] >= chosen[-1]
    together = cost(labels, refused, rows)
    present = [value for value in scaled if value is not None]
    return {
        "name": name, "threshold": threshold, "cost": least, "honest": together, "low": min(present),
        "high": max(present), "chosen": [None if math.isinf(value) else value for value in chosen], "totals": totals,
    }


folds_count, count = 5, 400
everyone = np.arange(count)
folds = rng.permutation(np.arange(count) % folds_count)
logit = rng.normal(-1.2, 1.0, count)
scores = np.round(1 / (1 + np.exp(-logit)), 2)
labels = (rng.random(count) < scores * 0.9).astype(int)
amounts = np.round(rng.lognormal(3, 0.8, count), 2)

cases = [
    case("constant", outcomes(10.0, 1.0)), case("gain", outcomes(40.0, 4.0, -6.0)),
    case("amounts", outcomes(amounts, 0.19 * amounts)), case("cheap default", outcomes(0.4, 1.0)),
    case("steep", steep),
]
expected = {
    "labels": labels.tolist(), "scores": scores.tolist(), "folds": folds.tolist(), "amounts": amounts.tolist(),
    "cases": cases,
}
with open("expected.json", "w") as file:
    file.write(json.dumps(expected, separators=(",", ":")) + "\n")
