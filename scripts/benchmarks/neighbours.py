"""Exact neighbours, imputation by them, correlations and medians: Carnet's, and those of the libraries made for each.

    neighbours.py PEER TASK FOLDER THREADS ANSWER

runs one peer as a process of its own and prints its seconds. Reading the file is in nobody's time.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy as np

# rows, queries, columns, neighbours
SIZES = {"300k-10k-50-5": (300_000, 10_000, 50, 5), "300k-10k-20-10": (300_000, 10_000, 20, 10),
         "100k-10k-50-5": (100_000, 10_000, 50, 5), "1M-1k-128-10": (1_000_000, 1_000, 128, 10)}
# Arrangements that are hard for a search that narrows as it goes, or that rounds. Only their answers are looked at.
HARD = ("far-to-near", "duplicates", "offset")
IMPUTED = (20_000, 50)
CORRELATED = (307_511, 300)
GAPS = 0.2
# How FAISS is run: threads of Python around one OpenMP thread each, with either of its paths, and its own threads.
FAISS = ("faiss blas", "faiss direct", "faiss openmp")


def save(frame, file):
    frame.write_parquet(file, compression="uncompressed")


def frame_of(x, prefix="x"):
    import polars as pl
    return pl.DataFrame({f"{prefix}{column}": x[:, column] for column in range(x.shape[1])}, nan_to_null=True)


def points(folder, size, arrangement=None):
    """Files of rows and of queries."""
    rows, queries, columns, _ = SIZES[size] if arrangement is None else (60_000, 200, 50, 5)
    files = [pathlib.Path(folder) / f"points-{arrangement or size}-{name}.parquet" for name in ("rows", "queries")]
    if not all(file.exists() for file in files):
        draw = np.random.default_rng(11)
        x = draw.standard_normal((rows, columns), dtype=np.float32).astype(float)
        q = draw.standard_normal((queries, columns), dtype=np.float32).astype(float)
        if arrangement == "far-to-near":
            x = x[np.argsort(-((x - q[0]) ** 2).sum(axis=1))]
        elif arrangement == "duplicates":
            x = x[draw.integers(0, 500, rows)]
        elif arrangement == "offset":
            x, q = x + 1e7, q + 1e7
        save(frame_of(x), files[0])
        save(frame_of(q), files[1])
    return files


def neighbours_script(files, neighbours, answer):
    return (f'rows = load "{files[0]}"\nqueries = load "{files[1]}"\n'
            f'result = rows | neighbours @num, k: {neighbours}, of: queries, metric: sqeuclidean\n'
            f'result | export "{answer}"\n'), [3]


def with_gaps(folder, rows, columns, name):
    """Centred numbers that go together in part, a fifth of them missing."""
    file = pathlib.Path(folder) / f"{name}.parquet"
    if not file.exists():
        draw = np.random.default_rng(5)
        x = draw.standard_normal((rows, columns))
        x[:, 1::3] += 0.8 * x[:, 0::3][:, :x[:, 1::3].shape[1]]
        x -= x.mean(axis=0)
        x[draw.random(x.shape) < GAPS] = np.nan
        save(frame_of(x), file)
    return file


def script(task, file, answer):
    result = {"knn": "impute @num, method: knn(5), fallback: mean", "correlation": "corr @num",
              "medians": "agg median(@num) as \"{col}\""}[task]
    return f'loaded = load "{file}"\nresult = loaded | {result}\nresult | export "{answer}"\n', [2]


def numbers(file):
    import polars as pl
    return pl.read_parquet(file).to_numpy().astype(float)


def fma_peak(threads):
    """Float32 operations a second of multiply-adds that wait for nothing, on so many threads."""
    source = """
