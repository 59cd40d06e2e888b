"""SHAP values of 10 000 rows by 200 trees: Carnet's `explain`, and LightGBM's own call on the same model and rows.

    shap.py FILE MODEL THREADS ANSWER

The second runs as a process of its own, and prints its seconds; both write a table of row and contributions. Carnet's
time is that of the statement, with the scores and the recording that belong to it.
"""

import json
import pathlib
import sys
import time

import forest

ROWS, TREES, TOLERANCE = 10_000, 200, 1e-9


def task(file, folder, answer):
    """The cell that is timed, behind those that make the model."""
    return (f'loaded = load "{file}", target: bad\nm = loaded | fit lightgbm(n_estimators: {TREES})\n'
            f'm | export "{folder}"\nsome = loaded | head {ROWS}\nresult = m | explain some\n'
            f'result | export "{answer}"\n'), [5]


def verdict(ours, theirs):
    """`same` where no contribution is farther off than the tolerance."""
    import polars as pl
    a, b = pl.read_parquet(ours), pl.read_parquet(theirs)
    off = float(abs(a.select(b.columns).to_numpy() - b.to_numpy()).max())
    said = f"{a.height} rows × {len(b.columns)} contributions, at most {off:.1e} apart"
    return "same" if off <= TOLERANCE and a.height == b.height == ROWS else said, said


def main(file, folder, threads, answer):
    import lightgbm
    import polars as pl
    frame = pl.read_parquet(file).drop("bad").head(ROWS)
    x = frame.fill_null(float("nan")).to_numpy()
    model = lightgbm.Booster(model_file=str(pathlib.Path(folder) / "model.lgb"))
    start = time.perf_counter()
    found = model.predict(x, pred_contrib=True, num_threads=threads)
    seconds = time.perf_counter() - start
    pl.DataFrame(found[:, :-1], schema=model.feature_name()).write_parquet(answer)
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
