"""Out-of-fold scores and metrics by scikit-learn and LightGBM, on the folds that Carnet assigned.

Reads data/home-credit/application_train.csv and folds.csv, which Carnet wrote with seed 7:
  load "data/home-credit/application_train.csv", key: SK_ID_CURR
    | cv dummy, target: TARGET, features: @num | scores | select SK_ID_CURR, fold | export "Tests/Parity/cv/folds.csv"
Writes expected.json.
"""
import json
import pathlib

import lightgbm
import numpy as np
import pandas as pd
import sklearn
from sklearn import metrics
from sklearn.linear_model import LogisticRegression

here = pathlib.Path(__file__).parent
data = pd.read_csv(here / "../../../data/home-credit/application_train.csv")
folds = pd.read_csv(here / "folds.csv")
assert (data.SK_ID_CURR == folds.SK_ID_CURR).all()
label = data.TARGET.to_numpy()
fold = folds.fold.to_numpy()

small = np.column_stack(
    [
        data.AMT_CREDIT / 1e6,
        data.AMT_INCOME_TOTAL / 1e6,
        data.DAYS_BIRTH / 1e4,
        data.REGION_POPULATION_RELATIVE * 10,
        data.EXT_SOURCE_2.fillna(0.5),
    ]
).astype(float)
numbers = data.select_dtypes("number").drop(columns=["SK_ID_CURR", "TARGET"]).to_numpy(float)


def logistic(train, test):
    model = LogisticRegression(C=1.0, solver="newton-cholesky", tol=1e-14, max_iter=1000)
    return model.fit(small[train], label[train]).predict_proba(small[test])[:, 1]


parameters = {
    "objective": "binary", "deterministic": True, "force_col_wise": True, "seed": 7, "verbosity": -1,
    "num_threads": 1, "learning_rate": 0.05,
}
# As lgb.cv does: the folds are subsets of one data set, and share its bins.
whole = lightgbm.Dataset(numbers, label, params=parameters).construct()


def boosted(train, test):
    model = lightgbm.train(parameters, lightgbm.Dataset(numbers[train], label[train]), num_boost_round=15)
    return model.predict(numbers[test])


def boosted_by_shared_bins(train, test):
    return lightgbm.train(parameters, whole.subset(train), num_boost_round=15).predict(numbers[test])


def run(score):
    scores = np.full(len(label), np.nan)
    areas = []
    for k in sorted(set(fold)):
        train, test = np.flatnonzero(fold != k), np.flatnonzero(fold == k)
        scores[test] = score(train, test)
        areas.append(metrics.roc_auc_score(label[test], scores[test]))
    decided = (scores >= 0.5).astype(int)
    return {
        "scores": scores.tolist(),
        "fields": {
            "auc": metrics.roc_auc_score(label, scores),
            "auc_mean": float(np.mean(areas)),
            "auc_sd": float(np.std(areas, ddof=1)),
            "average_precision": metrics.average_precision_score(label, scores),
            "brier": metrics.brier_score_loss(label, scores),
            "log_loss": metrics.log_loss(label, scores),
            "accuracy": metrics.accuracy_score(label, decided),
            "f2": metrics.fbeta_score(label, decided, beta=2, zero_division=0),
        },
    }


expected = {
    "versions": {"scikit-learn": sklearn.__version__, "lightgbm": lightgbm.__version__, "pandas": pd.__version__},
    "folds": fold.tolist(),
    "logistic": {"tolerance": 1e-9} | run(logistic),
    "lightgbm": {"tolerance": 1e-12} | run(boosted),
    "shared_bins": {"tolerance": 1e-12} | run(boosted_by_shared_bins),
}
(here / "expected.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")
