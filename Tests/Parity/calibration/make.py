"""Writes expected.json: Platt's, isotonic and beta calibration of some scores. Isotonic is scikit-learn's; the other two
are the optimum of their likelihood, found by SciPy to the last digits, since scikit-learn stops earlier. Run from this
folder."""
import json

import numpy as np
import scipy
import sklearn
from scipy.optimize import minimize
from scipy.special import expit, logit
from sklearn.isotonic import IsotonicRegression

rng = np.random.default_rng(6)


def optimum(columns, targets):
    x = np.column_stack(columns + [np.ones(len(targets))])
    w = np.zeros(x.shape[1])
    for _ in range(200):  # Newton's method
        p = expit(x @ w)
        step = np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]), x.T @ (p - targets))
        w = w - step
        if np.abs(step).max() < 1e-15:
            break
    loss = lambda v: np.logaddexp(0, x @ v).sum() - targets @ (x @ v)
    other = minimize(loss, np.zeros(x.shape[1]), method="BFGS", options={"gtol": 1e-9}).x
    assert np.allclose(w, other, rtol=1e-4, atol=1e-4)
    return w.tolist()


def case(name, scores, labels, points):
    kept = np.clip(scores, np.finfo(float).eps, 1 - np.finfo(float).eps)
    ones, zeros = labels.sum(), (1 - labels).sum()
    platt = optimum([logit(kept)], np.where(labels == 1, (ones + 1) / (ones + 2), 1 / (zeros + 2)))
    beta = optimum([np.log(kept), -np.log1p(-kept)], labels)
    if beta[0] < 0:
        b, c = optimum([-np.log1p(-kept)], labels)
        beta = [0, b, c] if b > 0 else [0, 0, float(logit(labels.mean()))]
    elif beta[1] < 0:
        a, c = optimum([np.log(kept)], labels)
        beta = [a, 0, c]
    isotonic = IsotonicRegression(out_of_bounds="clip").fit(scores, labels)
    return {"name": name, "scores": scores.tolist(), "labels": labels.tolist(), "points": points.tolist(),
            "platt": platt, "beta": beta, "isotonic": isotonic.predict(points).tolist(),
            "isotonic_scores": isotonic.X_thresholds_.tolist(), "isotonic_values": isotonic.y_thresholds_.tolist()}


n = 400
p = rng.beta(1, 6, n)
points = np.concatenate([[0, 1e-9, 1], rng.uniform(0, 1, 40)])
cases = [
    case("true probabilities", p, (rng.uniform(size=n) < p).astype(float), points),
    case("too extreme", expit(2.5 * logit(p)), (rng.uniform(size=n) < p).astype(float), points),
    case("rounded, with ties", np.round(p, 2), (rng.uniform(size=n) < p).astype(float), points),
    case("one weight of beta is 0", np.sqrt(p), (rng.uniform(size=n) < p).astype(float), points),
    case("falling", 1 - p, (rng.uniform(size=n) < p).astype(float), points),
]
out = {"versions": {"scikit-learn": sklearn.__version__, "scipy": scipy.__version__, "numpy": np.__version__},
       "cases": cases}
with open("expected.json", "w") as file:
    json.dump(out, file)
for c in cases:
    print(c["name"], c["platt"], c["beta"], len(c["isotonic_scores"]))
