"""Compares two answers to a task, Carnet's and a peer's.

    compare.py KIND TABLE FOLDER OURS THEIRS

Loaded tables must be equal. A sum may lie off by 1e-9 of the magnitudes that it was made from.
"""

import pathlib
import subprocess
import sys

import numpy as np
import polars as pl

import recipe

TOLERANCE = 1e-9
kind, table, folder, ours, theirs = sys.argv[1:]


def numbers(frame, name):
    column = frame[name]
    if column.dtype == pl.Boolean:
        column = column.cast(pl.Int8)
    return column.cast(pl.Float64).fill_nan(None)


def is_number(column):
    return column.dtype.is_numeric() or column.dtype == pl.Boolean


def magnitudes():
    """For every group what its sums, means and variances were made from."""
    key, plan, _ = recipe.GROUPS[table]
    frame = pl.read_csv(f"{folder}/{table}.csv", infer_schema_length=10000)
    columns = [column for column, _ in plan] if plan else [
        name for name, dtype in frame.schema.items() if dtype.is_numeric() and name not in (key, "SK_ID_PREV")]
    made = []
    for name in columns:
        x = pl.col(name).cast(pl.Float64)
        made += [x.abs().sum().alias(f"{name}_SUM"), x.abs().mean().alias(f"{name}_MEAN"),
                 ((x * x).sum() / (x.count() - 1)).alias(f"{name}_VAR")]
    return frame.group_by(key).agg(made).sort(key), key


def differences(a, b, scales=None):
    if set(a.columns) != set(b.columns):
        yield f"columns: only here {sorted(set(a.columns) - set(b.columns))[:5]}, only there {sorted(set(b.columns) - set(a.columns))[:5]}"
    if a.height != b.height:
        yield f"rows: {a.height}, {b.height}"
        return
    for name in [name for name in a.columns if name in b.columns]:
        if not is_number(a[name]) and not is_number(b[name]):
            if a[name].cast(pl.String).ne_missing(b[name].cast(pl.String)).any():
                yield f"{name}: texts differ"
            continue
        x, y = numbers(a, name), numbers(b, name)
        if x.is_null().ne(y.is_null()).any():
            yield f"{name}: {x.null_count()} and {y.null_count()} nulls"
            continue
        x, y = x.fill_null(0).to_numpy(), y.fill_null(0).to_numpy()
        allowed = np.zeros(len(x))
        if kind != "load":
            allowed = TOLERANCE * np.abs(y)
        if scales is not None and name in scales.columns:
            allowed = np.maximum(allowed, TOLERANCE * scales[name].fill_null(0).to_numpy())
        wrong = np.abs(x - y) > allowed
        if wrong.any():
            row = int(np.flatnonzero(wrong)[0])
            yield f"{name}: {wrong.sum()} values differ; first in row {row}: {x[row]!r}, {y[row]!r}"


def features():
    """The reference of the tests knows the magnitudes of the whole recipe."""
    reference = pathlib.Path(__file__).resolve().parents[2] / "Tests/Parity/simple-features/make.py"
    return subprocess.run([sys.executable, reference, "pair", ours, theirs, folder]).returncode


if kind == "whole":
    sys.exit(features())
a, b = pl.read_parquet(ours), pl.read_parquet(theirs)
scales = None
if kind == "group":
    scales, key = magnitudes()
    a, b = a.sort(key), b.sort(key)
found = list(differences(a, b, scales))
print("\n".join(found))
sys.exit(1 if found else 0)
