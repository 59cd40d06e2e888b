"""Writes input and expected.json for KNNImputer: centred continuous tables without ties, several shares of gaps.

Run from this folder with scikit-learn installed. `swift test` only reads the files.
"""

import json

import numpy as np
import sklearn
from sklearn.impute import KNNImputer

CASES = [(220, 8, 0.05, 5), (260, 10, 0.20, 5), (240, 12, 0.40, 3), (240, 9, 0.60, 7)]


def table(rows, columns, gaps, random):
    values = random.normal(size=(rows, 3)) @ random.normal(size=(3, columns)) + random.normal(size=(rows, columns))
    values = np.round(values - values.mean(axis=0), 6)
    return np.where(random.random(values.shape) < gaps, np.nan, values)


def listed(values):
    return [[None if np.isnan(x) else x for x in column] for column in values.T]


def case(number, rows, columns, gaps, k):
    random = np.random.default_rng(20 + number)
    train, other = table(rows, columns, gaps, random), table(40, columns, gaps, random)
    filled = {}
    for weights in ("uniform", "distance"):
        imputer = KNNImputer(n_neighbors=k, weights=weights).fit(train)
        filled[weights] = {
            "train": imputer.transform(train)[np.isnan(train)].tolist(),
            "other": imputer.transform(other)[np.isnan(other)].tolist(),
        }
    inputs = {"neighbours": k, "train": listed(train), "other": listed(other)}
    return inputs, filled


def main():
    made = [case(number, *settings) for number, settings in enumerate(CASES)]
    versions = {"scikit-learn": sklearn.__version__, "numpy": np.__version__}
    with open("input.json", "w") as file:
        json.dump({"cases": [inputs for inputs, _ in made]}, file)
    expected = {"versions": versions, "tolerance": 1e-9, "order": "row by row", "cases": [f for _, f in made]}
    with open("expected.json", "w") as file:
        json.dump(expected, file)


main()
