"""The recipe "LightGBM with simple features" in pandas, the reference for sessions/simple-features.carnet.

    make.py                        writes expected.json: facts of each column over data/home-credit
    make.py compare FILE [FOLDER]  compares a feature set that Carnet wrote, cell by cell, with the tables of FOLDER
    make.py pair FILE FILE FOLDER  compares two feature sets of the tables of FOLDER, whatever the order of their rows

Infinite values are turned to missing before they are aggregated. Run with a Python that has pandas and numpy;
`swift test` only reads expected.json.
"""

import json
import pathlib
import sys

import numpy as np
import pandas as pd

HERE = pathlib.Path(__file__).parent
DATA = HERE.parents[2] / "data" / "home-credit"
KEY = "SK_ID_CURR"
SENTINEL = 365243
TOLERANCE = 1e-9


def texts(frame):
    return [name for name in frame if not pd.api.types.is_numeric_dtype(frame[name])]


def one_hot(frame, nan, keep=()):
    """Indicators in the place of each text column, and their names."""
    parts, made = [], []
    for name in frame:
        if name not in texts(frame):
            parts.append(frame[[name]])
            continue
        dummies = pd.get_dummies(frame[[name]], columns=[name], dummy_na=nan, dtype=int)
        made += list(dummies)
        parts += ([frame[[name]]] if name in keep else []) + [dummies]
    return pd.concat(parts, axis=1), made


def finite(series):
    return series.replace([np.inf, -np.inf], np.nan)


def no_sentinel(series):
    return series.where(series != SENTINEL)


class Aggregation:
    """Named aggregates by a key, and beside each the sum of the magnitudes it was made from (for tolerances)."""

    def __init__(self, frame, key=KEY):
        self.groups = frame.groupby(key, sort=False)
        self.columns, self.scales = {}, {}
        self.frame, self.key = frame, key

    def add(self, prefix, columns, functions, suffix=None):
        for column in [columns] if isinstance(columns, str) else columns:
            magnitudes = None
            for function in functions:
                name = f"{prefix}{column}_{suffix or function.upper()}"
                self.columns[name] = getattr(self.groups[column], function)()
                if function in ("sum", "mean", "var"):
                    power = 2 if function == "var" else 1
                    values = self.frame[column].abs() ** power
                    magnitudes = values.groupby(self.frame[self.key], sort=False)
                    scale = magnitudes.sum()
                    divisor = {"sum": 1, "mean": magnitudes.count(), "var": magnitudes.count() - 1}[function]
                    self.scales[name] = scale / np.maximum(divisor, 1)
        return self

    def size(self, name):
        self.columns[name] = self.groups.size()
        return self

    def result(self):
        return pd.DataFrame(self.columns), pd.DataFrame(self.scales)


def application(folder):
    app = pd.read_csv(folder / "application_train.csv")
    app = app[app.CODE_GENDER != "XNA"].reset_index(drop=True)
    for name in ("CODE_GENDER", "FLAG_OWN_CAR", "FLAG_OWN_REALTY"):
        app[name] = pd.factorize(app[name])[0]
    app, _ = one_hot(app, nan=False)
    app["DAYS_EMPLOYED"] = no_sentinel(app.DAYS_EMPLOYED)
    app["DAYS_EMPLOYED_PERC"] = finite(app.DAYS_EMPLOYED / app.DAYS_BIRTH)
    app["INCOME_CREDIT_PERC"] = finite(app.AMT_INCOME_TOTAL / app.AMT_CREDIT)
    app["INCOME_PER_PERSON"] = finite(app.AMT_INCOME_TOTAL / app.CNT_FAM_MEMBERS)
    app["ANNUITY_INCOME_PERC"] = finite(app.AMT_ANNUITY / app.AMT_INCOME_TOTAL)
    app["PAYMENT_RATE"] = finite(app.AMT_ANNUITY / app.AMT_CREDIT)
    return app


BUREAU_NUMBERS = [
    ("DAYS_CREDIT", ["min", "max", "mean", "var"]),
    ("DAYS_CREDIT_ENDDATE", ["min", "max", "mean"]),
    ("DAYS_CREDIT_UPDATE", ["mean"]),
    ("CREDIT_DAY_OVERDUE", ["max", "mean"]),
    ("AMT_CREDIT_MAX_OVERDUE", ["mean"]),
    ("AMT_CREDIT_SUM", ["max", "mean", "sum"]),
    ("AMT_CREDIT_SUM_DEBT", ["max", "mean", "sum"]),
    ("AMT_CREDIT_SUM_OVERDUE", ["mean"]),
    ("AMT_CREDIT_SUM_LIMIT", ["mean", "sum"]),
    ("AMT_ANNUITY", ["max", "mean"]),
    ("CNT_CREDIT_PROLONG", ["sum"]),
    ("MONTHS_BALANCE_MIN", ["min"]),
    ("MONTHS_BALANCE_MAX", ["max"]),
    ("MONTHS_BALANCE_SIZE", ["mean", "sum"]),
]


