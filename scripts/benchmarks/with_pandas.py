"""The tasks in pandas, as an analyst with a feeling for speed writes them."""

import numpy as np
import pandas as pd

import recipe
from recipe import KEY


def load(path):
    return pd.read_csv(path)


def texts_of(frame):
    return [name for name in frame if not pd.api.types.is_numeric_dtype(frame[name])]


def one_hot(frame, columns, nulls=True):
    made = pd.get_dummies(frame[columns], columns=columns, dummy_na=nulls, dtype=np.int8)
    return pd.concat([frame.drop(columns=columns), made], axis=1), list(made)


def aggregated(frame, key, plan, size=()):
    """`plan` lists (name, function, column); pandas computes a function for all its columns at once."""
    groups = frame.groupby(key, sort=False)
    parts = []
    for function in dict.fromkeys(function for _, function, _ in plan):
        items = [(name, column) for name, used, column in plan if used == function]
        part = getattr(groups[[column for _, column in items]], function)()
        part.columns = [name for name, _ in items]
        parts.append(part)
    parts += [groups.size().rename(name) for name in size]
    return pd.concat(parts, axis=1)


def finite(ratio):
    return ratio.replace([np.inf, -np.inf], np.nan)


def no_sentinel(series):
    return series.where(series != recipe.SENTINEL)


def application(folder):
    app = pd.read_csv(f"{folder}/application_train.csv")
    app = app[app.CODE_GENDER != "XNA"].reset_index(drop=True)
    for name in recipe.APPLICATION_CODES:
        app[name] = pd.factorize(app[name])[0]
    app, _ = one_hot(app, texts_of(app), nulls=False)
    app["DAYS_EMPLOYED"] = no_sentinel(app.DAYS_EMPLOYED)
    made = {name: finite(app[a] / app[b]) for name, a, b in recipe.APPLICATION_RATIOS}
    return pd.concat([app, pd.DataFrame(made)], axis=1)


def by_states(frame, texts, prefix, numbers, extra, states):
    column, levels = states
    parts = [aggregated(frame[frame[column] == level], KEY, recipe.each(f"{level.upper()}_", numbers)) for level in levels]
    dummies, names = one_hot(frame, texts)
    plan = recipe.each(prefix, numbers) + [(f"{prefix}{name}_MEAN", "mean", name) for name in names + extra]
    return [aggregated(dummies, KEY, plan), *parts]


def bureau(folder):
    balance, statuses = one_hot(pd.read_csv(f"{folder}/bureau_balance.csv"), ["STATUS"])
    plan = recipe.each("", [("MONTHS_BALANCE", "min max"), *[(name, "mean") for name in statuses]])
    by_loan = aggregated(balance, "SK_ID_BUREAU", plan, ["MONTHS_BALANCE_SIZE"])
    del balance
    loans = pd.read_csv(f"{folder}/bureau.csv", usecols=recipe.BUREAU_READ).join(by_loan, on="SK_ID_BUREAU")
    return by_states(loans, recipe.BUREAU_TEXTS, "BURO_", recipe.BUREAU_NUMBERS,
                     [f"{name}_MEAN" for name in statuses], recipe.BUREAU_STATES)


def previous(folder):
    frame = pd.read_csv(f"{folder}/previous_application.csv", usecols=recipe.PREVIOUS_READ)
    frame["APP_CREDIT_PERC"] = finite(frame.AMT_APPLICATION / frame.AMT_CREDIT)
    return by_states(frame, recipe.PREVIOUS_TEXTS, "PREV_", recipe.PREVIOUS_NUMBERS, [], recipe.PREVIOUS_STATES)


def point_of_sale(folder):
    frame, names = one_hot(pd.read_csv(f"{folder}/POS_CASH_balance.csv", usecols=recipe.POS_READ), recipe.POS_TEXTS)
    plan = recipe.each("POS_", recipe.POS_NUMBERS + [(name, "mean") for name in names])
    return [aggregated(frame, KEY, plan, ["POS_MONTHS_BALANCE_SIZE", "POS_COUNT"])]


def instalments(folder):
    frame = pd.read_csv(f"{folder}/installments_payments.csv", usecols=recipe.INSTALMENT_READ)
    frame["PAYMENT_PERC"] = finite(frame.AMT_PAYMENT / frame.AMT_INSTALMENT)
    frame["PAYMENT_DIFF"] = frame.AMT_INSTALMENT - frame.AMT_PAYMENT
    late = frame.DAYS_ENTRY_PAYMENT - frame.DAYS_INSTALMENT
    frame["DPD"], frame["DBD"] = late.clip(lower=0).fillna(0), (-late).clip(lower=0).fillna(0)
    return [aggregated(frame, KEY, recipe.each("INSTAL_", recipe.INSTALMENT_NUMBERS), ["INSTAL_COUNT"])]


def cards(folder):
    frame = pd.read_csv(f"{folder}/credit_card_balance.csv").drop(columns="SK_ID_PREV")
    frame, _ = one_hot(frame, recipe.CARD_TEXTS)
    plan = recipe.each("CC_", [(name, " ".join(recipe.CARD_FUNCTIONS)) for name in frame if name != KEY])
    return [aggregated(frame, KEY, plan, ["CC_COUNT"])]


def features(folder, out):
    parts = [application(folder).set_index(KEY)]
    for family in (bureau, previous, point_of_sale, instalments, cards):
        parts += [part.reindex(parts[0].index) for part in family(folder)]
    pd.concat(parts, axis=1).reset_index().to_parquet(out, compression="zstd", compression_level=1, index=False)


def group(name):
    key, plan, text = recipe.GROUPS[name]
    def prepare(folder):
        return pd.read_csv(f"{folder}/{name}.csv", dtype={text: "category"} if text else None)
    def run(frame):
        made = []
        if text:
            frame, made = one_hot(frame, [text])
        numbers = plan or [(column, " ".join(recipe.CARD_FUNCTIONS)) for column in frame
                           if column not in (KEY, "SK_ID_PREV") and pd.api.types.is_numeric_dtype(frame[column])]
        wanted = recipe.each("", numbers + [(column, "mean") for column in made])
        return aggregated(frame, key, wanted, ["COUNT"]).reset_index()
    return prepare, run


def join(key):
    def prepare(left, rights):
        return pd.read_parquet(left), [pd.read_parquet(right).set_index(key) for right in rights]
    def run(frames):
        left, rights = frames
        joined = left.join(rights[0], on=key) if len(rights) == 1 else left.set_index(key).join(rights)
        return joined[[name for right in rights for name in right]].mean().to_frame().T
    return prepare, run
