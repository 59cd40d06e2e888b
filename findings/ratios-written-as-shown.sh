#!/usr/bin/env bash
# VisiData 3.4 (with pandas 3.1.1 and pyarrow 26.0.1): converting a typed table to CSV or TSV in batch mode writes floats as
# the screen shows them, with two decimals; JSON keeps them.
#
# Of a Parquet file with the ratios 7/74, 1/3 and 1234567.891, `vd -b t.parquet -o t.csv` writes 0.09, 0.33 and 1234567.89,
# and ends with 0. Features that go from one step of a pipeline to the next this way are rounded, and ratios below 0.005
# become 0. From a CSV file, whose columns have no type, the digits stay.
#
# Seen on 2026-11-29: 0.09, 0.33, 1234567.89 in CSV and TSV; 0.0945945945945946, 0.3333333333333333 and 1234567.891 in JSON.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install -q --disable-pip-version-check visidata==3.4 pandas==3.1.1 pyarrow==26.0.1
cd "$folder"
export HOME="$folder" TERM=xterm
bin="$folder/python/bin"
"$bin/vd" --version
"$bin/python" -c '
import pandas as pd
t = pd.DataFrame({"id": [1, 2, 3], "ratio": [7 / 74, 1 / 3, 1234567.891]})
t.to_parquet("t.parquet")
t.to_csv("plain.csv", index=False)
'
for kind in csv tsv json; do "$bin/vd" -b t.parquet -o "t.$kind" </dev/null >/dev/null 2>&1; done
"$bin/vd" -b plain.csv -o again.csv </dev/null >/dev/null 2>&1
head -5 t.csv t.tsv t.json again.csv
"$bin/python" - <<'PYTHON'
import csv
import json

exact = [7 / 74, 1 / 3, 1234567.891]
for name, mark in (("t.csv", ","), ("t.tsv", "\t")):
    with open(name) as file:
        shown = [row["ratio"] for row in csv.DictReader(file, delimiter=mark)]
    assert shown == ["0.09", "0.33", "1234567.89"], f"the behaviour has changed: {name} has {shown}"
with open("t.json") as file:
    assert [row["ratio"] for row in json.load(file)] == exact, "the behaviour has changed: JSON"
with open("again.csv") as file:
    assert [float(row["ratio"]) for row in csv.DictReader(file)] == exact, "the behaviour has changed: untyped columns"
PYTHON