def numbers(frame, prefix, plan):
    aggregation = Aggregation(frame)
    for column, functions in plan:
        aggregation.add(prefix, column, functions)
    return aggregation


def bureau(folder):
    balance, statuses = one_hot(pd.read_csv(folder / "bureau_balance.csv"), nan=True)
    aggregation = Aggregation(balance, "SK_ID_BUREAU").add("", "MONTHS_BALANCE", ["min", "max"])
    by_loan, _ = aggregation.size("MONTHS_BALANCE_SIZE").add("", statuses, ["mean"]).result()
    loans = pd.read_csv(folder / "bureau.csv").join(by_loan, on="SK_ID_BUREAU").drop(columns="SK_ID_BUREAU")
    loans, levels = one_hot(loans, nan=True, keep=("CREDIT_ACTIVE",))
    all_loans = numbers(loans, "BURO_", BUREAU_NUMBERS)
    results = [all_loans.add("BURO_", levels + [f"{name}_MEAN" for name in statuses], ["mean"]).result()]
    for state in ("Active", "Closed"):
        results.append(numbers(loans[loans.CREDIT_ACTIVE == state], f"{state.upper()}_", BUREAU_NUMBERS).result())
    return results


PREVIOUS_NUMBERS = [
    (name, ["min", "max", "mean"])
    for name in (
        "AMT_ANNUITY", "AMT_APPLICATION", "AMT_CREDIT", "AMT_DOWN_PAYMENT", "AMT_GOODS_PRICE",
        "HOUR_APPR_PROCESS_START", "RATE_DOWN_PAYMENT", "DAYS_DECISION",
    )
] + [("APP_CREDIT_PERC", ["min", "max", "mean", "var"]), ("CNT_PAYMENT", ["mean", "sum"])]


def previous(folder):
    frame = pd.read_csv(folder / "previous_application.csv")
    dates = ("DAYS_FIRST_DRAWING", "DAYS_FIRST_DUE", "DAYS_LAST_DUE_1ST_VERSION", "DAYS_LAST_DUE", "DAYS_TERMINATION")
    for name in dates:
        frame[name] = no_sentinel(frame[name])
    frame["APP_CREDIT_PERC"] = finite(frame.AMT_APPLICATION / frame.AMT_CREDIT)
    frame, levels = one_hot(frame, nan=True, keep=("NAME_CONTRACT_STATUS",))
    results = [numbers(frame, "PREV_", PREVIOUS_NUMBERS).add("PREV_", levels, ["mean"]).result()]
    for state in ("Approved", "Refused"):
        rows = frame[frame.NAME_CONTRACT_STATUS == state]
        results.append(numbers(rows, f"{state.upper()}_", PREVIOUS_NUMBERS).result())
    return results


def point_of_sale(folder):
    frame, levels = one_hot(pd.read_csv(folder / "POS_CASH_balance.csv"), nan=True)
    aggregation = Aggregation(frame).add("POS_", "MONTHS_BALANCE", ["max", "mean"]).size("POS_MONTHS_BALANCE_SIZE")
    aggregation.add("POS_", ["SK_DPD", "SK_DPD_DEF"], ["max", "mean"]).add("POS_", levels, ["mean"])
    return [aggregation.size("POS_COUNT").result()]


def installments(folder):
    frame = pd.read_csv(folder / "installments_payments.csv")
    frame["PAYMENT_PERC"] = finite(frame.AMT_PAYMENT / frame.AMT_INSTALMENT)
    frame["PAYMENT_DIFF"] = frame.AMT_INSTALMENT - frame.AMT_PAYMENT
    frame["DPD"] = (frame.DAYS_ENTRY_PAYMENT - frame.DAYS_INSTALMENT).clip(lower=0).fillna(0)
    frame["DBD"] = (frame.DAYS_INSTALMENT - frame.DAYS_ENTRY_PAYMENT).clip(lower=0).fillna(0)
    aggregation = Aggregation(frame).add("INSTAL_", "NUM_INSTALMENT_VERSION", ["nunique"])
    aggregation.add("INSTAL_", ["DPD", "DBD"], ["max", "mean", "sum"])
    aggregation.add("INSTAL_", ["PAYMENT_PERC", "PAYMENT_DIFF"], ["max", "mean", "sum", "var"])
    aggregation.add("INSTAL_", "AMT_INSTALMENT", ["max", "mean", "sum"])
    aggregation.add("INSTAL_", "AMT_PAYMENT", ["min", "max", "mean", "sum"])
    aggregation.add("INSTAL_", "DAYS_ENTRY_PAYMENT", ["max", "mean", "sum"])
    return [aggregation.size("INSTAL_COUNT").result()]


