#!/usr/bin/env bash
# `\B`, "no word boundary", matches inside a letter that has several bytes, in the engines of tables that search by RE2.
# Between `a`, `é` and `b` each place is a boundary where words are of ASCII (Python's re.ASCII finds no `\B` there), but
# DuckDB and Arrow find one between the two bytes of `é`. Arrow also replaces there, and leaves a text column that is no
# text any more. Polars, whose engine knows characters and takes `é` for a part of a word, leaves the letter whole.
#
# Seen on 2026-11-30 with duckdb 2.0.1, pyarrow 26.0.1, polars 2.1.0 and Python 3.11 and 3.12.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q --disable-pip-version-check duckdb==2.0.1 pyarrow==26.0.1 polars==2.1.0

"$place/venv/bin/python" - <<'PYTHON'
import re

import duckdb
import polars
import pyarrow
import pyarrow.compute

print(f"duckdb {duckdb.__version__}, pyarrow {pyarrow.__version__}, polars {polars.__version__}")
text = "a\u00e9b"
column = pyarrow.array([text])
found = {
    "Python, ASCII": bool(re.search(r"\B", text, re.ASCII)),
    "duckdb": duckdb.execute(r"select regexp_matches(?, '\B')", [text]).fetchone()[0],
    "pyarrow": pyarrow.compute.match_substring_regex(column, r"\B")[0].as_py(),
}
print(found)
assert found == {"Python, ASCII": False, "duckdb": True, "pyarrow": True}, "this finding is out of date"

replaced = pyarrow.compute.replace_substring_regex(column, r"\B", "-")
content = replaced[0].as_buffer().to_pybytes()
print("pyarrow replaces to", content, "in a column of", replaced.type)
assert content == b"a\xc3-\xa9b"
try:
    replaced.validate(full=True)
except pyarrow.ArrowInvalid as problem:
    print("and says of it, when asked:", problem)
else:
    raise AssertionError("the column is taken for text")
whole = polars.Series([text]).str.replace_all(r"\B", "-")[0]
print("polars replaces to", whole)
assert whole == "a-\u00e9-b"
PYTHON
echo "as described"
