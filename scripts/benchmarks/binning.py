"""Optimal bands of 40 columns: Carnet's, and optbinning's with the same constraints on the same rows, by either solver.

    binning.py FILE SOLVER ANSWER

The answers of `mip` are those to compare with: `cp`, its default, counts rates and values in whole millionths
(findings/rates-in-whole-millionths.sh). A least difference of rates keeps both from ruling out cuts beforehand
(findings/optimal-after-forbidden-cuts.sh).

The second runs as a process of its own, and prints its seconds; both write a table of column and information value.
"""

import json
import pathlib
import sys
import time

import forest

ROWS, COLUMNS, TOLERANCE = 30_000, 40, 1e-9
SOLVERS = ("cp", "mip")


def table(folder):
    """The first rows of the forests' table, with gaps in some columns."""
    file = pathlib.Path(folder) / "binning.parquet"
    if not file.exists():
        x, bad = forest.drawn(ROWS)
        forest.written(x[:, forest.COLUMNS - COLUMNS:], bad, file)
    return file


def task(file, answer):
    return (f'loaded = load "{file}", target: bad\nresult = loaded | iv bins: 8, trend: falling\n'
            f'result | select column, iv | export "{answer}"\n'), [2]


def verdict(ours, theirs):
    """`same` where no information value is less than theirs, with how many are equal."""
    import polars as pl
    both = pl.read_parquet(ours).join(pl.read_parquet(theirs), on="column", suffix="_theirs")
    gap = (both["iv"] - both["iv_theirs"]).to_numpy()
    equal, less = int((abs(gap) <= TOLERANCE).sum()), int((gap < -TOLERANCE).sum())
    said = f"information values of {len(gap)} columns: {equal} equal, {len(gap) - equal - less} greater, {less} less"
    return "same" if less == 0 and len(gap) == COLUMNS else said, said


def main(file, solver, answer):
    import numpy as np
    import polars as pl
    from optbinning import OptimalBinning
    frame = pl.read_parquet(file)
    y, names = frame["bad"].to_numpy(), [name for name in frame.columns if name != "bad"]
    columns = [frame[name].cast(pl.Float64).fill_null(np.nan).to_numpy() for name in names]
    start = time.perf_counter()
    binnings = [OptimalBinning(
        name, solver=solver, monotonic_trend="descending", max_n_bins=8, min_bin_size=0.05, min_bin_n_event=1,
        min_bin_n_nonevent=1, min_event_rate_diff=1e-12).fit(values, y) for name, values in zip(names, columns)]
    tables = [binning.binning_table for binning in binnings]
    for each in tables:
        each.build()
    seconds = time.perf_counter() - start
    pl.DataFrame({"column": names, "iv": [each.iv for each in tables]}).write_parquet(answer)
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main(*sys.argv[1:])
