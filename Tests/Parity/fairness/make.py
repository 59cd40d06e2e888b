"""Writes expected.json: what fairlearn says of decisions by group, and statsmodels of the shares behind it.

Run from this folder. The favourable decision is to be accepted, below the cut, and the favourable outcome to repay.
"""
import json

import fairlearn
import fairlearn.metrics as fm
import numpy as np
import sklearn
import statsmodels
from sklearn.metrics import precision_score
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

rng = np.random.default_rng(31)
MEASURES = {
    "selection_rate": lambda t, a: fm.selection_rate(t, a),
    "true_positive_rate": lambda t, a: fm.true_positive_rate(t, a),
    "false_positive_rate": lambda t, a: fm.false_positive_rate(t, a),
    "predictive_value": lambda t, a: precision_score(t, a, zero_division=np.nan),
}


def case(name, groups, labels, scores, cut):
    repaid, accepted = (labels == 0).astype(int), (scores < cut).astype(int)
    keys = {"sensitive_features": groups}
    of_groups = {
        measure: {
            group: float(function(repaid[groups == group], accepted[groups == group]))
            for group in sorted(set(groups))
        } for measure, function in MEASURES.items()
    }
    counts = {
        group: [int(accepted[groups == group].sum()), int((groups == group).sum())] for group in sorted(set(groups))
    }
    return {
        "name": name, "groups": groups.tolist(), "labels": labels.tolist(), "scores": scores.tolist(), "cut": cut,
        "rates": of_groups, "counts": counts,
        "demographic_parity_difference": float(fm.demographic_parity_difference(repaid, accepted, **keys)),
        "demographic_parity_ratio": float(fm.demographic_parity_ratio(repaid, accepted, **keys)),
        "equalized_odds_difference": float(fm.equalized_odds_difference(repaid, accepted, **keys)),
        "equalized_odds_ratio": float(fm.equalized_odds_ratio(repaid, accepted, **keys)),
        "equal_opportunity_difference": float(fm.equal_opportunity_difference(repaid, accepted, **keys)),
        "equal_opportunity_ratio": float(fm.equal_opportunity_ratio(repaid, accepted, **keys)),
    }


def drawn(name, n, names, shares, digits, cut):
    groups = rng.choice(names, size=n, p=shares)
    place = np.searchsorted(np.sort(names), groups)
    odds = rng.normal(-2 + 0.4 * place, 1)
    labels = (rng.uniform(size=n) < 1 / (1 + np.exp(-odds))).astype(float)
    return case(name, groups, labels, np.round(1 / (1 + np.exp(-odds + rng.normal(0, 0.3, size=n))), digits), cut)


def comparison(count, rows, other, others):
    low, high = proportion_confint(count, rows, method="wilson")
    difference = confint_proportions_2indep(count, rows, other, others, method="newcomb", compare="diff")
    ratio = confint_proportions_2indep(count, rows, other, others, method="log", compare="ratio")
    return {
        "shares": [count, rows, other, others], "low": float(low), "high": float(high),
        "difference": [float(end) for end in difference], "ratio": [float(end) for end in ratio],
    }


expected = {
    "versions": {
        "fairlearn": fairlearn.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__,
        "statsmodels": statsmodels.__version__,
    },
    "cases": [
        drawn("two groups", 900, ["F", "M"], [0.6, 0.4], 12, 0.15),
        drawn("four groups with ties", 1500, ["a", "b", "c", "d"], [0.4, 0.3, 0.2, 0.1], 2, 0.2),
        drawn("at one half", 400, ["old", "young"], [0.5, 0.5], 12, 0.5),
    ],
    "comparisons": [comparison(*one) for one in (
        (40, 60, 80, 100), (5, 40, 30, 90), (99, 100, 700, 1000), (1, 31, 30, 31), (12, 12, 30, 45),
        (18_300, 202_448, 9_900, 105_059),
    )],
}
with open("expected.json", "w") as file:
    json.dump(expected, file)
