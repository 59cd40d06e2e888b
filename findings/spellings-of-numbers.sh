#!/usr/bin/env bash
# pandas 3.1.1, polars 2.1.0, DuckDB 2.0.0 and pyarrow 26.0.1 do not agree on what these fields of a CSV file are, and none
# says a word:
#
#   +1                     an integer in pandas, text in polars and DuckDB, a float in pyarrow
#   0x1F                   text in pandas and polars, the integer 31 in DuckDB and pyarrow
#   18446744073709551615   exact in pandas, polars and DuckDB; a float that is 1 too large in pyarrow
#   2024-01-31 24:00:00    midnight of the next day in DuckDB, text in the others
#
# So the same extract gives another type, or another number, to whoever reads it next. Seen on 2026-11-28.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install -q --disable-pip-version-check pandas==3.1.1 polars==2.1.0 duckdb==2.0.0 pyarrow==26.0.1
cd "$folder"
"$folder/python/bin/python" - <<'PYTHON'
import datetime

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.csv

print("pandas", pd.__version__, "polars", pl.__version__, "duckdb", duckdb.__version__, "pyarrow", pa.__version__)
readers = {
    "pandas": lambda path: pd.read_csv(path)["v"].tolist(), "polars": lambda path: pl.read_csv(path)["v"].to_list(),
    "duckdb": lambda path: [row[0] for row in duckdb.sql(f"from read_csv('{path}')").fetchall()],
    "pyarrow": lambda path: pyarrow.csv.read_csv(path)["v"].to_pylist(),
}
largest = 2**64 - 1
expected = {
    ("+1", "+2"): [1, "+1", "+1", 1.0],
    ("0x1F", "0x20"): ["0x1F", "0x1F", 31, 31],
    (str(largest), "1"): [largest, largest, largest, float(largest)],
    ("2024-01-31 24:00:00", "2024-01-31 12:00:00"): [
        "2024-01-31 24:00:00", "2024-01-31 24:00:00", datetime.datetime(2024, 2, 1), "2024-01-31 24:00:00"],
}
for fields, values in expected.items():
    with open("fields.csv", "w") as file:
        file.write("\n".join(["v", *fields]) + "\n")
    found = [read("fields.csv")[0] for read in readers.values()]
    print(fields[0], dict(zip(readers, found)))
    assert [(type(a), a) for a in found] == [(type(b), b) for b in values], "the behaviour has changed"
PYTHON
