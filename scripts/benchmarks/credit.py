"""All estimators on real credit data beside scikit-learn's and the libraries' own, on the same folds.

    .bench/python/bin/python scripts/benchmarks/credit.py --data FOLDER [--carnet PROGRAM]

FOLDER holds german_credit.csv (Statlog German Credit) and uci_default_of_credit_card_clients.csv (default of credit
card clients, Taiwan), both from the UCI Machine Learning Repository. Carnet makes the folds and gives them away with its
scores; Python fits its own model on the same rows. AUC, the least cost (10 for a false negative, 1 for a false positive)
and the cost at thresholds chosen on the other folds are computed here for both. `apart` is the difference of the AUCs
in standard errors, by DeLong for two scores of the same rows. Times are of the whole cross-validation, reading
included.
"""
import argparse
import os
import subprocess
import time

import lightgbm
import numpy as np
import pandas as pd
import xgboost
from sklearn.compose import ColumnTransformer
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier

THREADS = 2
DATA = {
    "german": ("german_credit.csv", "class", "class == 2", lambda column: column == 2, 10),
    "taiwan": (
        "uci_default_of_credit_card_clients.csv", "default payment next month", "`default payment next month` == 1",
        lambda column: column == 1, 5),
}
MODELS = {
    "dummy": ("dummy", lambda: DummyClassifier()),
    "naive_bayes": ("naive_bayes", lambda: GaussianNB()),
    "logistic": ("logistic(l2: 1)", lambda: LogisticRegression(C=1, tol=1e-10, max_iter=10_000)),
    "tree": ("tree(depth: 5)", lambda: DecisionTreeClassifier(max_depth=5, random_state=0)),
    "random_forest": (
        "random_forest(trees: 200, min_samples_leaf: 5)",
        lambda: RandomForestClassifier(200, min_samples_leaf=5, n_jobs=THREADS, random_state=0)),
    "xgboost": (
        "xgboost(n_estimators: 100, max_depth: 4, learning_rate: 0.1)",
        lambda: xgboost.XGBClassifier(n_estimators=100, max_depth=4, learning_rate=0.1, n_jobs=THREADS)),
    "lightgbm": (
        "lightgbm(n_estimators: 100, learning_rate: 0.05, min_child_samples: 20)",
        lambda: lightgbm.LGBMClassifier(
            n_estimators=100, learning_rate=0.05, min_child_samples=20, n_jobs=THREADS, verbose=-1,
            deterministic=True, force_col_wise=True)),
}


def carnet(program, folder, data, estimator):
    file, target, expression, _, folds = DATA[data]
    script = (
        "carnet 1\nseed 7\n"
        f"d = load \"{folder}/{file}\" | derive bad = {expression} | drop `{target}`\n"
        "prep = recipe | onehot @text, optional: yes | scale @num, method: standard\n"
        f"c = d | cv {estimator}, target: bad, prep: prep, folds: {folds}\n"
        "c | scores | export \"SCORES\"\n")
    out = f"/tmp/credit-{os.getpid()}.csv"
    path = f"/tmp/credit-{os.getpid()}.carnet"
    with open(path, "w") as handle:
        handle.write(script.replace("SCORES", out))
    start = time.perf_counter()
    subprocess.run([program, "run", path], check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    scores = pd.read_csv(out, float_precision="round_trip").sort_values("row")
    for name in (out, path, path + ".lock"):
        if os.path.exists(name):
            os.remove(name)
    return scores, seconds


def python(folder, data, make, fold):
    file, target, _, positive, _ = DATA[data]
    start = time.perf_counter()
    table = pd.read_csv(f"{folder}/{file}")
    labels = positive(table[target]).to_numpy().astype(float)
    table = table.drop(columns=target)
    texts = [name for name in table if not pd.api.types.is_numeric_dtype(table[name])]
    scores = np.full(len(table), np.nan)
    for number in np.unique(fold):
        test = fold == number
        steps = ColumnTransformer(
            [("text", OneHotEncoder(handle_unknown="ignore", sparse_output=False), texts)], remainder="passthrough",
            verbose_feature_names_out=False)
        model = make_pipeline(steps, StandardScaler(), make())
        model.fit(table[~test], labels[~test])
        scores[test] = model.predict_proba(table[test])[:, 1]
    return labels, scores, time.perf_counter() - start


def placements(labels, scores):
    x, y = scores[labels == 1], scores[labels == 0]
    both = np.sort(y)
    ones = (np.searchsorted(both, x, "left") + np.searchsorted(both, x, "right")) / 2 / len(y)
    both = np.sort(x)
    zeros = 1 - (np.searchsorted(both, y, "left") + np.searchsorted(both, y, "right")) / 2 / len(x)
    return ones, zeros


def apart(labels, a, b):
    """The AUCs, and their difference in standard errors."""
    (a1, a0), (b1, b0) = placements(labels, a), placements(labels, b)
    variance = (a1 - b1).var(ddof=1) / len(a1) + (a0 - b0).var(ddof=1) / len(a0)
    difference = a1.mean() - b1.mean()
    return a1.mean(), b1.mean(), 0.0 if difference == 0 else difference / np.sqrt(variance)


def best_threshold(labels, scores):
    order = np.argsort(-scores, kind="stable")
    ranked, ones = scores[order], labels[order]
    ends = np.append(np.nonzero(np.diff(ranked))[0], len(ranked) - 1)
    costs = 10 * (labels.sum() - np.cumsum(ones)[ends]) + np.cumsum(1 - ones)[ends]
    everyone = 10 * labels.sum()
    place = int(np.argmin(costs))
    return (everyone, np.inf) if everyone <= costs[place] else (costs[place], ranked[ends[place]])


def costs(labels, scores, fold):
    best, _ = best_threshold(labels, scores)
    honest = 0.0
    for number in np.unique(fold):
        test = fold == number
        _, threshold = best_threshold(labels[~test], scores[~test])
        refused = scores[test] >= threshold
        honest += 10 * (labels[test] * ~refused).sum() + ((1 - labels[test]) * refused).sum()
    return best, honest


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--carnet", default=".build/release/carnet")
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    print(f"{'data':7} {'model':14} {'auc':>8} {'peer':>8} {'apart':>6} {'cost':>7} {'peer':>7} {'honest':>7} {'peer':>7}"
          f" {'s':>6} {'peer':>6} {'ratio':>6}")
    for data in DATA:
        for name, (estimator, make) in MODELS.items():
            if arguments.only and name not in arguments.only.split(","):
                continue
            own, seconds = carnet(arguments.carnet, arguments.data, data, estimator)
            fold = own["fold"].to_numpy()
            labels, scores, peer_seconds = python(arguments.data, data, make, fold)
            assert (labels == own["label"].to_numpy()).all()
            ours = own["score"].to_numpy()
            auc, peer_auc, errors = apart(labels, ours, scores)
            cost, honest = costs(labels, ours, fold)
            peer_cost, peer_honest = costs(labels, scores, fold)
            print(f"{data:7} {name:14} {auc:8.4f} {peer_auc:8.4f} {errors:6.2f} {cost:7.0f} {peer_cost:7.0f}"
                  f" {honest:7.0f} {peer_honest:7.0f} {seconds:6.2f} {peer_seconds:6.2f} {seconds / peer_seconds:6.2f}",
                  flush=True)


main()
