#!/usr/bin/env bash
# scikit-learn 1.9.1: StratifiedGroupKFold makes other folds when the same groups are given as text instead of numbers.
#
# Groups are numbered in sorted order before they are dealt out, and text sorts 1, 10, 11, 2. So reading a client's number
# as text changes every fold of a cross-validation, though no row, label or group has changed, and scores of the two runs
# are not comparable. Numbers as floats keep the folds; so does another order of the rows.
#
# Seen on 2026-11-28: text False, float True, shuffled rows True.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install -q --disable-pip-version-check scikit-learn==1.9.1 numpy==2.4.6
"$folder/python/bin/python" - <<'PYTHON'
import numpy as np
import sklearn
from sklearn.model_selection import StratifiedGroupKFold

print("scikit-learn", sklearn.__version__)
clients = np.arange(100) // 2
labels = (np.arange(100) % 7 == 0).astype(int)


def folds(groups, rows=np.arange(100)):
    parts = StratifiedGroupKFold(5).split(rows, labels[rows], groups[rows])
    return sorted(tuple(sorted(rows[held].tolist())) for _, held in parts)


expected = folds(clients)
shuffled = np.random.default_rng(1).permutation(100)
same = {
    "text": folds(clients.astype(str)) == expected, "float": folds(clients.astype(float)) == expected,
    "shuffled rows": folds(clients, shuffled) == expected,
}
for how, equal in same.items():
    print(f"the same folds with {how}: {equal}")
assert same == {"text": False, "float": True, "shuffled rows": True}, "the behaviour has changed"
PYTHON
