"""A forest of 200 trees in five folds: Carnet's, and scikit-learn's on the same rows.

    forest.py FILE THREADS ANSWER

The second runs as a process of its own, and prints its seconds; both write a table of fold, label and score.
"""

import json
import pathlib
import statistics
import sys
import time

import numpy as np

ROWS, COLUMNS, TREES, FOLDS = 61_501, 50, 200, 5


def drawn(rows):
    """Numbers of the kinds that applications have: amounts, counts, indicators, gaps; a twelfth of the rows is bad."""
    draw = np.random.default_rng(7)
    x, shared = draw.normal(size=(rows, COLUMNS)), draw.normal(size=rows)
    x[:, :10] += 0.6 * shared[:, None]
    x[:, 10:22] = np.round(np.exp(x[:, 10:22]) * 3)
    x[:, 22:34] = x[:, 22:34] > draw.uniform(0, 1.5, 12)
    x[:, 34:40] = np.round(np.exp(x[:, 34:40] + 11) / 500) * 500
    for column in range(40, 50):
        x[draw.random(rows) < 0.03 * (column - 39), column] = np.nan
    odds = (1.2 * shared + 0.8 * x[:, 3] - 0.25 * np.log1p(x[:, 12]) + 0.5 * x[:, 25] * x[:, 28] - 3.2
            + 0.3 * np.nan_to_num(x[:, 45]) * np.sign(x[:, 5]) - 0.3 * np.isnan(x[:, 49]))
    return x, (draw.random(rows) < 1 / (1 + np.exp(-odds))).astype(int)


def written(x, bad, file):
    import polars as pl
    frame = pl.DataFrame({f"x{column}": x[:, column] for column in range(x.shape[1])}, nan_to_null=True)
    frame.with_columns(bad=bad).write_parquet(file)
    return file


def table(folder):
    file = pathlib.Path(folder) / "forest.parquet"
    return file if file.exists() else written(*drawn(ROWS), file)


def task(file, answer):
    return (f'loaded = load "{file}", target: bad\nresult = loaded | cv random_forest(trees: {TREES}), folds: {FOLDS}\n'
            f'result | scores | export "{answer}"\n'), [2]


def aucs(file):
    """The area under the curve of each fold, from ranks."""
    import polars as pl
    found = []
    for _, rows in pl.read_parquet(file).group_by("fold"):
        label, rank = rows["label"].to_numpy(), rows["score"].rank().to_numpy()
        ones = label.sum()
        found.append((rank[label == 1].sum() - ones * (ones + 1) / 2) / (ones * (len(label) - ones)))
    return found


def verdict(ours, theirs):
    """`same` where the mean lies within the spread of the other's folds."""
    a, b = aucs(ours), aucs(theirs)
    spread = max(statistics.stdev(a), statistics.stdev(b))
    said = f"AUC {statistics.mean(a):.4f} and {statistics.mean(b):.4f}, spread {spread:.4f}"
    return "same" if abs(statistics.mean(a) - statistics.mean(b)) <= spread else said, said


def main(file, threads, answer):
    import polars as pl
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.model_selection import StratifiedKFold
    frame = pl.read_parquet(file)
    y, x = frame["bad"].to_numpy(), frame.drop("bad").fill_null(np.nan).to_numpy()
    fold, score = np.zeros(len(y), int), np.zeros(len(y))
    start = time.perf_counter()
    for number, (train, test) in enumerate(StratifiedKFold(FOLDS, shuffle=True, random_state=1).split(x, y)):
        model = RandomForestClassifier(TREES, n_jobs=threads, random_state=number).fit(x[train], y[train])
        fold[test], score[test] = number, model.predict_proba(x[test])[:, 1]
    seconds = time.perf_counter() - start
    pl.DataFrame({"fold": fold, "label": y, "score": score}).write_parquet(answer)
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
