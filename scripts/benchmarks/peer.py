"""Runs one task in one library, in a process of its own, and prints the seconds that it took.

    peer.py LIBRARY TASK FOLDER [--answer FILE]

What the task needs is read into memory before the clock starts. The answer is written after it has stopped.
"""

import argparse
import json
import os
import pathlib
import time

import recipe

parser = argparse.ArgumentParser()
parser.add_argument("library")
parser.add_argument("task")
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--answer")
options = parser.parse_args()
kind, _, table = options.task.partition("/")
library, _, engine = options.library.partition("-")
engine = "in-memory" if engine == "eager" else "streaming"

# Set before the libraries start their threads.
for name in ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = str(options.threads)


def polars():
    import with_polars as module
    run = {"load": lambda: (lambda _: None, lambda _: module.load(f"{options.folder}/{table}.csv", engine)),
           "group": lambda: module.group(table, engine), "join": lambda: module.join(join_key(), engine),
           "whole": lambda: (lambda *_: None, lambda _: module.features(options.folder, out(), engine))}[kind]()
    return *run, lambda result, file: result.write_parquet(file)


def duckdb():
    import with_duckdb as module
    connection = module.connect(options.threads)
    def load(_):
        module.load(connection, options.folder, table)
        return "loaded"
    run = {"load": lambda: (lambda _: connection.execute("set preserve_insertion_order = true"), load),
           "group": lambda: module.group(connection, table), "join": lambda: module.join(connection, join_key()),
           "whole": lambda: (lambda *_: None, lambda _: module.features(connection, options.folder, out()))}[kind]()
    return *run, lambda result, file: connection.execute(f"copy {result} to '{file}' (format parquet)")


def pandas():
    import with_pandas as module
    run = {"load": lambda: (lambda _: None, lambda _: module.load(f"{options.folder}/{table}.csv")),
           "group": lambda: module.group(table), "join": lambda: module.join(join_key()),
           "whole": lambda: (lambda *_: None, lambda _: module.features(options.folder, out()))}[kind]()
    return *run, lambda result, file: result.to_parquet(file, index=False)


def pyarrow():
    import pyarrow
    import pyarrow.csv as csv
    import pyarrow.parquet as parquet
    pyarrow.set_cpu_count(options.threads)
    convert = csv.ConvertOptions(strings_can_be_null=True)
    read = lambda _: csv.read_csv(f"{options.folder}/{table}.csv", convert_options=convert)
    return lambda _: None, read, lambda result, file: parquet.write_table(result, file)


def join_key():
    return "SK_ID_BUREAU" if table == "bureau" else recipe.KEY


def out():
    return options.answer or str(options.folder.parent / "whole.parquet")


prepare, run, write = {"polars": polars, "duckdb": duckdb, "pandas": pandas, "pyarrow": pyarrow}[library]()
if kind == "join":
    joins = options.folder.parent / "joins"
    prepared = prepare(str(joins / f"{table}.parquet"), sorted(map(str, joins.glob(f"{table}-*.parquet"))))
else:
    prepared = prepare(options.folder)
start = time.perf_counter()
result = run(prepared)
seconds = time.perf_counter() - start
if options.answer and kind != "whole":
    write(result, options.answer)
print(json.dumps({"seconds": seconds}))
