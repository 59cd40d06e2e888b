#!/usr/bin/env bash
# optbinning 1.0.0 with scikit-learn 1.9.1: a split at exactly -2 is lost, so the bins of a column and its information
# value change when a constant is added to it. A column of the values -3 and -1 gets one bin and information value 0.
#
# The pre-bins are the thresholds of a decision tree. scikit-learn writes TREE_UNDEFINED, which is -2, into the
# threshold of each leaf, and PreBinning.fit removes leaves by that number (`splits != _tree.TREE_UNDEFINED`), and with
# them a node whose threshold is -2, halfway between -3 and -1 or -4 and 0. `children_left` would tell leaves from
# nodes. Binnings of a number and of several classes take their pre-bins from there as well.
#
# Seen on 2026-11-30: -3 and -1 get no split and 0, -2 and 0 get the split -1 and 0.747; -3, -1 and 5 get one split
# and 1.178, with 0.5 added to them both splits and 1.703. ContinuousOptimalBinning and MulticlassOptimalBinning get no
# split for -3 and -1 either.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q --disable-pip-version-check optbinning==1.0.0 ortools==9.15.6755 scikit-learn==1.9.1 \
  numpy==2.4.6 pandas==3.1.1

"$place/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import numpy as np
from optbinning import ContinuousOptimalBinning, MulticlassOptimalBinning, OptimalBinning
from sklearn.tree import DecisionTreeClassifier

print(", ".join(f"{name} {version(name)}" for name in ("optbinning", "ortools", "scikit-learn")))
labels = np.repeat([1, 0, 1, 0, 1, 0], [80, 20, 40, 60, 10, 90])  # 80, 40 and 10 events of 100


def bins(values, shift):
    column = np.repeat(values, 100) + shift
    binning = OptimalBinning(monotonic_trend=None).fit(column, labels[:len(column)])
    binning.binning_table.build()
    return binning.splits.tolist(), round(float(binning.binning_table.iv), 3)


expected = {
    ((-3.0, -1.0), 0): ([], 0.0), ((-3.0, -1.0), 1): ([-1.0], 0.747), ((-3.0, -1.0, 5.0), 0): ([2.0], 1.178),
    ((-3.0, -1.0, 5.0), 0.5): ([-1.5, 2.5], 1.703),
}
for (values, shift), answer in expected.items():
    seen = bins(values, shift)
    print(f"values {values} plus {shift}: splits {seen[0]}, information value {seen[1]}")
    assert seen == answer, "the behaviour has changed"

column = np.repeat([-3.0, -1.0], 100)
tree = DecisionTreeClassifier().fit(column.reshape(-1, 1), labels[:200]).tree_
print("the tree itself: thresholds", tree.threshold.tolist(), "left children", tree.children_left.tolist())
assert tree.threshold.tolist() == [-2.0] * 3 and tree.children_left.tolist() == [1, -1, -1], "the tree has changed"
classes = np.repeat([0, 1, 2, 0, 1, 2], [40, 30, 30, 20, 30, 50])
others = {
    "a number": (ContinuousOptimalBinning(monotonic_trend=None), labels[:200]),
    "three classes": (MulticlassOptimalBinning(monotonic_trend=None), classes),
}
for what, (binning, target) in others.items():
    splits = [binning.fit(column + shift, target).splits.tolist() for shift in (0, 1)]
    print(f"a binning of {what}: splits {splits[0]}, plus 1: {splits[1]}")
    assert splits == [[], [-1.0]], "the behaviour has changed"
PYTHON
echo "as described"
