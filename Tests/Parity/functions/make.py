"""Writes input.csv and expected.json: dates read by a format and bands of numbers, by pandas. Run from this folder."""
import json

import numpy as np
import pandas as pd

rng = np.random.default_rng(5)
rows = 400
days = pd.to_datetime(rng.integers(-36_500, 24_000, rows), unit="D", origin="1970-01-01")
formats = {
    "german": "%d.%m.%Y",
    "american": "%m/%d/%y",
    "dense": "%Y%m%d",
    "named": "%d-%b-%Y",
    "long": "%B %d, %Y",
}
table = pd.DataFrame({name: days.strftime(pattern) for name, pattern in formats.items()})
# What people type: days of one digit, dates that are none, years of two digits, capitals, other orders, rubbish.
odd = {
    "german": ["1.2.2024", "29.02.2023", "29.02.2024", "31.04.2020", "01.02.24", "2024-01-31", "1.1.2024 ", "32.01.2000"],
    "american": ["1/2/68", "1/2/69", "12/31/99", "13/01/20", "2/30/20", "01/02/2020", "01-02-20", "//"],
    "dense": ["20240229", "20230229", "2024011", "20241301", "2024-1-1", "99991231", "x", "202401011"],
    "named": ["01-JAN-2020", "1-feb-2020", "30-Feb-2020", "01-Mai-2020", "01-Sept-2020", "31-Dec-1999", "-", "1-May-20"],
    "long": ["march 1, 2020", "MAY 5, 2021", "Mar 1, 2020", "June 31, 2020", "June 30, 2020", "June 30,2020", "", "July"],
}
for name, texts in odd.items():
    table.loc[: len(texts) - 1, name] = texts
table.loc[20:25, "german"] = None
table["x"] = np.round(rng.normal(30, 25, rows), 1)
table.loc[rng.random(rows) < 0.1, "x"] = np.nan
# On the breaks themselves, where closed on the left or the right matters.
table.loc[:5, "x"] = [0.0, 25.0, 35.0, 65.0, -0.1, 64.9]
table.to_csv("input.csv", index=False)

dates = {}
for name, pattern in formats.items():
    parsed = pd.to_datetime(table[name], format=pattern, errors="coerce")
    dates[name] = {"format": pattern, "values": [None if pd.isna(d) else d.strftime("%Y-%m-%d") for d in parsed]}

bands = []
for breaks in ([25, 35, 65], [0], [-10.5, 0, 12.25, 100]):
    codes = pd.cut(table["x"], [-np.inf, *breaks, np.inf], right=False, labels=False)
    bands.append({"breaks": breaks, "codes": [None if np.isnan(c) else int(c) for c in codes]})

with open("expected.json", "w") as file:
    json.dump({"versions": {"pandas": pd.__version__, "numpy": np.__version__}, "dates": dates, "bands": bands}, file)
