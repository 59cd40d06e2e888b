"""Writes catalogue.csv and catalogue.json: for every function of the catalogue calls with the values that pandas,
numpy or DuckDB give. Run from this folder."""
import json

import duckdb
import numpy as np
import pandas as pd
from scipy import special

rng = np.random.default_rng(17)
ROWS = 72

t = pd.DataFrame({"id": np.arange(ROWS)})
t["g"] = rng.choice(["a", "b", "c"], ROWS)
t.loc[[3, 11, 40], "g"] = None
# A group without any value, and one of a single row.
t.loc[[8, 20, 21], "g"] = "empty"
t.loc[30, "g"] = "single"
t["x"] = np.round(rng.normal(0, 3, ROWS), 3)
t.loc[[0, 1, 2, 4], "x"] = [0.0, -1.0, 2.5, 0.125]
t["y"] = rng.permutation(ROWS) / 8
t["i"] = pd.array(rng.integers(-5, 6, ROWS), dtype="Int64")
t["j"] = pd.array(rng.integers(1, 4, ROWS), dtype="Int64")
t["b"] = pd.array(rng.random(ROWS) < 0.4, dtype="boolean")
words = ["Cash loan", "cash-loan-9", "Müller", " padded ", "x", "Revolving 42", "a-b-c", "ÄÖÜ", "ends in loan"]
t["t"] = rng.choice(words, ROWS)
t["u"] = rng.choice(["loan", "a", "-", "Cash", "ü"], ROWS)
t["d"] = pd.to_datetime(rng.integers(-12_000, 24_000, ROWS), unit="D").date.astype(str)
t["e"] = pd.to_datetime(rng.integers(-12_000, 24_000, ROWS), unit="D").date.astype(str)
t["german"] = pd.to_datetime(t["d"]).dt.strftime("%d.%m.%Y")
for column in ["x", "i", "b", "t", "d"]:
    t.loc[rng.random(ROWS) < 0.12, column] = None
    t.loc[t["g"] == "empty", column] = None
t.to_csv("catalogue.csv", index=False)

typed = t.copy()
typed["d"], typed["e"] = pd.to_datetime(t["d"]), pd.to_datetime(t["e"])
cases = []


