"""Writes expected.json: a matrix with gaps and pandas' pairwise-complete correlations of it. Run from this folder."""
import json

import numpy as np
import pandas as pd

rng = np.random.default_rng(6)
rows, columns = 600, 10
x = rng.normal(size=(rows, columns)) @ rng.normal(size=(columns, columns))
x = np.round(x, 2)
gaps = rng.random((rows, columns)) < np.linspace(0, 0.6, columns)
gaps[:, :3] = False
x[gaps] = np.nan
x[:, 4] = np.where(np.isnan(x[:, 4]), np.nan, 0.1)  # constant
x[:, 5] = np.round(x[:, 5])  # ties
frame = pd.DataFrame(x)


def table(frame):
    return [[None if np.isnan(value) else value for value in column] for column in frame.to_numpy().T.tolist()]


out = {"versions": {"pandas": pd.__version__, "numpy": np.__version__}, "tolerance": 1e-12,
       "columns": table(frame), "pearson": table(frame.corr()), "spearman": table(frame.corr(method="spearman"))}
with open("expected.json", "w") as file:
    json.dump(out, file)
