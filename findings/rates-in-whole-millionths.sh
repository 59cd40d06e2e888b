#!/usr/bin/env bash
# optbinning 1.0.0: the solver cp, the default, compares event rates in whole millionths and drops the rest. Of rare
# events it returns falling rates as OPTIMAL where they have to rise, and bins that lie closer together than
# `min_event_rate_diff` asks.
#
# It solves in integers: rates and information values times 1e6, without their fraction, and so is the difference
# (model_data.py, `scale`). 5 events of 850000 rows and 6 of 1170000 are 5.88 and 5.13 millionths, and 5 to the solver.
# Information values below 1e-6 become 0 the same way, so that a split with 2.5e-7 counts as none. The solver mip has
# the numbers as they are. Where events are not rare, the loss does not matter.
#
# Seen on 2026-11-30: with monotonic_trend="ascending" cp gives two bins of 5.88 and 5.13 millionths (information value
# 0.0046), mip one bin. With min_event_rate_diff=4.5e-6 cp keeps apart 6 and 10 millionths, mip does not.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q --disable-pip-version-check optbinning==1.0.0 ortools==9.15.6755 scikit-learn==1.9.1 \
  numpy==2.4.6 pandas==3.1.1

"$place/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import numpy as np
from optbinning import OptimalBinning

print(", ".join(f"{name} {version(name)}" for name in ("optbinning", "ortools", "scikit-learn")))


def bins(events, rows, **options):
    """Status, number of bins and information value for two pre-bins."""
    values = np.repeat([0.0, 1.0], rows)
    labels = np.concatenate([np.arange(count) < few for few, count in zip(events, rows)]).astype(int)
    binning = OptimalBinning(user_splits=[0.5], **options).fit(values, labels)
    binning.binning_table.build()
    return binning.status, len(binning.splits) + 1, round(float(binning.binning_table.iv), 10)


cases = [
    ("has to rise", [5, 6], [850_000, 1_170_000], {"monotonic_trend": "ascending"}, 2, 1),
    ("differs by 4.5 millionths", [6, 10], [1_000_000] * 2,
     {"monotonic_trend": None, "min_event_rate_diff": 4.5e-6}, 2, 1),
    ("is free", [1000, 1001], [10_000, 10_001], {"monotonic_trend": None}, 1, 2),
]
for what, events, rows, options, cp, mip in cases:
    rates = ", ".join(f"{1e6 * few / count:.2f}" for few, count in zip(events, rows))
    seen = {solver: bins(events, rows, solver=solver, **options) for solver in ("cp", "mip")}
    print(f"{rates} millionths, the rate {what}: {seen}")
    assert seen["cp"][:2] == ("OPTIMAL", cp) and seen["mip"][:2] == ("OPTIMAL", mip), "the behaviour has changed"
PYTHON
echo "as described"
