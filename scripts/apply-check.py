"""Checks that the program in a model's folder scores as Carnet does: python scripts/apply-check.py CARNET

For each step of a recipe, each estimator and many combinations it fits a model on made rows, exports it, and scores
10 000 fresh rows with gaps, unknown levels, extreme numbers and odd texts, by Carnet and by `carnet_apply.py` through
`_load_pyfunc`. What the recipe makes of the rows must be the same to the last bit, with the same types and nulls; the
scores to 1e-12, with the same decisions. A line a case tells the greatest difference; the end is 1 where one fails.

`--program FILE` puts another text of the program into the folders, `--only PART` runs the cases of that name alone.
"""

import argparse
import csv
import datetime
import importlib.util
import math
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

import numpy as np
import pandas as pd

TRAIN_ROWS, FRESH_ROWS, TOLERANCE = 1200, 10_000, 1e-12
CITIES = ["Bern", "Köln", "Århus", "", "łódź", "a,b", 'say "x"', "Bern ", "bern"]
UNKNOWN = ["Oslo", "KÖLN", "e\u0301", "\u00e9", "line\nbreak", "ΑΣ", "straße", "İz", "日本", "x" * 300,
           "\u2003wide\u2003", "K", "ſ"]
CODES = ["id 17", "id 4", "A-12-x", "12,5", " 7 ", "1e3", "7.0", "yes", "No", "2024-02-30", "31.12.1999", "2023-05-06",
         "2023-05-06 07:08", "2023-05-06T07:08:09.5", "5.Mar.07", "-3", "+4", "1.234,5", "0x1F", "nan", "--", ".5",
         "5."]
ODD_CODES = ["9223372036854775808", "-9223372036854775808", "1e400", "1e-400", "12.00", "12.50", "9007199254740993",
             "T2024-01-01", "2024-01-01 ", "2024-01-01 24:00", "+123-01-01", "é-é-2", "-", "a--b", "\t3\n", "1_000",
             "３"]
TARGET, KEY = "bad", "id"


class Rows:
    """Made rows: a CSV file for Carnet, and the same as a DataFrame with the types that pandas users have."""

    def __init__(self, count, seed, is_fresh):
        self.random, self.is_fresh, self.count = random.Random(seed), is_fresh, count
        self.columns = {name: [make(self) for _ in range(count)] for name, make in MAKERS.items()}
        if is_fresh:
            self.columns["late"] = [None] * count
            self.columns["gone"] = [None] * count
        self.columns[KEY] = list(range(count)) if not is_fresh else list(range(10**6, 10**6 + count))
        if not is_fresh:
            self.columns[TARGET] = [self.outcome(row) for row in range(count)]
            # So that every type can be told from the file.
            self.columns["ratio"][0], self.columns["late"][0], self.columns["gone"][0] = 0.5, 0.25, "g"

    def outcome(self, row):
        columns = {name: values[row] for name, values in self.columns.items()}
        risk = (columns["amount"] or 0) / 400 + (columns["city"] == "Bern") + (columns["grade"] or 0) / 3
        risk += columns["flag"] is None
        return int(risk + self.random.gauss(0, 1) > 2)

    def gap(self, share, value):
        return None if self.random.random() < share else value

    def odd(self, share, odd, usual):
        return self.random.choice(odd) if self.is_fresh and self.random.random() < share else usual

    def write(self, path):
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(",".join(self.columns) + "\n")
            for row in zip(*self.columns.values()):
                file.write(",".join(map(field, row)) + "\n")

    def frame(self):
        """Whole numbers with gaps are floats, bools with gaps objects, dates times of day 0."""
        made = {}
        for name, values in self.columns.items():
            if name == "huge":
                made[name] = pd.Series(values, dtype="Int64")
            elif name in ("opened", "seen"):
                made[name] = pd.Series(values).astype("datetime64[us]")
            elif name == "flag":
                made[name] = pd.Series(values, dtype=object)
            else:
                made[name] = pd.Series(values)
        return pd.DataFrame(made)


