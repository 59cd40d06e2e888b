"""Checks that the tools came to the same: every feature of every client, and what was learnt from them."""

import re
import subprocess

import numpy as np
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import PredefinedSplit, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

# VisiData names an aggregate after its column.
VISIDATA = {
    "EMPLOYED": "DAYS_EMPLOYED", "DAYS_CREDIT_max": "BURO_NEWEST", "ACTIVE_max": "BURO_ACTIVE_MAX",
    "AMT_CREDIT_SUM_DEBT_sum": "BURO_DEBT", "BB_MONTHS_sum": "BURO_MONTHS", "BB_LATE_mean_mean": "BURO_LATE",
    "AMT_CREDIT_mean": "PREV_CREDIT", "GRANTED_mean": "PREV_GRANTED", "REFUSED_mean": "PREV_REFUSED",
    "LAST_DUE_max": "PREV_LAST_DUE", "SK_DPD_max": "POS_DPD", "CNT_INSTALMENT_FUTURE_mean": "POS_LEFT",
    "DPD_mean": "INSTAL_DPD", "PAID_mean": "INSTAL_PAID", "AMT_BALANCE_mean": "CC_BALANCE", "USE_mean": "CC_USE",
}


def features(folder, tool):
    if tool == "visidata":
        table = pd.read_json(folder / tool / "out/visidata.jsonl", lines=True, precise_float=True)
        # Where a cell of a column of numbers is empty, it writes this.
        table = table.rename(columns=VISIDATA).replace(["#ERR", ""], np.nan).apply(pd.to_numeric)
    else:
        table = pd.read_parquet(folder / tool / f"out/{tool}.parquet")
    return table.astype({"SK_ID_CURR": int}).set_index("SK_ID_CURR").astype(float).sort_index()


def agreement(folder, tools):
    """Compares each tool's features with those of the first, to 12 digits; raises where they differ."""
    first, *others = tools
    expected = features(folder, first)
    for tool in others:
        got = features(folder, tool)
        assert sorted(got.columns) == sorted(expected.columns), f"{tool}: other columns than {first}"
        for name in expected:
            same = np.isclose(got[name], expected[name], rtol=1e-12, atol=0, equal_nan=True)
            assert same.all(), f"{tool}: {name} differs from {first} for {(~same).sum()} clients"
        print(f"{tool}: {expected.shape[1]} columns of {len(expected)} clients as in {first}")


def cost(threshold, label, score):
    return 10 * ((score < threshold) & (label == 1)).sum() + ((score >= threshold) & (label == 0)).sum()


def cheapest(label, score):
    return min(sorted(set(score), reverse=True), key=lambda threshold: cost(threshold, label, score))


def figures(folder, tools, carnet):
    """Prints AUC, threshold, cost and cost at thresholds of the other folds, as each tool came to them; the same folds
    have to give the same in Carnet and scikit-learn."""
    found = {}
    if "ipython" in tools:
        text = (folder / "ipython/answers.txt").read_text()
        auc = re.search(r"^>>> roc_auc_score\(y, s\)[^>]*?Out\[\d+\]: \D*?([\d.]+)", text, re.MULTILINE | re.DOTALL)
        pair = re.search(r"Out\[\d+\]: \(np.float64\(([\d.]+)\), np.int64\((\d+)\)\)", text)
        honest = re.search(r"^>>> honest[^>]*?Out\[\d+\]: np.int64\((\d+)\)", text, re.MULTILINE | re.DOTALL)
        found["ipython"] = [auc[1], *pair.groups(), honest[1]]
    if "marimo" in tools:
        text = (folder / "marimo/answers.txt").read_text()
        found["marimo"] = re.findall(r"^(0\.\d+) (0\.\d+) (\d+) (\d+)$", text, re.MULTILINE)[-1]
    if "carnet" in tools:
        found["carnet"] = figures_of_carnet(folder / "carnet", carnet)
        scores = pd.read_csv(folder / "carnet/out/scores.csv").set_index("SK_ID_CURR")
        found["scikit-learn on Carnet's folds"] = as_sklearn(features(folder, "carnet"), scores)
        ours, theirs = found["carnet"], found["scikit-learn on Carnet's folds"]
        assert all(abs(float(a) - float(b)) < 1e-3 for a, b in zip(ours[:2], theirs[:2])), f"{ours} {theirs}"
        assert [float(a) for a in ours[2:]] == [float(b) for b in theirs[2:]], f"{ours} {theirs}"
    if {"ipython", "marimo"} <= set(found):
        assert [*map(float, found["ipython"])] == [*map(float, found["marimo"])], found
    for name, values in found.items():
        auc, threshold, total, honest = map(float, values)
        print(f"{name}: AUC {auc:.6f}, threshold {threshold:.6f}, cost {total:.0f}, on other folds {honest:.0f}")


def figures_of_carnet(folder, carnet):
    """Runs the saved session once more, with statements that write down what it came to."""
    script = (folder / "out/day.carnet").read_text() + """
cut = cv1 | threshold cost: cost { fn = 10, fp = 1 }
cv1 | scores | export "out/scores.csv"
range 1
  | derive { auc = $cv1.auc, threshold = $cut.threshold, cost = $cut.cost, honest = $cut.honest_cost }
  | export "out/figures.csv"
"""
    (folder / "figures.carnet").write_text(re.sub(r" *# lock .*", "", script))
    run = subprocess.run([carnet, "run", "figures.carnet"], cwd=folder, text=True, capture_output=True)
    assert run.returncode == 0, run.stderr
    return pd.read_csv(folder / "out/figures.csv").drop(columns="n").loc[0].tolist()


def as_sklearn(table, scores):
    """What scikit-learn comes to with given folds."""
    x, y = table.drop(columns="TARGET"), table["TARGET"]
    fold = scores.loc[table.index, "fold"].to_numpy()
    logistic = LogisticRegression(max_iter=1000, tol=1e-8)
    model = make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), logistic)
    score = cross_val_predict(model, x, y, cv=PredefinedSplit(fold), method="predict_proba")[:, 1]
    y = y.to_numpy()
    best = cheapest(y, score)
    honest = sum(cost(cheapest(y[fold != k], score[fold != k]), y[fold == k], score[fold == k]) for k in set(fold))
    return roc_auc_score(y, score), best, cost(best, y, score), honest
