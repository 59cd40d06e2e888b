"""Writes expected.json: scikit-learn's TargetEncoder with the inner folds given. Run from this folder."""
import json

import numpy as np
import sklearn
from sklearn.model_selection import PredefinedSplit
from sklearn.preprocessing import TargetEncoder

rng = np.random.default_rng(11)
rows, levels = 400, 24
# The last level stands for null; some have a row or two, and some only ones.
level = np.minimum(rng.geometric(0.14, rows) - 1, levels - 1)
y = (rng.uniform(size=rows) < 0.1 + 0.5 * (level % 5 == 2) + 0.9 * (level == 7)).astype(int)
folds = rng.integers(0, 4, rows)
held = rng.integers(0, levels + 3, 60)

cases = []
for smooth in ["auto", 0.0, 7.5, 100.0]:
    encoder = TargetEncoder(categories=[list(range(levels))], target_type="binary", smooth=smooth,
                            cv=PredefinedSplit(folds))
    own = encoder.fit_transform(level[:, None], y)[:, 0]
    cases.append({"smoothing": None if smooth == "auto" else smooth, "own": own.tolist(),
                  "rates": encoder.encodings_[0].tolist(),
                  "held": encoder.transform(held[:, None])[:, 0].tolist()})
out = {"versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__}, "levels": levels,
       "level": level.tolist(), "labels": y.tolist(), "folds": folds.tolist(), "heldLevel": held.tolist(),
       "cases": cases}
with open("expected.json", "w") as file:
    json.dump(out, file)
