"""Writes expected.json: labels, scores and scikit-learn's metrics of them. Run from this folder."""
import json

import numpy as np
import sklearn
from sklearn import metrics as m

rng = np.random.default_rng(20)


def case(name, labels, scores, threshold=0.5):
    labels, scores = np.asarray(labels, float), np.asarray(scores, float)
    predicted = (scores >= threshold).astype(float)
    fpr, tpr, thresholds = m.roc_curve(labels, scores, drop_intermediate=False)
    tn, fp, fn, tp = m.confusion_matrix(labels, predicted, labels=[0, 1]).ravel()
    auc = m.roc_auc_score(labels, scores)
    return {
        "name": name,
        "labels": labels.tolist(),
        "scores": scores.tolist(),
        "threshold": threshold,
        "metrics": {
            "auc": auc,
            "average_precision": m.average_precision_score(labels, scores),
            "gini": 2 * auc - 1,
            "ks": float(np.max(np.abs(tpr - fpr))),
            "brier": m.brier_score_loss(labels, scores),
            "log_loss": m.log_loss(labels, scores, labels=[0, 1]),
            "accuracy": m.accuracy_score(labels, predicted),
            "precision": m.precision_score(labels, predicted),
            "recall": m.recall_score(labels, predicted),
            "f1": m.f1_score(labels, predicted),
            "f2": m.fbeta_score(labels, predicted, beta=2),
            "fn_rate": 1 - m.recall_score(labels, predicted),
            "fn": int(fn),
            "fp": int(fp),
        },
        "confusion": [int(tp), int(fp), int(tn), int(fn)],
        "roc": {"fpr": fpr.tolist(), "tpr": tpr.tolist(), "thresholds": thresholds[1:].tolist()},
    }


def logistic(x):
    return 1 / (1 + np.exp(-x))


noise = rng.normal(size=300)
labels = (rng.random(300) < logistic(noise * 1.5 - 2)).astype(int)
smooth = logistic(noise * 1.5 - 2)
cases = [
    case("distinct scores", labels, smooth, 0.2),
    case("ties", labels, np.round(smooth, 1), 0.2),
    case("two scores", labels, (smooth > 0.3) * 0.5 + 0.25, 0.5),
    case("one score", labels, np.full(300, 0.25), 0.25),
    case("perfect", labels, labels * 0.8 + 0.1, 0.5),
    case("worst", labels, 0.9 - labels * 0.8, 0.5),
    case("sure and wrong", [0, 1, 1, 0, 1], [1.0, 0.0, 1.0, 0.0, 0.5], 0.5),
]
out = {"versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__}, "tolerance": 1e-12, "cases": cases}
with open("expected.json", "w") as file:
    json.dump(out, file)