def plain(value):
    """A value as JSON has it; dates as texts."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and np.isnan(value)):
        return None
    if hasattr(value, "isoformat"):
        return str(value)[:10]
    return value.item() if hasattr(value, "item") else value


def add(kind, function, call, values, **rest):
    cases.append({"kind": kind, "function": function, "call": call, "values": [plain(v) for v in values], **rest})


def sql(expression):
    """One value for each row, from DuckDB."""
    source = typed
    return [row[0] for row in duckdb.sql(f"SELECT {expression} FROM source ORDER BY id").fetchall()]


def row(function, call, expression):
    values = sql(expression) if isinstance(expression, str) else expression
    add("function", function, call, values)


x, i, s = t["x"], t["i"], t["t"]
row("abs", "abs(x)", "abs(x)")
row("abs", "abs(i)", "abs(i)")
row("round", "round(x)", np.round(x))
row("round", "round(x, 3 - 1)", np.round(x, 2))
row("round", "round(x * 100, -1)", np.round(x * 100, -1))
row("floor", "floor(x)", "floor(x)")
row("ceil", "ceil(x)", "ceil(x)")
row("log", "log(x)", "CASE WHEN x > 0 THEN ln(x) END")
row("logit", "logit(y / 9)", special.logit((t["y"] / 9).where(t["y"] > 0)))
row("log1p", "log1p(x)", np.log1p(x.where(x > -1)))
row("exp", "exp(x)", "exp(x)")
row("sqrt", "sqrt(x)", "CASE WHEN x >= 0 THEN sqrt(x) END")
row("pow", "pow(y, 2)", "pow(y, 2)")
row("pow", "pow(j, i)", "pow(j, i)")
row("clip", "clip(x, min: -1, max: 1 + 0.5)", x.clip(-1, 1.5))
row("clip", "clip(i, min: 2 - 3)", i.clip(-1))
row("nullif", "nullif(i, 2)", "nullif(i, 2)")
row("nullif", "nullif(t, u)", "nullif(t, u)")
row("coalesce", "coalesce(x, i, 0)", "coalesce(x, i, 0)")
row("coalesce", "coalesce(t, u)", "coalesce(t, u)")
row("isin", "isin(i, [1, 1 + 1])", "i IN (1, 2)")
row("isin", 'isin(t, ["x", "Müller"])', "t IN ('x', 'Müller')")
row("min", "min(x, y, i)", "least(x, y, i)")
row("max", "max(x, y, i)", "greatest(x, y, i)")
row("min", "min(d, e)", "least(d, e)")
breaks = [-2, -0.5, 0, 2.5]
names = ["< -2", "[-2, -0.5)", "[-0.5, 0)", "[0, 2.5)", ">= 2.5"]
row("cut", "cut(x, [-2, -0.5, 0, 5 / 2])", pd.cut(x, [-np.inf, *breaks, np.inf], right=False, labels=names).astype(object))
row("lower", "lower(t)", "lower(t)")
row("upper", "upper(t)", "upper(t)")
row("trim", "trim(t)", "trim(t)")
row("length", "length(t)", "length(t)")
row("contains", 'contains(t, "oan")', "contains(t, 'oan')")
row("contains", "contains(t, u)", "contains(t, u)")
row("starts_with", "starts_with(t, u)", "starts_with(t, u)")
row("ends_with", "ends_with(t, u)", "ends_with(t, u)")
# Floats and conditions are written in other words by DuckDB.
row("concat", 'concat(t, "-", i, "/", d)', "t || '-' || i || '/' || strftime(d, '%Y-%m-%d')")
row("concat", '"{t}-{u} \\{x}"', "t || '-' || u || ' {x}'")
row("concat", "concat(g, b)", "g || CASE WHEN b THEN 'yes' WHEN NOT b THEN 'no' END")
row("concat", '"{y}"', [repr(float(v)) for v in typed["y"]])
row("replace", 'replace(t, "-", "+")', "replace(t, '-', '+')")
row("replace", 'replace(t, u, "")', "replace(t, u, '')")
row("substr", "substr(t, 3)", "substr(t, 3)")
row("substr", "substr(t, j, 2 + 1)", "substr(t, j, 3)")
row("extract", 'extract(t, "[0-9]+")', s.str.extract("([0-9]+)", expand=False))
row("extract", 'extract(t, "([a-z])-")', s.str.extract("([a-z])-", expand=False))
row("split", 'split(t, "-", 2)', s.str.split("-", regex=False).str.get(1))
row("split", 'split(t, "-", j)', [None if pd.isna(v) else dict(enumerate(v.split("-"), 1)).get(n) for v, n in zip(s, t["j"])])
row("date", 'date(german, format: "%d.%m.%Y")', pd.to_datetime(t["german"], format="%d.%m.%Y"))
row("year", "year(d)", "year(d)")
row("month", "month(d)", "month(d)")
row("day", "day(d)", "day(d)")
row("days_between", "days_between(d, e)", "date_diff('day', d, e)")
across = t[["x", "y", "i"]].astype(float)
row("row_sum", "row_sum(x, y, i)", across.sum(axis=1))
row("row_sum", "row_sum(@(x + i))", t[["x", "i"]].astype(float).sum(axis=1))
row("row_mean", "row_mean(x, y, i)", across.mean(axis=1))
row("row_mean", "row_mean(@(x + i))", t[["x", "i"]].astype(float).mean(axis=1))
row("row_min", "row_min(x, y, i)", across.min(axis=1))
row("row_max", "row_max(x, y, i)", across.max(axis=1))
row("row_std", "row_std(@(x + y + i))", across.std(axis=1))
row("row_nulls", "row_nulls(x, i, t, d)", t[["x", "i", "t", "d"]].isna().sum(axis=1))

groups = t["g"].drop_duplicates().to_list()


def by_group(make):
    """One value for each group, in order of first appearance; null is a group."""
    return [make(typed[typed["g"].isna()] if pd.isna(g) else typed[typed["g"] == g]) for g in groups]


def grouped(function, call, make):
    """An aggregate over groups and over the whole table, in `agg` and in `derive`; a function of a DataFrame, or SQL."""

    def one(part):
        if callable(make):
            return make(part)
        return duckdb.sql(f"SELECT {make} FROM (SELECT * FROM part ORDER BY id)").fetchall()[0][0]

    values = by_group(one)
    add("aggregate", function, call, values, by="g")
    add("aggregate", function, call, [one(typed)])
    add("window", function, call, dict_rows(dict(zip(groups, values))), by="g")


def dict_rows(values):
    return [values[g] for g in t["g"].to_list()]


def present(part, column, order=None, descending=False):
    part = part if order is None else part.sort_values(order, ascending=[not d for d in descending], kind="stable")
    return part[column].dropna().to_list()


positive = lambda part: (part["i"] > 0).fillna(False).astype(bool)
grouped("count", "count()", "count(*)")
grouped("count", "count(x)", "count(x)")
grouped("sum", "sum(x)", lambda p: p["x"].sum())
grouped("sum", "sum(i)", lambda p: p["i"].sum())
grouped("mean", "mean(x)", "avg(x)")
grouped("mean", "mean(b)", lambda p: p["b"].astype("Float64").mean())
grouped("min", "min(x)", "min(x)")
grouped("min", "min(t)", "min(t)")
grouped("max", "max(i)", "max(i)")
grouped("max", "max(d)", "max(d)")
grouped("var", "var(x)", "var_samp(x)")
grouped("std", "std(i)", "stddev_samp(i)")
grouped("median", "median(x)", "median(x)")
grouped("quantile", "quantile(x, 0.1)", "quantile_cont(x, 0.1)")
grouped("quantile", "quantile(i, 3 / 4)", "quantile_cont(i, 0.75)")
grouped("quantile", "quantile(x, 1)", "quantile_cont(x, 1.0)")
grouped("any", "any(b)", "bool_or(b)")
grouped("all", "all(b)", "bool_and(b)")
grouped("nunique", "nunique(t)", "count(DISTINCT t)")
grouped("mode", "mode(i)", lambda p: min(p["i"].mode().to_list(), default=None))
grouped("nulls", "nulls(x)", lambda p: int(p["x"].isna().sum()))
grouped("slope", "slope(x, y)", "regr_slope(x, y)")
aggregate_only = len(cases)
grouped("first", "first(x)", lambda p: next(iter(present(p, "x")), None))
grouped("last", "last(t)", lambda p: next(iter(present(p, "t")[::-1]), None))
# In `derive` these two are those of the window.
cases[:] = cases[:aggregate_only] + [c for c in cases[aggregate_only:] if c["kind"] != "window"]
for name, at in [("first", 0), ("last", -1)]:
    for column, keys, flags, text in [
        ("id", ["y"], [False], "y"), ("x", ["j", "y"], [False, True], "[j, -y]"), ("id", ["j"], [True], "-j"),
        ("id", ["j", "i"], [False, False], "j, i"),
    ]:
        one = lambda p: (present(p, column, keys, flags) or [None])[at]
        call = f"{name}({column}, order: {text})"
        add("aggregate", name, call, by_group(one), by="g")
        add("aggregate", name, call, [one(typed)])
# Over no rows a count is 0 and everything else null; a sum over nulls is 0.
for function, call, make in [
    ("sum", "sum(x) where i > 0", lambda p: p["x"].sum() if len(p) else None),
    ("count", "count() where i > 0", len),
    ("quantile", "quantile(x, 0.5) where i > 0", lambda p: p["x"].quantile(0.5)),
]:
    add("aggregate", function, call, by_group(lambda p: make(p[positive(p)])), by="g")


def window(function, call, expression, partition="g", order="y"):
    """A window function from DuckDB, in partitions and over the whole table."""
    source = typed
    for by in [partition, None]:
        spec = (f"PARTITION BY {by} " if by else "") + f"ORDER BY {order}"
        values = duckdb.sql(
            f"SELECT {expression.replace('OVER w', 'OVER (' + spec + ')')} FROM source ORDER BY id").fetchall()
        written = order.replace(" NULLS LAST", "")
        keys = [f"-{k.strip()[:-5]}" if k.strip().endswith(" DESC") else k.strip() for k in written.split(",")]
        keys = [k for k in keys if k != "id"]
        add("window", function, call, [v[0] for v in values], order=", ".join(keys), **({"by": by} if by else {}))


for order in ["y", "j DESC, id", "j, i DESC NULLS LAST, id"]:
    window("lag", "lag(x)", "lag(x) OVER w", order=order)
    window("row_number", "row_number()", "row_number() OVER w", order=order)
window("lag", "lag(t, 1 + 2)", "lag(t, 3) OVER w")
window("lead", "lead(i)", "lead(i) OVER w")
window("lead", "lead(d, 2)", "lead(d, 2) OVER w")
window("diff", "diff(x)", "x - lag(x) OVER w")
window("diff", "diff(i, 4 / 2)", "i - lag(i, 2) OVER w")
window("cumsum", "cumsum(x)", "CASE WHEN x IS NOT NULL THEN sum(x) OVER w END")
window("cumsum", "cumsum(i)", "CASE WHEN i IS NOT NULL THEN CAST(sum(i) OVER w AS BIGINT) END")
window("cummean", "cummean(x)", "CASE WHEN x IS NOT NULL THEN avg(x) OVER w END")
window("first", "first(x)", "first_value(x) OVER w")
window("last", "last(t)", "first_value(t) OVER w", order="y DESC")
cases[-1]["order"] = cases[-2]["order"] = "y"
window("rank", "rank(i)", "CASE WHEN i IS NOT NULL THEN rank() OVER w END", order="i NULLS LAST")
window("rank", "rank(t)", "CASE WHEN t IS NOT NULL THEN rank() OVER w END", order="t NULLS LAST")
# A rank goes by its argument, whatever the order of the rows.
for case in cases[-4:]:
    del case["order"]

with open("catalogue.json", "w") as file:
    versions = {"pandas": pd.__version__, "numpy": np.__version__, "duckdb": duckdb.__version__}
    json.dump({"versions": versions, "cases": cases}, file, ensure_ascii=False)
print(len(cases), "cases of", len({(c["kind"], c["function"]) for c in cases}), "functions")