def cards(folder):
    frame, _ = one_hot(pd.read_csv(folder / "credit_card_balance.csv").drop(columns="SK_ID_PREV"), nan=True)
    columns = [name for name in frame if name != KEY]
    aggregation = Aggregation(frame).add("CC_", columns, ["min", "max", "mean", "sum", "var"])
    return [aggregation.size("CC_COUNT").result()]


FAMILIES = [("bureau", bureau), ("previous_application", previous), ("POS_CASH_balance", point_of_sale),
            ("installments_payments", installments), ("credit_card_balance", cards)]


def features(folder):
    """The feature set, the scale of each tolerance, and how many columns each table brought."""
    result = application(folder)
    counts = {"application_train": result.shape[1]}
    scales = {}
    for name, family in FAMILIES:
        before = result.shape[1]
        for columns, magnitudes in family(folder):
            result = result.join(columns, on=KEY)
            scales |= {each: result[KEY].map(magnitudes[each]) for each in magnitudes}
        counts[name] = result.shape[1] - before
    return result, scales, counts


def differences(ours, reference, scales):
    """A line for each column that is not the same."""
    if set(ours) != set(reference):
        missing, extra = set(reference) - set(ours), set(ours) - set(reference)
        yield f"columns missing {sorted(missing)[:9]}, too many {sorted(extra)[:9]}"
    if list(ours[KEY]) != list(reference[KEY]):
        yield "the rows are others, or in another order"
        return
    for name in [each for each in reference if each in set(ours)]:
        a, b = ours[name].to_numpy(float), reference[name].to_numpy(float)
        if (np.isnan(a) != np.isnan(b)).any():
            row = int(np.flatnonzero(np.isnan(a) != np.isnan(b))[0])
            yield f"{name}: nulls {np.isnan(a).sum()}, in pandas {np.isnan(b).sum()}; first in row {row}"
            continue
        allowed = np.zeros(len(b))
        if name in scales:
            allowed = TOLERANCE * np.maximum(scales[name].to_numpy(float), np.abs(b))
        wrong = np.abs(a - b) > allowed
        if wrong.any():
            row = int(np.flatnonzero(wrong)[0])
            yield f"{name}: {wrong.sum()} values differ; first in row {row}: {a[row]!r}, in pandas {b[row]!r}"


def compare(file, folder):
    reference, scales, counts = features(folder)
    read = pd.read_parquet if file.suffix == ".parquet" else pd.read_csv
    ours = read(file)
    found = list(differences(ours, reference, scales))
    print("\n".join(found) if found else f"equal: {len(reference)} rows, {reference.shape[1]} columns, {counts}")
    print("order of columns:", "same" if list(ours) == list(reference) else "another")
    return 1 if found else 0


def pair(one, other, folder):
    reference, scales, _ = features(folder)
    order = reference[KEY].to_numpy().argsort(kind="stable")
    scales = {name: scale.iloc[order].reset_index(drop=True) for name, scale in scales.items()}
    a, b = (pd.read_parquet(file).sort_values(KEY).reset_index(drop=True) for file in (one, other))
    found = list(differences(a, b, scales))
    print("\n".join(found))
    return 1 if found else 0


def facts(name, values, scale):
    """Nulls, sums that tell values and their order apart, and how far the sums may lie off."""
    valid = np.nan_to_num(values.to_numpy(float))
    places = np.arange(1, len(valid) + 1) / len(valid)
    magnitude = np.abs(valid) if scale is None else np.maximum(np.abs(valid), np.nan_to_num(scale.to_numpy(float)))
    rounded = [float(f"{each:.15g}") for each in (valid.sum(), (places * valid).sum(), (valid**2).sum())]
    return {"name": name, "nulls": int(values.isna().sum()), "sum": rounded[0], "weighted": rounded[1],
            "squares": rounded[2], "scale": float(f"{magnitude.sum():.3g}"),
            "squareScale": float(f"{(magnitude**2).sum():.3g}")}


def write():
    reference, scales, counts = features(DATA)
    expected = {
        "versions": {"pandas": pd.__version__, "numpy": np.__version__}, "tolerance": TOLERANCE, "rows": len(reference),
        "counts": counts, "columns": [facts(name, reference[name], scales.get(name)) for name in reference],
    }
    text = json.dumps(expected, allow_nan=False).replace('{"name"', '\n{"name"')
    (HERE / "expected.json").write_text(text + "\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["compare"]:
        sys.exit(compare(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else DATA))
    if sys.argv[1:2] == ["pair"]:
        sys.exit(pair(*map(pathlib.Path, sys.argv[2:5])))
    write()
