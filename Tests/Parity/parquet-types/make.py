"""Writes types.parquet and expected.json: columns of the types that have no type of their own in Carnet, and what becomes
of them. Run from this folder."""
import datetime
import decimal
import json
import uuid

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

clock = [datetime.time(0, 0), datetime.time(23, 59, 59, 120000), None]
ids = [uuid.UUID(int=0), uuid.UUID("01234567-89ab-cdef-0123-456789abcdef"), None]
moment = datetime.datetime(2024, 1, 31, 12, 30)
table = pa.table({
    "small_unsigned": pa.array([1, 2**63 - 1, None], pa.uint64()),
    "large_unsigned": pa.array([1, 2**64 - 1, None], pa.uint64()),
    "seconds_of_day": pa.array([0, 86399, None], pa.time32("s")),
    "micros_of_day": pa.array(clock, pa.time64("us")),
    "nanos_of_day": pa.array([0, 1, 86_399_999_999_999], pa.time64("ns")),
    "id": pa.array([i and i.bytes for i in ids], pa.uuid()),
    "words_as_bytes": pa.array([b"plain", "é".encode(), None], pa.binary()),
    "bytes": pa.array([b"\x00\xff", b"ok", None], pa.binary()),
    "naive": pa.array([moment, None, None], pa.timestamp("us")),
    "in_utc": pa.array([moment, None, None], pa.timestamp("us", "UTC")),
    "in_paris": pa.array([moment, None, None], pa.timestamp("us", "Europe/Paris")),
    "nanoseconds": pa.array([1, 1000, None], pa.timestamp("ns")),
    "money": pa.array([decimal.Decimal("0.10"), decimal.Decimal("12345678901234567.89"), None], pa.decimal128(20, 2)),
    "gappy": pa.array([1.5, float("nan"), None], pa.float64()),
    "list": pa.array([[1], [], None], pa.list_(pa.int64())),
    "struct": pa.array([{"a": 1}, None, None]),
    "duration": pa.array([1, 2, None], pa.duration("s")),
    "last": pa.array([1, 2, 3], pa.int8()),
})
pq.write_table(table, "types.parquet")
indexed = pd.DataFrame({"x": [1, 2]}, index=pd.Index(["a", "b"]))
indexed.to_parquet("index.parquet")
# What Carnet shows, where that is not the value's own text in Python.
expected = {
    "small_unsigned": ("int", ["1", str(2**63 - 1), None]),
    "large_unsigned": ("text", [str(value) if value is not None else None for value in table["large_unsigned"].to_pylist()]),
    "seconds_of_day": ("text", ["00:00:00", "23:59:59", None]),
    "micros_of_day": ("text", [t and t.isoformat().rstrip("0") if t and t.microsecond else t and t.isoformat() for t in clock]),
    "nanos_of_day": ("text", ["00:00:00", "00:00:00.000000001", "23:59:59.999999999"]),
    "id": ("text", [i and str(i) for i in ids]),
    "words_as_bytes": ("text", ["plain", "é", None]),
    "bytes": ("text", ["\\x" + b"\x00\xff".hex(), "ok", None]),
    "last": ("int", ["1", "2", "3"]),
}
out = {"versions": {"pyarrow": pa.__version__, "pandas": pd.__version__}, "left_out": ["list", "struct", "duration"],
       "columns": [{"name": name, "type": kind, "values": values} for name, (kind, values) in expected.items()]}
with open("expected.json", "w") as file:
    json.dump(out, file, indent=1)