#include <stdio.h>
#include <time.h>
typedef float lanes __attribute__((vector_size(WIDTH)));
int main(void) {
  lanes sum[12], a, b;
  for (int i = 0; i < 12; i++) for (int j = 0; j < (int)(WIDTH / 4); j++) { sum[i][j] = i; a[j] = 0.999f; b[j] = 1e-3f; }
  struct timespec s, e;
  clock_gettime(CLOCK_MONOTONIC, &s);
  long rounds = 400000000L / (WIDTH / 4);
  for (long r = 0; r < rounds; r++) {
    for (int i = 0; i < 12; i++) sum[i] = sum[i] * a + b;
    __asm__ volatile("" : "+m"(b));
  }
  clock_gettime(CLOCK_MONOTONIC, &e);
  float all = 0;
  for (int i = 0; i < 12; i++) all += sum[i][0];
  double t = (e.tv_sec - s.tv_sec) + 1e-9 * (e.tv_nsec - s.tv_nsec);
  fprintf(stderr, "%f\\n", all);
  printf("%.6e\\n", 24.0 * (WIDTH / 4) * rounds / t);
}
"""
    wide = "avx512f" in pathlib.Path("/proc/cpuinfo").read_text() if os.path.exists("/proc/cpuinfo") else False
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / "peak.c").write_text(source)
        subprocess.run(["clang", "-O3", "-march=native", "-ffp-contract=fast", f"-DWIDTH={64 if wide else 32}UL",
                        place / "peak.c", "-o", place / "peak"], check=True)
        running = [subprocess.Popen([place / "peak"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
                   for _ in range(threads)]
        return sum(float(child.communicate()[0]) for child in running)


def brute_force(x, queries, neighbours):
    """Rows and squared distances in float64 from the differences, equal ones by row."""
    rows, distances = [], []
    for query in queries:
        distance = ((x - query) ** 2).sum(axis=1)
        order = np.lexsort((np.arange(len(x)), distance))[:neighbours]
        rows.append(order)
        distances.append(distance[order])
    return np.array(rows), np.array(distances)


def check_neighbours(files, neighbours, answer, queries):
    """`same` where Carnet's rows are those of the brute force, up to what the last digits of equal distances decide."""
    import polars as pl
    found = pl.read_parquet(answer)
    rows = found["neighbour_row"].to_numpy().reshape(-1, neighbours)[:queries]
    distances = found["distance"].to_numpy().reshape(-1, neighbours)[:queries]
    theirs, exact = brute_force(numbers(files[0]), numbers(files[1])[:queries], neighbours)
    off = np.abs(distances - exact) > 1e-9 * np.maximum(exact, 1e-12)
    differing = (rows != theirs) & (np.abs(distances - exact) > 1e-12 * np.maximum(exact, 1e-12))
    return "same" if not off.any() and not differing.any() else f"{int(off.sum())} distances, {int(differing.sum())} rows"


def check(task, file, ours, theirs):
    a, b = (numbers_of_answer(task, path) for path in (ours, theirs))
    worst = np.nanmax(np.abs(a - b))
    return "same" if worst <= 1e-9 and (np.isnan(a) == np.isnan(b)).all() else f"off by {worst}"


def numbers_of_answer(task, path):
    import polars as pl
    frame = pl.read_parquet(path)
    return (frame.drop("column") if "column" in frame.columns else frame).to_numpy().astype(float)


def faiss_search(way, x, q, neighbours, threads):
    import faiss
    from concurrent.futures import ThreadPoolExecutor
    x, q = x.astype(np.float32), q.astype(np.float32)
    if way == "faiss blas":
        faiss.cvar.distance_compute_blas_threshold = 1
    start = time.perf_counter()
    index = faiss.IndexFlatL2(x.shape[1])
    index.add(x)
    if way == "faiss openmp":
        faiss.omp_set_num_threads(threads)
        distances, rows = index.search(q, neighbours)
    else:
        faiss.omp_set_num_threads(1)
        with ThreadPoolExecutor(threads) as pool:
            parts = list(pool.map(lambda part: index.search(part, neighbours), np.array_split(q, threads)))
        distances, rows = (np.concatenate([part[place] for part in parts]) for place in (0, 1))
    return time.perf_counter() - start, distances, rows


def masked_correlation(x):
    """Pearson's over the rows that both columns have, by products of masked matrices."""
    there = ~np.isnan(x)
    x = np.where(there, x - np.nanmean(x, axis=0), 0.0)
    mask = there.astype(float)
    count, sums, squares, products = mask.T @ mask, x.T @ mask, (x * x).T @ mask, x.T @ x
    cross = products - sums * sums.T / count
    spread = squares - sums ** 2 / count
    return cross / np.sqrt(spread * spread.T)


def main(peer, task, folder, threads, answer):
    import polars as pl
    if peer.startswith("faiss"):
        x, q = (numbers(file) for file in points(folder, task))
        seconds, distances, rows = faiss_search(peer, x, q, SIZES[task][3], threads)
        pl.DataFrame({"row": rows.ravel(), "distance": distances.ravel()}).write_parquet(answer)
    else:
        file = with_gaps(folder, *(IMPUTED if task == "knn" else CORRELATED), "knn" if task == "knn" else "columns")
        if peer == "polars":
            frame = pl.read_parquet(file)
            start = time.perf_counter()
            result = frame.select(pl.all().median())
        else:
            x = numbers(file)
            if peer == "scikit-learn":
                from sklearn.impute import KNNImputer
                start = time.perf_counter()
                result = KNNImputer(n_neighbors=5).fit_transform(x)
            elif peer == "numpy":
                start = time.perf_counter()
                result = masked_correlation(x) if task == "correlation" else np.nanmedian(x, axis=0)[None, :]
            elif peer == "pandas":
                import pandas as pd
                start = time.perf_counter()
                result = pd.DataFrame(x).corr().to_numpy()
        seconds = time.perf_counter() - start
        save(result if peer == "polars" else frame_of(result), answer)
    print(json.dumps({"seconds": seconds}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5])
