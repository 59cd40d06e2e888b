"""Writes CSV files and what pandas reads from them: input-*.csv and expected.json.

Numbers are compared exactly: expected.json holds the bits of each float, as hexadecimal text.
"""
import json
import math
import random
import struct
from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent
random.seed(20240131)


def number():
    kind = random.randrange(6)
    if kind == 0:
        return repr(struct.unpack("<d", struct.pack("<Q", random.getrandbits(62)))[0])
    if kind == 1:
        return f"{random.uniform(-1e6, 1e6):.2f}"
    if kind == 2:
        return f"{random.uniform(-1, 1):.{random.randrange(1, 25)}f}"
    if kind == 3:
        return f"{random.randrange(10**random.randrange(1, 19))}e{random.randrange(-320, 290)}"
    if kind == 4:
        return str(random.randrange(-10**6, 10**6))
    return f"{random.randrange(10**random.randrange(1, 30))}.{random.randrange(10**9)}"


WORDS = ["a", "Cash loans", "x,y", 'say "no"', "two\nlines", "é", "naïve 🎉", "  padded ", "#", "Ünïcödé text of some length"]


def quoted(text, always):
    special = any(mark in text for mark in ',"\n\r')
    return '"' + text.replace('"', '""') + '"' if special or always else text


def rows(count):
    for row in range(count):
        yield [
            str(100000 + row),
            str(random.randrange(-2**63, 2**63)) if row % 5 else "",
            number() if row % 7 else "",
            quoted(random.choice(WORDS), row % 3 == 0) if row % 4 else "",
            random.choice(["True", "False"]),
            str(random.randrange(100)) if row % 11 else '""',
            "%03d" % random.randrange(1000),
            random.choice(["1", "2.5"]) if row > count - 5 else str(row % 9),
            "",
        ]


def write(name, count, end):
    names = ["id", "wide", "number", "word", "flag", "few", "code", "late", "none"]
    text = "".join(",".join(fields) + end for fields in [names, *rows(count)])
    (HERE / name).write_bytes(text.encode())
    frame = pd.read_csv(
        HERE / name, keep_default_na=False, na_values=[""], low_memory=False,
        dtype={"wide": "Int64", "few": "Int64"})
    return {column: [cell(value) for value in frame[column]] for column in frame}


def cell(value):
    if value is pd.NA or (isinstance(value, float) and (math.isnan(value) or math.isinf(value))):
        return None
    if isinstance(value, bool) or type(value).__name__ == "bool_":
        return "true" if value else "false"
    if isinstance(value, float):
        return "f" + struct.pack(">d", value).hex()
    return str(value)


expected = {"versions": {"pandas": pd.__version__}, "tolerance": 0, "files": {}}
for name, count, end in [("input-lf.csv", 400, "\n"), ("input-crlf.csv", 150, "\r\n")]:
    expected["files"][name] = write(name, count, end)
(HERE / "expected.json").write_text(json.dumps(expected, ensure_ascii=False) + "\n")
