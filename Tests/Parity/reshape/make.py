"""Writes input.csv and expected.json: tables in other shapes, as pandas makes them. Run from this folder."""
import json

import numpy as np
import pandas as pd

rng = np.random.default_rng(12)
rows = 400
table = pd.DataFrame({
    "id": rng.integers(0, 40, rows), "kind": rng.choice(["b", "a", "d", "c"], rows),
    "amount": np.round(rng.normal(100, 40, rows), 3), "term": rng.integers(1, 60, rows),
    "status": rng.choice(["7", "x", "3.5", "12", ""], rows), "days": rng.choice([365243, -1, -20, -300], rows),
})
table.loc[rng.random(rows) < 0.1, "amount"] = np.nan
table.loc[rng.random(rows) < 0.05, "kind"] = None
table.to_csv("input.csv", index=False)
table = pd.read_csv("input.csv")


def columns(frame):
    clean = frame.astype(object).where(frame.notna(), None)
    return {name: [value if value is None or isinstance(value, str) else float(value) for value in clean[name]]
            for name in frame.columns}


def pivoted(function):
    """pandas sums nothing to 0 in a table of sums; a combination that does not occur is missing all the same."""
    known = table[table["kind"].notna()]
    grouped = known.groupby(["id", "kind"])["amount"].agg(function)
    wide = grouped.unstack("kind").reindex(table["id"].drop_duplicates())
    if function == "count":
        wide = wide.fillna(0)
    wide.columns = [f"amount_{level}" for level in wide.columns]
    return columns(wide.reset_index())


melted = table.reset_index().melt(["index", "id"], ["term", "amount"], "name", "value")
melted["place"] = melted["name"].map({"term": 0, "amount": 1})
melted = melted.sort_values(["index", "place"])[["id", "name", "value"]]
appended = pd.concat([table[["id", "kind", "amount"]], table[["term", "id"]]], ignore_index=True)
cast = pd.DataFrame({"status": pd.to_numeric(table["status"], errors="coerce")})
cast["whole"] = cast["status"].where(cast["status"] % 1 == 0)
replaced = pd.DataFrame({"days": table["days"].replace(365243, np.nan), "kind": table["kind"].replace(["a", "d"], "z")})
sizes = table.groupby(["id", "kind"], dropna=False, sort=False).size()
duplicates = sizes[sizes > 1].reset_index(name="n")
turned = table[["amount", "term"]].head(6).T.reset_index(names="column")
turned.columns = ["column"] + [f"row_{number + 1}" for number in range(6)]
texts = table[["kind", "term", "id"]].head(4).copy()
texts = texts.astype(object).map(lambda value: value if isinstance(value, str) or pd.isna(value) else str(value)).T
texts = texts.reset_index(names="column")
texts.columns = ["column"] + [f"row_{number + 1}" for number in range(4)]
row = table.iloc[[6]]
card = pd.DataFrame({"column": table.columns, "value": [
    None if pd.isna(value) else value if isinstance(value, str) else repr(value.item()) for value in row.iloc[0]]})
out = {
    "versions": {"pandas": pd.__version__}, "tolerance": 1e-12,
    "tables": {
        "pivot_sum": pivoted("sum"), "pivot_mean": pivoted("mean"), "pivot_count": pivoted("count"),
        "pivot_max": pivoted("max"), "unpivot": columns(melted), "append": columns(appended), "cast": columns(cast),
        "replace": columns(replaced), "duplicates": columns(duplicates), "transpose": columns(turned),
        "transpose_texts": columns(texts), "row": columns(row), "card": columns(card),
    },
}
with open("expected.json", "w") as file:
    json.dump(out, file)
