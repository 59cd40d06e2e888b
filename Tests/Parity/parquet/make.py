"""Writes what pyarrow reads from the files of parquet-testing: expected.json.

For each file either why Carnet must refuse it, or the columns that have a place in a table: the type that Carnet gives them, how many nulls they have,
and the SHA-256 of their values in a canonical text, one value a line:

    null      ~                                   (also NaN and infinity)
    int       decimal digits                      (decimals of scale 0 and up to 18 digits are integers)
    float     the bits of the double, as 16 hexadecimal digits (other decimals are the nearest double)
    bool      true, false
    date      days since 1970-01-01
    datetime  microseconds since 1970-01-01 UTC, cut towards the past
    text      the text as a JSON string; bytes that are not UTF-8 as \\x and hexadecimal digits

One file of bad_data is read, because nothing in it can be refused: ARROW-GH-43605.parquet has a dictionary of one value,
whose codes take no bits and stand in a bit-packed run of width 0. That is what the format asks for, and good files have
it too (column a of datapage_v2.snappy.parquet, columns of alltypes_tiny_pages.parquet). It lies there because it crashed a
reader (apache/arrow issue 43605), which reads it now.

Usage: make.py FOLDER, where FOLDER is the checkout of apache/parquet-testing.
"""
import hashlib
import json
import math
import struct
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

FOLDER = Path(sys.argv[1])
SHOWN = 5


def plain(type):
    if isinstance(type, pa.BaseExtensionType):
        return type.storage_type
    return type.value_type if pa.types.is_dictionary(type) else type


def kind(type):
    """The type that a column gets, or None for what is left out."""
    t = pa.types
    type = plain(type)
    if t.is_boolean(type):
        return "bool"
    if t.is_integer(type):
        return "int"
    if t.is_decimal(type):
        return "int" if type.scale == 0 and type.precision <= 18 else "float"
    if t.is_floating(type) or t.is_null(type):
        return "float"
    if t.is_date(type):
        return "date"
    if t.is_timestamp(type):
        return "datetime"
    if any(is_kind(type) for is_kind in (t.is_string, t.is_large_string, t.is_binary, t.is_large_binary, t.is_fixed_size_binary)):
        return "text"
    return None


def text(value):
    """Bytes that are no text as their hexadecimal digits."""
    try:
        return value.decode() if isinstance(value, bytes) else str(value)
    except UnicodeDecodeError:
        return "\\x" + value.hex()


def values(column, kind):
    """The canonical texts of a column."""
    type = plain(column.type)
    if kind == "datetime":
        scale = {"s": 1_000_000, "ms": 1000, "us": 1, "ns": None}[type.unit]
        raw = column.cast(pa.int64()).to_pylist()
        return [None if v is None else str(v // 1000 if scale is None else v * scale) for v in raw]
    if kind == "date":
        days = column.cast(pa.date32()).cast(pa.int32()).to_pylist()
        return [None if v is None else str(v) for v in days]
    result = []
    for value in column.to_pylist():
        if value is None or (kind == "float" and not math.isfinite(value)):
            result.append(None)
        elif kind == "float":
            result.append(struct.pack(">d", float(value)).hex())
        elif kind == "bool":
            result.append("true" if value else "false")
        elif kind == "text":
            result.append(json.dumps(text(value), ensure_ascii=False))
        else:
            result.append(str(int(value)))
    return result


def describe(path):
    try:
        # Old files keep times in 96 bits; nanoseconds of 64 bits would not hold all of them.
        table = pq.ParquetFile(path, coerce_int96_timestamp_unit="us", page_checksum_verification=True).read()
    except Exception as error:
        return {"refused": "pyarrow: " + str(error).split("\n")[0][:100]}
    columns, seen = [], set()
    for field, column in zip(table.schema, table.columns):
        found = kind(field.type)
        if found is None:
            continue  # it is left out
        texts = values(column, found)
        digest = hashlib.sha256("".join(("~" if text is None else text) + "\n" for text in texts).encode())
        shown = [text for text in texts[:SHOWN]] if len(columns) < 12 else []
        columns.append({"name": field.name, "type": found, "nulls": texts.count(None), "sha256": digest.hexdigest(),
                        "first": shown})
    if not columns:
        return {"refused": "no column has a place in a table"}
    return {"rows": table.num_rows, "columns": columns}


files = {}
for path in sorted(FOLDER.rglob("*.parquet")) + sorted(FOLDER.rglob("*.encrypted")):
    files[str(path.relative_to(FOLDER))] = describe(path)
target = Path(__file__).parent / "expected.json"
lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(entry, ensure_ascii=False)}" for name, entry in files.items())
target.write_text(f'{{"versions": {{"pyarrow": "{pa.__version__}"}}, "files": {{\n{lines}\n}}}}\n')
refused = sum("refused" in entry for entry in files.values())
print(f"{len(files) - refused} files read, {refused} refused, {target.stat().st_size} bytes")
