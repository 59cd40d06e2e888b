#!/usr/bin/env bash
# pandas 3.1.1, polars 2.1.0, DuckDB 2.0.0 and pyarrow 26.0.1: one decimal at the end of a column of identifiers beyond 2^53
# makes the whole column floating point, and different identifiers become equal, without a word.
#
# The three identifiers 9007199254740992, …993 and …994 give two distinct values in each of the four. A group-by or a join
# on them merges clients. Without the last line each of the four keeps them as integers.
#
# Seen on 2026-11-28: 2 distinct identifiers of 3 in all four; 3 without the decimal.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install -q --disable-pip-version-check pandas==3.1.1 polars==2.1.0 duckdb==2.0.0 pyarrow==26.0.1
cd "$folder"
"$folder/python/bin/python" - <<'PYTHON'
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.csv

print("pandas", pd.__version__, "polars", pl.__version__, "duckdb", duckdb.__version__, "pyarrow", pa.__version__)
identifiers = [str(2**53 + offset) for offset in range(3)]


def write(name, lines):
    with open(name, "w") as file:
        file.write("\n".join(["id", *lines]) + "\n")


write("whole.csv", identifiers)
write("decimal.csv", [*identifiers, "1.5"])
readers = {
    "pandas": lambda path: pd.read_csv(path)["id"].tolist(), "polars": lambda path: pl.read_csv(path)["id"].to_list(),
    "duckdb": lambda path: [row[0] for row in duckdb.sql(f"from read_csv('{path}')").fetchall()],
    "pyarrow": lambda path: pyarrow.csv.read_csv(path)["id"].to_pylist(),
}
for name, read in readers.items():
    whole, beside = len(set(read("whole.csv"))), len(set(read("decimal.csv")[:3]))
    print(f"{name}: {whole} distinct identifiers alone, {beside} beside a decimal")
    assert (whole, beside) == (3, 2), "the behaviour has changed"
PYTHON