def field(value):
    """An empty text stands in quotes, and null is the empty field."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return str(value)


START = datetime.datetime(2020, 1, 1)
EXTREME = [1e300, -1e300, 1.7e308, 5e-324, -0.0, 1e16, 1e17, 123456789012345680.0, 1e-5, 0.1 + 0.2, -7.5, 1e10]
HUGE = [2**53 + 1, -(2**53) - 3, 2**63 - 1, -(2**63), 10**15, 2**62]
MAKERS = {
    "amount": lambda rows: rows.gap(0.1, rows.odd(0.05, EXTREME, round(rows.random.lognormvariate(5, 1), 2))),
    "ratio": lambda rows: rows.gap(0.2, rows.odd(0.05, EXTREME, rows.random.gauss(0, 1))),
    "grade": lambda rows: rows.gap(0.15, rows.odd(0.05, [-999, 0, 99, 2**40, -2**40], rows.random.randrange(1, 8))),
    "visits": lambda rows: rows.odd(0.05, [0, -5, 365243], rows.random.randrange(0, 40)),
    "huge": lambda rows: rows.gap(0.1, rows.random.choice(HUGE) if rows.random.random() < 0.3
                                  else rows.random.randrange(-50, 50)),
    "flag": lambda rows: rows.gap(0.1, rows.random.random() < 0.4),
    "member": lambda rows: rows.random.random() < 0.5,
    "opened": lambda rows: rows.gap(0.1, (START + datetime.timedelta(rows.random.randrange(0, 40)
                                          + rows.odd(0.1, [-30000, 20000, 900], 0))).date()),
    "seen": lambda rows: rows.gap(0.1, START + datetime.timedelta(
        rows.random.randrange(-9999, 1500), rows.random.randrange(0, 86400), rows.random.choice([0, 250000, 1]))),
    "city": lambda rows: rows.gap(0.1, rows.odd(0.1, UNKNOWN, rows.random.choice(CITIES))),
    "code": lambda rows: rows.gap(0.1, rows.odd(0.2, ODD_CODES, rows.random.choice(CODES))),
    "late": lambda rows: rows.gap(0.1, rows.random.random()),
    "gone": lambda rows: rows.gap(0.1, rows.random.choice("gh")),
}

# Numbers that stand for something else, and what has bands.
SPECIALS, BINNED = "special: [365243, -999, 99, 0, 7.5]", "(num + text + bool)"
# Recipes by name. What they leave must be numbers, for trees with gaps.
NUMBERS_ONLY = "| drop @(text + date + datetime)"
LAST = "| drop @(text + date + datetime), optional: yes"
RECIPES = {
    "drop": NUMBERS_ONLY,
    "select": "| select ratio, amount, grade, visits, huge, flag, late",
    "impute median": f"| impute @num, method: median, indicator: yes {LAST}",
    "impute mean": f"| impute @num, method: mean {LAST}",
    "impute mode": f"| impute @all, method: mode, indicator: yes | onehot @text {LAST}",
    "impute constant": "| impute @int, method: constant, value: -1 | impute @float, method: constant, value: 0.5 "
                       f"| impute city, method: constant, value: \"none\" | impute flag, method: constant, value: no "
                       f"| onehot city {LAST}",
    "impute constant int by float": f"| impute grade, method: constant, value: 2.5 {LAST}",
    "impute by text": f"| impute amount, ratio, grade, huge, method: median, by: city, indicator: yes {LAST}",
    "impute by two": f"| impute amount, grade, method: mean, by: @(flag + gone) {LAST}",
    "impute mode by date": f"| impute city, grade, flag, method: mode, by: opened | onehot city {LAST}",
    "knn": f"| clip @num, min: -1e9, max: 1e9 | scale @num, method: robust | impute @num, method: knn(3) {LAST}",
    "knn distance": "| impute amount, ratio, grade, visits, method: knn(5, weights: distance), fallback: mean "
                    f"{LAST}",
    "knn median complete": "| impute amount, ratio, grade, visits, "
                           f"method: knn(4, weights: distance, combine: median, over: complete) {LAST}",
    "knn wide": "| derive { a1 = ratio * 2, a2 = ratio - amount, a3 = grade / 3, a4 = visits * 0.1, a5 = ratio * ratio,"
                " a6 = amount / 7, a7 = grade * ratio, a8 = visits - grade, a9 = late * 3, b1 = late + ratio, "
                "b2 = sqrt(amount), b3 = log1p(visits), b4 = amount % 13, b5 = ratio % 0.3, b6 = grade % 4 } "
                f"| clip @num, min: -1e6, max: 1e6 | scale @num, method: standard | impute @num, method: knn(7) {LAST}",
    "knn by group": f"| impute amount, ratio, grade, method: knn(2), by: member {LAST}",
    "knn by city": f"| impute amount, ratio, grade, visits, method: knn(3, weights: distance), by: city {LAST}",
    "scale robust": f"| scale @num, method: robust {LAST}",
    "scale standard": f"| scale @num, method: standard {LAST}",
    "scale minmax": f"| scale @num, method: minmax {LAST}",
    "clip bounds": f"| clip @int, min: 0, max: 5 | clip @float, min: -1.5, max: 100 {LAST}",
    "clip int by floats": f"| clip grade, visits, huge, min: 0.5, max: 6.5 {LAST}",
    "clip quantiles": f"| clip @num, quantiles: 0.05..0.9 {LAST}",
    "onehot none": f"| onehot city, gone, code {LAST}",
    "onehot category": f"| onehot city, gone, grade, flag, member, opened, nulls: category {LAST}",
    "onehot always keep": f"| onehot city, visits, flag, opened, nulls: always, source: keep {LAST}",
    "onehot bands": "| derive { band = cut(amount, [50, 100.5, 300]), other = cut(huge, [-9, 0, 9007199254740993]) } "
                    f"| bin ratio, method: quantile, bins: 5 | onehot band, other, ratio, nulls: category {LAST}",
    "encode": f"| encode city, code, grade, flag, opened {LAST}",
    "bin quantile": f"| bin @num, method: quantile, bins: 6 | encode @text {LAST}",
    "bin width": f"| drop code | bin amount, visits, huge, method: width, bins: 4 "
                 f"| onehot @text, nulls: category {LAST}",
    "bin woe": f"| bin @num, method: woe, output: woe {LAST}",
    "bin woe bands": f"| bin amount, ratio, grade, visits, method: woe | onehot amount, ratio, grade, visits {LAST}",
    "bin optimal numbers": f"| bin @num, method: optimal, {SPECIALS}, output: woe {LAST}",
    "bin optimal levels": f"| bin @(text + bool), method: optimal, bins: 8, min_share: 0.01, output: woe {LAST}",
    "bin optimal for the bad": f"| bin @{BINNED}, method: optimal, {SPECIALS}, output: woe, sign: bad {LAST}",
    "bin optimal bands": f"| bin @{BINNED}, method: optimal, {SPECIALS} | onehot @text {LAST}",
    "bin optimal trends": f"| bin amount, late, method: optimal, trend: peak, output: woe "
                          "| bin ratio, method: optimal, trend: none, bins: 9, min_share: 0, min_events: 3, output: woe "
                          f"| bin grade, method: optimal, trend: falling, max_p: 0.5, {SPECIALS} "
                          f"| bin visits, huge, method: optimal, trend: valley, output: woe | encode grade {LAST}",
    "bin optimal cuts": "| bin amount, method: optimal, cuts: [0.1, 99.99, 1e10], output: woe "
                        f"| bin grade, method: optimal, cuts: [2, 3.5, 2000], {SPECIALS} "
                        "| bin huge, method: optimal, cuts: [-9007199254740991, 0.5, 9007199254740991], output: woe "
                        f"| bin visits, method: optimal, output: woe | onehot grade {LAST}",
    "bin optimal merge": f"| bin amount, method: optimal, merge: [1, 2, 3], {SPECIALS}, output: woe "
                         "| bin city, method: optimal, bins: 6, min_share: 0.01, merge: [2, 3] "
                         f"| bin code, method: optimal, merge: [1, 2], output: woe | onehot city {LAST}",
    "bin optimal names": "| replace city, values: [\"Bern\"], with: \"missing\" "
                         "| replace city, values: [\"bern\"], with: \"unseen\" | replace gone, values: [\"g\"], "
                         f"with: \"missing (2)\" | bin city, code, gone, method: optimal, min_share: 0.01, bins: 9 "
                         f"| onehot city, code, gone {LAST}",
    "bin optimal compared": f"| bin amount, city, flag, method: optimal, {SPECIALS} "
                            "| derive { a = amount < \"missing\", b = city >= \"missing\", c = flag > \"missing\", "
                            "d = city ~ /(?i)n$/, e = city == \"unseen\", f = amount > \"= 99\", "
                            f"g = length(city) }} {LAST}",
    "bin optimal again": f"| derive {{ z = cut(amount, [50, 200]) }} | bin ratio, method: optimal "
                         f"| bin z, ratio, method: optimal, output: woe {LAST}",
    "bands compared": "| bin amount, method: quantile, bins: 4 | derive { z = cut(ratio, [-1, 0, 1]) } "
                      "| derive { low = z < \"[0, 1)\", other = z <= \"[-1, 0)\", own = z > z, left = \"[0, 1)\" > z, "
                      f"two = z < cut(late, [-1, 0, 1]), three = z < cut(visits, [-1, 0]) }} {LAST}",
    "bands changed": "| derive { z = cut(amount, [5, 15, 100, 150]), y = cut(visits, [5, 15, 100, 150]), x = z, w = z "
                     "} | replace z, values: [\"< 5\"], with: \"low\" "
                     "| replace x, values: [\"< 5\"], with: \"[5, 15)\" "
                     "| impute z, method: mode | impute y, method: constant, value: \"none\" "
                     "| impute x, method: mode, by: city | impute w, method: mode, by: gone "
                     "| derive { a = z < \"[5, 15)\", b = y >= \"[15, 100)\", c = \"[5, 15)\" < x, d = x < w, "
                     "e = z ~ /o/, f = x < \"m\", g = w in \"[5, 15)\"..\"[5, 15)\", h = (z ?? \"q\") < \"m\" } "
                     f"| onehot z, x {LAST}",
    "target_rate": f"| target_rate city, code, grade, flag, opened {LAST}",
    "target_rate smoothed": f"| target_rate city, gone, visits, smoothing: 20 {LAST}",
    "prune": f"| derive {{ twin = visits * 2, more = visits + 1 }} | prune @num, corr: 0.8 {LAST}",
    "prune greedy": f"| derive {{ twin = visits * 2 }} | prune @num, rule: greedy, prefer: target {LAST}",
    "top": f"{NUMBERS_ONLY} | top 4, by: target",
    "top by model": f"{NUMBERS_ONLY} | top 5, by: hist_boosting(max_iter: 5), also: ratio",
    "balance weights": f"{NUMBERS_ONLY} | balance weights",
    "balance undersample": f"{NUMBERS_ONLY} | balance undersample",
    "balance smote": f"{NUMBERS_ONLY} | drop huge | impute @num, method: median | impute flag, method: mode "
                     "| balance smote",
    "replace": "| replace @num, values: [-999, 365243, 99], with: null | replace city, values: [\"\", \"Bern \"], "
               "with: \"Bern\" | replace grade, values: [7], with: 6.5 | replace flag, values: [yes], with: no "
               f"| replace opened, values: [date \"2020-01-05\"], with: date \"2020-01-06\" "
               f"| onehot city, opened {LAST}",
    "cast": "| derive { a = code, b = code, c = code, d = code, e = code, f = amount, g = huge, h = flag, i = opened, "
            "j = seen, k = ratio, l = visits } | cast a, to: int | cast b, to: float | cast c, to: bool "
            "| cast d, to: date | cast e, to: datetime | cast f, k, to: int | cast g, h, to: float | cast i, to: "
            "datetime | cast j, to: date | cast l, to: bool | derive { d2 = days_between(d, j), e2 = year(e), "
            f"i2 = i is null }} {LAST}",
    "cast texts": "| cast amount, huge, flag, opened, seen, to: text | derive { a = length(amount), b = length(huge), "
                  "c = flag == \"yes\", d = extract(opened, \"-([0-9]+)-\"), e = substr(seen, 12) } "
                  f"| cast d, to: int | derive e2 = length(e) | encode amount {LAST}",
    "cast decimal comma": f"| cast code, to: float, decimal: \",\", thousands: \".\" {LAST}",
    "derive selectors": "| derive log1p(abs(@(num - huge))) as \"l_{col}\" | derive [abs, floor](@float) as "
                        "\"{FN}_{col}\" | derive ratio * $v as \"times_{v}\" for v in [1, 2.5] "
                        f"| derive {{ s = row_sum(@num), n = row_nulls(@all), "
                        f"m = row_mean(@/^l_/) }} {LAST}",
    "derive scalars": "| derive { a = amount * $rate + $months, b = if city in $states then 1 else 0, "
                      "c = \"{$months}-{city}\" == \"3-Bern\", d = cut(visits, $edges), "
                      "e = days_between(opened, $day) } "
                      f"| onehot d {LAST}",
    "derive indicator": f"| onehot city, nulls: always | derive {{ o = row_sum(@onehot) }} "
                        f"| scale @num, method: minmax {LAST}",
    "all together": "| replace grade, values: [-999], with: null | derive { r = amount / visits, age = "
                    "days_between(opened, date \"2024-01-01\"), band = cut(amount, [50, 200]) } "
                    "| clip @num, quantiles: 0.01..0.99 | impute @num, method: median, by: member, indicator: yes "
                    "| impute flag, method: mode "
                    "| target_rate code | encode gone | onehot band, city, nulls: category "
                    "| scale @num, method: robust "
                    f"| bin age, method: woe, output: woe | prune @num, corr: 0.95 | top 30, by: target {LAST}",
}
COMPLETE = ("| drop @(text + date + datetime), optional: yes | clip @num, quantiles: 0.01..0.99 "
            "| impute @num, method: median | impute flag, method: mode | scale @num, method: standard")
WEIGHTS = f"| bin @{BINNED}, method: optimal, {SPECIALS}, output: woe {LAST}"
BAD_WEIGHTS = (f"| bin @num, method: optimal, {SPECIALS}, trend: none, output: woe, sign: bad "
               f"| bin @(text + bool), method: optimal, output: woe {LAST}")
CLIPPED = "| clip @num, min: -1e30, max: 1e30" + LAST
ESTIMATORS = {
    "dummy": ("dummy", LAST), "logistic l2": ("logistic(l2: 0.5)", COMPLETE),
    "logistic l1": ("logistic(l1: 0.01)", COMPLETE), "logistic": ("logistic", COMPLETE),
    "naive_bayes": ("naive_bayes", COMPLETE), "tree": ("tree(depth: 5)", LAST),
    "random_forest": ("random_forest(trees: 20)", LAST), "hist_boosting": ("hist_boosting(max_iter: 40)", LAST),
    "scorecard": ("scorecard", WEIGHTS), "scorecard exact": ("scorecard(round: no)", WEIGHTS),
    "scorecard scale": ("scorecard(base: -33.3, odds: 0.2, pdo: 7)", BAD_WEIGHTS),
    "scorecard all signs": ("scorecard(signs: no, round: no, base: 0, odds: 1, pdo: 1e5)", BAD_WEIGHTS),
    "scorecard stepwise": ("scorecard(select: stepwise, p_enter: 0.01)", WEIGHTS),
    "scorecard l1": ("scorecard(select: l1, round: no)", WEIGHTS),
    "scorecard of numbers": ("scorecard(select: stepwise, pdo: 30)", COMPLETE),
    "lightgbm": ("lightgbm(n_estimators: 40)", LAST), "xgboost": ("xgboost(n_estimators: 40)", CLIPPED),
}
CALIBRATIONS = {"platt": "method: platt", "isotonic": "method: isotonic", "beta": "method: beta",
                "prior": "method: none, prior: 0.05", "beta and prior": "method: beta, prior: 0.3"}
# Items of `derive`, whose values are compared one by one.
BANDS = "cut(amount, [5, 15, 100])"
EXPRESSIONS = {
    "arithmetic": [
        "amount + ratio", "amount - 1", "ratio * amount", "amount / ratio", "amount / 0", "visits / grade",
        "0 / visits",
        "huge + huge", "huge - 9223372036854775807", "huge * huge", "huge * 3", "-huge", "-ratio", "huge % 7",
        "huge % -1", "huge % grade", "ratio % 0.3", "ratio % -0.3", "amount % ratio", "visits % 0", "flag + member",
        "flag * 2.5", "-flag", "2 + 3 * visits - 4 / 2", "opened + 30", "opened - visits", "opened + huge",
        "opened - date \"2020-01-01\"", "-9223372036854775808 + visits", "1e308 * amount", "visits + null",
    ],
    "comparison": [
        "amount > 100", "huge == 9007199254740993", "huge > ratio", "huge <= 9007199254740992.0", "visits != 3",
        "city == \"Bern\"", "city < \"Köln\"", "city >= gone", "opened < date \"2020-02-01\"", "flag == member",
        "flag != 1", "grade in [1, 2.0, 3]", "grade in [1, null]", "ratio in [1, 0.5, null]",
        "city in [\"Bern\", \"\"]",
        "visits in 3..9", "ratio in -0.5..grade", "not (visits in 3..9)", "city not in [\"Bern\"]", "city is null",
        "late is not null", "isin(huge, [9007199254740993, 3])", "opened in [date \"2020-01-03\"]", "flag in [1]",
        "opened in date \"2020-01-03\"..date \"2020-01-09\"", "cut(ratio, [-1, 0]) == \"< -1\"",
        f"{BANDS} < \"[5, 15)\"", f"\"[5, 15)\" >= {BANDS}", f"{BANDS} <= \"[5,\"", f"\"[5,\" > {BANDS}",
        f"{BANDS} < cut(visits, [5, 15, 100])", f"cut(visits, [5, 15]) < {BANDS}", f"{BANDS} > city", f"city > {BANDS}",
        f"{BANDS} in \"[15, 100)\"..\"[5, 15)\"", f"{BANDS} > lower({BANDS})", f"{BANDS} > concat(\"[5, 15)\")",
        f"({BANDS} ?? cut(visits, [5, 15, 100])) < \"[5, 15)\"", f"({BANDS} ?? city) < \"m\"",
        f"(if flag then {BANDS} else cut(visits, [5, 15, 100])) < \"[5, 15)\"",
        f"coalesce(null, {BANDS}, null) >= \"[5, 15)\"", f"(if flag then null else {BANDS}) > \"[5, 15)\"",
        f"nullif({BANDS}, \"< 5\") <= \"[5, 15)\"", f"(if flag then cut(late, [5]) else {BANDS}) < cut(visits, [7])",
        f"(if flag then \"[5, 15)\" else city) > {BANDS}", f"({BANDS} ?? cut(visits, [5])) == \"< 5\"",
    ],
    "logic": [
        "flag and amount > 100", "flag or amount > 100", "not flag", "flag and null", "flag or null",
        "if flag then ratio else visits", "if amount > 100 then \"x\" else null", "if flag then null else opened",
        "if flag and member then 1 else if member then 2 else null", "flag ?? member", "grade ?? 0.5", "grade ?? 7",
        "amount / visits ?? -1", "city ?? gone ?? \"?\"", "coalesce(late, ratio, 3)", "coalesce(grade, visits)",
        "coalesce(null, flag)", "nullif(grade, 3)", "nullif(city, gone)", "nullif(ratio, amount)", "nullif(flag, 1)",
    ],
    "numbers": [
        "abs(ratio)", "abs(huge)", "abs(flag)", "round(ratio)", "round(amount, 1)", "round(amount, -2)",
        "round(ratio, 5)", "round(huge, -3)", "round(huge, -18)", "round(huge, -19)", "round(ratio, 25)",
        "round(amount, -30)", "floor(ratio)", "ceil(amount)", "floor(huge)", "log(amount)", "log(huge)", "log1p(ratio)",
        "logit(late)", "logit(ratio)", "logit(ratio / 3 + 0.5)", "exp(ratio)", "exp(amount)", "sqrt(ratio)",
        "sqrt(huge)",
        "pow(ratio, 2)", "pow(visits, ratio)", "pow(ratio, 1 / 3)", "pow(0, ratio)", "clip(ratio, min: 0)",
        "clip(huge, min: -5, max: 10)", "clip(huge, max: 2.5)", "clip(grade, min: 1.5, max: 3)", "clip(flag, min: 0.0)",
        "min(grade, visits)", "max(grade, ratio, huge)", "min(opened, date \"2020-01-09\")", "min(flag, member)",
        "cut(ratio, [-1, 0, 1.5])", "cut(huge, [-9007199254740993, 0, 2.5])", "cut(huge, [1e300])", "cut(flag, [1])",
        "cut(amount, [10, 1e15, 1e16])",
    ],
    "texts": [
        "lower(city)", "upper(city)", "trim(city)", "length(city)", "contains(city, \"er\")", "contains(city, gone)",
        "starts_with(city, \"B\")", "ends_with(code, \"x\")", "replace(code, \"-\", \"+\")",
        "replace(city, \"r\", gone)",
        "substr(city, 2)", "substr(city, 2, 3)", "substr(code, grade)", "substr(code, 1, grade - 3)",
        "split(code, \"-\", 2)", "split(code, \" \", grade)", "split(city, gone, 1)",
        "concat(city, \"-\", grade, flag)",
        "\"{city}: {amount} {huge} {flag} {opened} {seen}\"", "\"{ratio}\"", "\"a {{city}} {b c} \\{city} \\u{E9}\"",
        "trim(upper(replace(city, \"e\", \"é\")))",
    ],
    "patterns": [
        "city ~ /^Bern$/", "city ~ /(?i)^bern/", "code ~ /[0-9]+/", "code ~ /^\\d{1,3}$/", "city ~ /\\bB/",
        "city ~ /k/",
        "city ~ /(?i)k|S/", "city ~ /[^a-z]/", "city ~ /./", "city ~ /^.$/", "city ~ /\\s/", "city ~ /n.b/",
        "city ~ /(?s)e.b/", "city ~ /(?m)^break$/", "code ~ /\\W\\w\\D$/", "code ~ /\\/|\\./",
        "code ~ /[[:alpha:]]-[-\\d]/",
        "city ~ /ö|[à-ü]/", "code ~ /a{2}|\\x41/", "code ~ /^[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?$/",
        "extract(code, \"[0-9]+\")", "extract(code, \"([a-z]+) ([0-9]+)\")", "extract(code, \"(?:x|(y))\")",
        "extract(city, \"(?i)(b.*?)r\")", "extract(code, \"(?P<year>[0-9]{4})-\")", "extract(city, \"\\\\b.\\\\b\")",
        "extract(code, \"(a|ab)(c|bcd)?\")", "extract(code, \"[^-]*$\")", "city ~ /(?i)[\\W\\d]s/",
        "city ~ /\\B/", "city ~ /^\\B.\\B$/", "extract(city, \"\\\\B.\\\\B\")", "extract(city, \"\\\\B[^a]*\")",
        "extract(city, \".\\\\B(.)\")", "extract(city, \"(?:\\\\B|n)[\u00f6-\u0142]\")", "code ~ /a\\B\\W|\\B$/",
    ],
    "dates": [
        "year(opened)", "month(opened)", "day(opened)", "year(seen)", "month(seen)", "day(seen)",
        "days_between(opened, seen)", "days_between(seen, date \"2024-02-29\")", "date(seen)", "date(opened)",
        "date(code)", "date(code, format: \"%d.%m.%Y\")", "date(code, format: \"%d.%b.%y\")",
        "date(code, format: \"%Y-%m-%d %H:%M\")", "date(opened) == opened", "opened + 400 > date(seen)",
        "year(opened + visits * 100000)",
    ],
    "rows": [
        "row_sum(@num)", "row_sum(@int)", "row_sum(grade, visits)", "row_mean(@float)", "row_mean(@int)",
        "row_mean(grade, null)", "row_std(amount, ratio, grade, visits)", "row_min(@float)", "row_max(@int)",
        "row_min(grade, ratio, flag)", "row_nulls(@all)", "row_nulls(city, gone, null)", "row_sum(@(float - late) )",
        "row_mean(@/^(am|ra)/)", "row_max(@?a*, 3)", "row_std(huge, visits)",
    ],
}
FRESH = f"\"fresh.csv\", key: {KEY}, types: [late: float, gone: text]"
SCALARS = ("param months: int = 3\nparam rate: float = 1.25\nparam states: list = [\"Bern\", \"Oslo\"]\n"
           "param edges: list = [5, 10.5, 20]\nparam day: date = date \"2021-03-04\"\n")


class Failure(Exception):
    """A case that is not as it should be."""


class Check:
    def __init__(self, carnet, program, folder):
        self.carnet, self.program, self.folder = carnet, program, pathlib.Path(folder)
        self.train, self.fresh = Rows(TRAIN_ROWS, 1, False), Rows(FRESH_ROWS, 2, True)
        self.train.write(self.folder / "train.csv")
        self.fresh.write(self.folder / "fresh.csv")
        self.frame = self.fresh.frame()
        self.require_odd_rows()
        self.failures = 0

    def require_odd_rows(self):
        """The fresh rows must have what makes scoring hard."""
        if len(self.frame) != FRESH_ROWS or not self.frame["late"].isna().all():
            raise SystemExit("the fresh rows are not as they should be")
        for name in ("amount", "ratio", "grade", "huge", "flag", "opened", "seen", "city", "code"):
            if not 500 < self.frame[name].isna().sum() < 5000:
                raise SystemExit(f"the fresh rows have no gaps in {name}")
        for name in ("city", "code"):
            unknown = set(self.fresh.columns[name]) - set(self.train.columns[name])
            if len(unknown) < 10:
                raise SystemExit(f"the fresh rows have no unknown levels in {name}")
        if "" not in self.fresh.columns["city"] or self.frame["amount"].abs().max() < 1e307:
            raise SystemExit("the fresh rows have no empty text, or no extreme number")

    def run(self, script):
        (self.folder / "case.carnet").write_text(script, encoding="utf-8")
        done = subprocess.run([self.carnet, "run", "case.carnet"], cwd=self.folder, capture_output=True, text=True)
        if done.returncode:
            raise Failure("Carnet: " + done.stderr.strip().replace("\n", " / ")[:600])

    def loaded(self):
        """The module of the exported folder, and the model that it loads."""
        folder = self.folder / "model"
        if self.program:
            shutil.copy(self.program, folder / "carnet_apply.py")
        spec = importlib.util.spec_from_file_location("carnet_apply", folder / "carnet_apply.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules["carnet_apply"] = module
        spec.loader.exec_module(module)
        return module, module._load_pyfunc(str(folder))

    def case(self, name, body):
        try:
            print(f"{name:34} {body()}", flush=True)
        except Failure as problem:
            self.failures += 1
            print(f"{name:34} FAILED: {problem}", flush=True)
        except Exception as problem:
            self.failures += 1
            print(f"{name:34} FAILED: {type(problem).__name__}: {problem}", flush=True)

    # Models

    def model_script(self, estimator, recipe, calibrate=None, cut=0.35, load=None):
        shutil.rmtree(self.folder / "model", ignore_errors=True)
        tables = (f"train = load \"train.csv\", key: {KEY}, target: {TARGET}\n"
                  f"fresh = load {load or FRESH}\n")
        mapped = f"c = train | cv {estimator}, prep: prep | calibrate {calibrate}\n" if calibrate else ""
        option = (f", cut: {cut}" if cut is not None else "") + (", calibrate: c" if calibrate else "")
        prepared = "" if estimator == "dummy" else "fresh | prepare m | export \"prepared.csv\"\n"
        decision = ", decision" if cut is not None else ""
        return (f"seed 7\n{SCALARS}{tables}prep = recipe {recipe}\n{mapped}"
                f"m = train | fit {estimator}, prep: prep{option}\nm | export \"model\"\n{prepared}"
                f"fresh | predict m | select {KEY}, score{decision} "
                "| export \"scores.csv\"\n")

    def model(self, estimator, recipe, calibrate=None, cut=0.35):
        """Scores the fresh rows by both, and tells the greatest difference."""
        self.run(self.model_script(estimator, recipe, calibrate, cut))
        module, model = self.loaded()
        width = 0
        if estimator != "dummy":
            width = self.compare_prepared(module, model, self.frame)
        made, expected = model.predict(self.frame), read_csv(self.folder / "scores.csv")
        difference = self.compare_scores(made, expected, estimator == "dummy")
        return f"{difference:.1e} in {len(made)} scores, {width} columns alike"

    def compare_scores(self, made, expected, is_constant):
        scores = [float(score) for score in expected["score"]]
        if len(made) != FRESH_ROWS or len(scores) != FRESH_ROWS or list(made.index) != list(self.frame.index):
            raise Failure(f"{len(made)} and {len(scores)} scores, not {FRESH_ROWS}")
        if expected[KEY] != [str(key) for key in self.fresh.columns[KEY]]:
            raise Failure("Carnet's rows are in another order")
        if len(set(scores)) < 5 and not is_constant:
            raise Failure(f"there are but {len(set(scores))} different scores")
        difference = np.abs(made["score"].to_numpy() - np.array(scores)).max()
        if not difference <= TOLERANCE:
            row = int(np.abs(made["score"].to_numpy() - np.array(scores)).argmax())
            raise Failure(f"the scores differ by {difference}: {made['score'][row]} for {scores[row]} in row {row}")
        if list(made["decision"]) != expected["decision"]:
            raise Failure("the decisions differ")
        if not is_constant and len(set(expected["decision"])) != 2:
            raise Failure(f"all decisions are {expected['decision'][0]}")
        return difference

    def compare_prepared(self, module, model, frame):
        """What the recipe makes of the rows, column by column."""
        expected = read_csv(self.folder / "prepared.csv")
        table = model.prepared(module.frame_table(frame, model.inputs))
        names = [name for name in expected if name not in (KEY, TARGET)]
        odd = set(names) ^ set(table.columns)
        if odd or not names:
            raise Failure(f"the prepared columns differ by {odd}")
        for name in names:
            compare_column(module, name, table.columns[name], expected[name])
        return len(names)

    # Expressions

    def expression(self, item):
        """The values of one item, which must be alike to the last bit."""
        script = (f"fresh = load \"fresh.csv\", types: [late: float, gone: text]\n"
                  f"fresh | derive made = {item} | select made, {KEY} | export \"made.csv\"\n")
        self.run(SCALARS + script)
        expected = read_csv(self.folder / "made.csv")["made"]
        kept = {"text": f"derive made = {item}", "scalars": {}, "fields": {}}
        columns = self.frame.drop(columns=[KEY])
        inputs = [{"name": name, "type": TYPES[name]} for name in columns]
        table = self.module.frame_table(columns, inputs)
        key = self.module.column_of([int(number) for number in self.frame[KEY]], "int")
        table = self.module.Table({**table.columns, KEY: key}, table.count)
        made = self.module.Derive({"stage": kept}).apply(table).columns["made"]
        compare_column(self.module, item, made, expected)
        return len(set(expected))

    def expressions(self, items):
        refused, seen = [], 0
        for item in items:
            try:
                seen += self.expression(item)
            except self.module.Unsupported as problem:
                refused.append(f"{item} ({problem})")
        if not seen > 2 * len(items) - 10 or len(refused) > len(items) / 5:
            raise Failure(f"{seen} values in {len(items)} expressions; refused: {refused}")
        told = f"; refused: {', '.join(refused)}" if refused else ""
        return f"0.0e+00 in {len(items) - len(refused)} expressions, {seen} different values{told}"


TYPES = {"amount": "float", "ratio": "float", "grade": "int", "visits": "int", "huge": "int", "flag": "bool",
         "member": "bool", "opened": "date", "seen": "datetime", "city": "text", "code": "text", "late": "float",
         "gone": "text"}


def read_csv(path):
    """The columns of a file that Carnet wrote, as texts; None is null."""
    text = pathlib.Path(path).read_text(encoding="utf-8")
    rows = list(split_rows(text))
    return {name: [row[place] for row in rows[1:]] for place, name in enumerate(rows[0])}


def split_rows(text):
    """The rows of a CSV file: an empty field is None, unless it stands in quotes."""
    row, content, is_quoted, in_quotes, place = [], [], False, False, 0
    while place < len(text):
        character = text[place]
        if in_quotes:
            if character == '"' and text[place + 1:place + 2] == '"':
                content.append('"')
                place += 1
            elif character == '"':
                in_quotes = False
            else:
                content.append(character)
        elif character == '"':
            in_quotes = is_quoted = True
        elif character in ",\n":
            row.append("".join(content) if content or is_quoted else None)
            content, is_quoted = [], False
            if character == "\n":
                yield row
                row = []
        elif character != "\r":
            content.append(character)
        place += 1


def compare_column(module, name, column, expected):
    """The column of the program and the texts that Carnet wrote: the same nulls and the same texts."""
    made = module.texts_of(column)
    if len(made) != len(expected):
        raise Failure(f"`{name}` has {len(made)} rows, not {len(expected)}")
    for row, (own, other) in enumerate(zip(made, expected)):
        if own != other and not same_number(own, other):
            raise Failure(f"`{name}` is {own!r} in row {row}, and {other!r} in Carnet")


def same_number(own, other):
    """Whether two texts are one truth value, or floats of the same bits."""
    if own is None or other is None:
        return False
    if {own, other} in ({"yes", "true"}, {"no", "false"}):
        return True
    try:
        a, b = float(own), float(other)
    except ValueError:
        return False
    return a == b and math.copysign(1, a) == math.copysign(1, b) and ("." in own) == ("." in other)


def variants(check):
    """The same rows in other types and orders give the same scores."""
    check.run(check.model_script("hist_boosting(max_iter: 20)", RECIPES["all together"]))
    _, model = check.loaded()
    plain, frame = model.predict(check.frame), check.frame
    nullable = frame.convert_dtypes()
    categories = frame.assign(city=frame["city"].astype("category"), code=frame["code"].astype("string"),
                              flag=frame["flag"].astype("boolean"), opened=[None if pd.isna(day) else day.date()
                                                                           for day in frame["opened"]])
    texts = frame.assign(opened=[None if pd.isna(day) else str(day.date()) for day in frame["opened"]],
                         seen=[pd.NA if pd.isna(time) else str(time) for time in frame["seen"]],
                         gone=np.nan, city=frame["city"].astype(object).where(frame["city"].notna(), float("nan")))
    forms = {"columns in another order": frame[frame.columns[::-1]], "further columns": frame.assign(more=1, z="x"),
             "nullable types": nullable, "categories": categories, "dates as texts": texts,
             "another index": frame.set_axis([f"r{row}" for row in range(len(frame))])}
    for name, form in forms.items():
        made = model.predict(form)
        if not made["score"].to_numpy().tolist() == plain["score"].to_numpy().tolist() or \
                list(made.index) != list(form.index):
            raise Failure(f"{name}: other scores")
    ones = [model.predict(frame.iloc[row:row + 1])["score"].iloc[0] for row in range(0, FRESH_ROWS, 97)]
    if ones != plain["score"].iloc[::97].tolist() or len(model.predict(frame.iloc[:0])) != 0:
        raise Failure("rows one by one: other scores")
    return f"0.0e+00 in {len(forms)} forms of the rows, {len(ones)} single rows and none"


def single(check):
    """Numbers of single precision are the doubles that they are."""
    single_rows = check.frame.copy()
    for name in ("amount", "ratio"):
        with np.errstate(over="ignore"):
            single_rows[name] = single_rows[name].astype(np.float32)
    check.run(check.model_script("lightgbm(n_estimators: 10)", NUMBERS_ONLY))
    _, model = check.loaded()
    wide = single_rows.astype({"amount": np.float64, "ratio": np.float64})
    if model.predict(single_rows)["score"].tolist() != model.predict(wide)["score"].tolist():
        raise Failure("float32 has other scores")
    return f"0.0e+00 in {len(wide)} scores"


def misuse(check):
    """What does not fit is refused, with the names of the columns."""
    check.run(check.model_script("hist_boosting(max_iter: 5)", RECIPES["all together"]))
    _, model = check.loaded()
    wrong = {"amount": "x", "flag": 3, "city": 1, "visits": [1], "opened": "soon", "member": "yes"}
    tried = 0
    for name, value in wrong.items():
        if name in [column["name"] for column in model.inputs]:
            tried += 1
            expect(TypeError, f"`{name}`", lambda: model.predict(check.frame.assign(**{name: [value] * FRESH_ROWS})))
    expect(ValueError, "`amount`, `ratio`", lambda: model.predict(check.frame.drop(columns=["ratio", "amount"])))
    expect(TypeError, "DataFrame", lambda: model.predict([[1]]))
    return f"{tried + 2} refusals"


def expect(kind, text, action):
    try:
        action()
    except kind as problem:
        if text in str(problem):
            return
        raise Failure(f"{text} is not in the message: {problem}") from None
    raise Failure(f"nothing was refused: {text}")


def program(check):
    """The program itself, on the file that Carnet read."""
    check.run(check.model_script("lightgbm(n_estimators: 20)", RECIPES["all together"]))
    check.loaded()
    done = subprocess.run([sys.executable, "model/carnet_apply.py", "fresh.csv"], cwd=check.folder, capture_output=True)
    if done.returncode:
        raise Failure(done.stderr.decode()[-500:])
    (check.folder / "own.csv").write_bytes(done.stdout)
    own, expected = read_csv(check.folder / "own.csv"), read_csv(check.folder / "scores.csv")
    if list(own) != [KEY, "score", "decision"] or own[KEY] != expected[KEY] or own["decision"] != expected["decision"]:
        raise Failure("another head, other keys or decisions")
    difference = max(abs(float(a) - float(b)) for a, b in zip(own["score"], expected["score"], strict=True))
    if difference > TOLERANCE:
        raise Failure(f"the scores differ by {difference}")
    return f"{difference:.1e} in {len(own['score'])} scores"


def refusals(check):
    """What cannot be done exactly is refused when the model is loaded, by step and function."""
    module = check.module
    for text, word in {"derive a = sparkle(amount)": "sparkle", "derive a = city ~ /\\pL/": "\\pL",
                       "derive a = city ~ /(?i)ö/": "(?i)", "derive a = city ~ /(\\B)*/": "(…)*",
                       f"derive a = ({BANDS} ?? city) < \"[5, 15)\"": "order",
                       f"derive a = \"< 5\" < (if flag then {BANDS} else cut(visits, [5, 7]))": "order",
                       "derive id = amount": "`id`", "derive a = bad + 1": "`bad`",
                       "derive a = city ~ /(a*)+/": "(…)+", "derive abs(@nulls(> 0.5)) as \"{col}\"": "@nulls",
                       "derive a = lag(amount)": "lag"}.items():
        kept, roles = {"text": text, "scalars": {}, "fields": {}}, {"key": [KEY], "target": TARGET}
        step = {"verb": "derive", "text": text, "state": {"stage": kept, "roles": roles}}

        def load():
            made = module.located(step)
            made.apply(module.Table({name: module.nulls(0, kind) for name, kind in TYPES.items()}, 0))
        expect((module.Unsupported, module.Misfit), word, load)
    for step in ("replace z, values: [\"< 5\"], with: \"low\"", "impute z, method: constant, value: \"low\""):
        check.run(check.model_script("tree", f"| derive z = {BANDS} | {step} | derive a = z < \"low\" {LAST}"))
        expect(ValueError, "order", check.loaded)
    # A file from before keys were out of reach.
    check.run(check.model_script("tree", f"| derive s = row_sum(@num) {LAST}"))
    path = check.folder / "model" / "model.json"
    path.write_text(path.read_text(encoding="utf-8").replace("(@num)", f"(@(num - {KEY}))"), encoding="utf-8")
    expect(TypeError, f"`{KEY}`", check.loaded)
    return "14 refusals"


def keys(check):
    """No step sees the key, whether the rows have it or not."""
    recipe = f"| derive {{ s = row_sum(@num), n = row_nulls(@all), d = row_max(@(all & int)) }} {LAST}"
    for load in (None, "\"fresh.csv\""):
        check.run(check.model_script("hist_boosting(max_iter: 20)", recipe, load=load))
        module, model = check.loaded()
        without = check.frame.drop(columns=[KEY])
        made, expected = model.predict(without), read_csv(check.folder / "scores.csv")
        check.compare_prepared(module, model, without)
        difference = check.compare_scores(made, expected, False)
        if not made.equals(model.predict(check.frame)):
            raise Failure("the key in the rows makes other scores")
    return f"{difference:.1e} in {len(made)} scores, with the key and without"


def mixed(check):
    """Whole numbers where floats were and the other way round, and columns of nulls without a type."""
    rows, frame = Rows(FRESH_ROWS, 2, True), check.frame.copy()

    def change(name, make):
        rows.columns[name] = [None if value is None else make(value) for value in rows.columns[name]]
        frame[name] = pd.Series(rows.columns[name], dtype="Int64" if name == "ratio" else None)
    # Floats that are whole, with such as no float holds; whole numbers as floats, with halves, and of many digits.
    change("amount", lambda value: int(max(min(value, 2**53), -2**53)))
    change("ratio", lambda value: 2**53 + 1 if value > 1 else int(max(value, -99) * 9))
    change("visits", float)
    change("grade", lambda value: value + 0.5 if value == 3 else float(value))
    change("huge", lambda value: 1e17 if value > 2**53 else float(max(value, -9)))
    for name in ("late", "gone", "code", "flag", "seen"):
        change(name, lambda value: None)
    rows.write(check.folder / "mixed.csv")
    recipe = ("| derive { i = row_sum(@int), f = row_mean(@float), n = row_sum(@num), t = row_nulls(@text), "
              "d = row_nulls(@(datetime + bool)), c = coalesce(code, city) == \"Bern\" } "
              f"| replace @int, values: [0], with: null {LAST}")
    check.run(check.model_script("hist_boosting(max_iter: 20)", recipe, load=f"\"mixed.csv\", key: {KEY}"))
    module, model = check.loaded()
    check.compare_prepared(module, model, frame)
    done = subprocess.run([sys.executable, "model/carnet_apply.py", "mixed.csv"], cwd=check.folder, capture_output=True)
    if done.returncode:
        raise Failure(done.stderr.decode()[-500:])
    (check.folder / "own.csv").write_bytes(done.stdout)
    own, expected = read_csv(check.folder / "own.csv"), read_csv(check.folder / "scores.csv")
    if [float(score) for score in own["score"]] != model.predict(frame)["score"].tolist():
        raise Failure("the program has other scores than the loader")
    difference = check.compare_scores(model.predict(frame), expected, False)
    return f"{difference:.1e} in {len(frame)} scores"


def cases(check):
    """Names of cases with what runs them."""
    for name, items in EXPRESSIONS.items():
        yield f"expressions: {name}", lambda items=items: check.expressions(items)
    for name, recipe in RECIPES.items():
        yield name, lambda recipe=recipe: check.model("hist_boosting(max_iter: 25, min_samples_leaf: 5)", recipe)
    for name, (estimator, recipe) in ESTIMATORS.items():
        yield name, lambda estimator=estimator, recipe=recipe: check.model(estimator, recipe)
        if name != "dummy":
            recipe = RECIPES["all together"] + ("" if recipe in (LAST, CLIPPED) else COMPLETE)
            yield f"{name}, all steps", lambda estimator=estimator, recipe=recipe: check.model(estimator, recipe)
    for name, method in CALIBRATIONS.items():
        for estimator in ("naive_bayes", "lightgbm(n_estimators: 15)"):
            cut = 0.05 if method.endswith("0.05") else 0.35
            yield (f"{name}, {estimator.split('(')[0]}", lambda estimator=estimator, method=method, cut=cut:
                   check.model(estimator, COMPLETE, method, cut))
    for name, body in (("forms of rows", variants), ("misuse", misuse), ("refusals", refusals),
                       ("keys", keys), ("mixed numbers", mixed), ("single precision", single), ("program", program)):
        yield name, lambda body=body: body(check)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("carnet")
    parser.add_argument("--program")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        own = options.program and pathlib.Path(options.program).resolve()
        check = Check(pathlib.Path(options.carnet).resolve(), own, folder)
        check.run(check.model_script("dummy", LAST))
        check.module, _ = check.loaded()
        run = [check.case(name, body) for name, body in cases(check) if options.only in name]
        print(f"{len(run)} cases, {check.failures} failed")
        sys.exit(1 if check.failures or not run else 0)


if __name__ == "__main__":
    main()
