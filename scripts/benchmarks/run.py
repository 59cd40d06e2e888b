"""Times Carnet and its peers in turn on the same files, checks that the answers agree, and reports.

Called by scripts/bench, which has installed everything. Each measurement is a process of its own; the contestants of a
task take turns, so that a machine that slows down slows all of them.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import time

import binning
import boosting
import carnet
import forest
import interrupt
import neighbours
import recipe
import report
import serve
import shap
import tune

HERE = pathlib.Path(__file__).resolve().parent
FULL = 307511
GROWTH = (10_000, 30_000, 100_000, 300_000, 600_000)
LOADERS = ("polars", "pandas", "pyarrow", "duckdb")
GROUPERS = ("duckdb", "polars-streaming", "polars-eager", "pandas")
KINDS = ("start", "load", "group", "join", "whole", "replay", "growth", "interrupt", "forest", "neighbours", "knn",
         "correlation", "medians", "lightgbm", "shap", "tune", "binning", "serve")


class Measured(Exception):
    """A contestant that failed, with what it said."""


def process(command, folder=None, environment=None):
    """Seconds, peak memory in bytes and output of a process."""
    out, err = (open(folder / name, "w+") for name in ("stdout", "stderr"))
    start = time.perf_counter()
    child = subprocess.Popen([str(word) for word in command], cwd=folder, stdout=out, stderr=err,
                             env=os.environ | (environment or {}))
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    said = []
    for file in (out, err):
        file.seek(0)
        said.append(file.read())
        file.close()
    if child.returncode:
        raise Measured(f"{' '.join(map(str, command))}: exit {child.returncode}\n{said[1][-2000:]}")
    return {"seconds": seconds, "cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss * 1024}, *said


class Bench:
    def __init__(self, options):
        self.options = options
        self.work = options.folder / "work"
        self.results = {}

    def data(self, clients):
        folder = self.options.folder / f"data-{clients}" / "csv"
        if not (folder / "done").exists():
            say(f"generating {clients} clients")
            folder.mkdir(parents=True, exist_ok=True)
            subprocess.run([carnet.PROGRAM.with_name("generate-home-credit"), "--clients", str(clients), "--out", folder],
                           check=True, stdout=subprocess.DEVNULL)
            (folder / "done").touch()
        # Read once, so that every contestant finds the files in the page cache.
        for file in folder.glob("*.csv"):
            with open(file, "rb") as bytes_:
                while bytes_.read(1 << 24):
                    pass
        return folder

    def fresh(self):
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        return self.work

    def carnet(self, script, cells=None, keep=False, verb="run", more=()):
        """Runs a script; the time is that of the cells named, or of the whole process."""
        folder = self.work if keep else self.fresh()
        (folder / "task.carnet").write_text(script)
        timings = ["--timings"] if verb == "run" else []
        spent, _, err = process([carnet.PROGRAM, verb, "task.carnet", "--threads", self.options.threads, *timings, *more], folder)
        if cells:
            found = {int(cell): float(seconds) for cell, seconds in re.findall(r"time: cell (\d+) ([\d.e-]+) s", err)}
            spent["seconds"] = sum(found[cell] for cell in cells)
        return spent

    def replayed(self, script, cells):
        """The time where the values have a lock already: only the first run takes what the lock keeps of them."""
        self.fresh()
        (self.work / "task.carnet.lock").touch()
        return self.carnet(script, cells, keep=True)

    def peer(self, library, task, folder, answer=None):
        more = ["--answer", answer] if answer else []
        spent, out, _ = process(
            [sys.executable, HERE / "peer.py", library, task, folder, "--threads", self.options.threads, *more],
            self.fresh())
        spent["seconds"] = json.loads(out.splitlines()[-1])["seconds"]
        return spent

    def chosen(self, libraries):
        return [library for library in libraries if library.partition("-")[0] in self.options.peers.split(",")]

    def compete(self, task, contestants, repeats=None):
        """`contestants` maps a name to a function that measures it once."""
        runs = {name: [] for name in contestants}
        for _ in range(repeats or self.options.repeats):
            for name, measure in contestants.items():
                runs[name].append(measure())
        self.results[task] = {
            name: {"seconds": statistics.median(run["seconds"] for run in all_), "runs": [run["seconds"] for run in all_],
                   "cpu": statistics.median(run["cpu"] for run in all_),
                   "memory": statistics.median(run["memory"] for run in all_)} for name, all_ in runs.items()}
        say(f"{task}: " + ", ".join(f"{name} {values['seconds']:.3f} s {values['memory'] / 2**30:.2f} GiB"
                                    for name, values in self.results[task].items()))
        self.save()

    def check(self, task, kind, folder, answers):
        """Whether all answers are Carnet's."""
        for name, file in answers.items():
            if name == "carnet":
                continue
            command = [sys.executable, HERE / "compare.py", kind, task.partition("/")[2], folder, answers["carnet"], file]
            done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
            verdict = "same" if done.returncode == 0 else (done.stdout + done.stderr)[-1500:]
            self.results.setdefault("answers", {}).setdefault(task, {})[name] = verdict
            if verdict != "same":
                say(f"{task}: the answer of {name} differs: {verdict}")
        self.save()

    def table_tasks(self, kind, tables, libraries):
        folder = self.data(self.options.clients)
        for table in tables:
            task = f"{kind}/{table}"
            script, cells, result = carnet.TASKS[kind](folder, table)
            answers = {}
            if not self.options.unchecked:
                kept = self.options.folder / "answers"
                shutil.rmtree(kept, ignore_errors=True)
                kept.mkdir()
                answers = {name: kept / f"{name}.parquet" for name in ("carnet", *libraries)}
                self.carnet(f'{script}{result} | export "{answers["carnet"]}"\n')
                for library in libraries:
                    self.peer(library, task, folder, answers[library])
                self.check(task, kind, folder, answers)
            self.compete(task, {
                "carnet": lambda: self.replayed(script, cells), "carnet, recorded": lambda: self.carnet(script, cells),
            } | {library: lambda library=library: self.peer(library, task, folder) for library in libraries})

    def load(self): self.table_tasks("load", recipe.TABLES, self.chosen(LOADERS))

    def group(self): self.table_tasks("group", recipe.GROUPS, self.chosen(GROUPERS))

    def join(self):
        folder = self.data(self.options.clients)
        joins = folder.parent / "joins"
        if not (joins / "done").exists():
            joins.mkdir(exist_ok=True)
            self.carnet(carnet.join_inputs(folder, joins))
            (joins / "done").touch()
        self.table_tasks("join", ("bureau", "application"), self.chosen(GROUPERS))

    def features(self, folder, keep=False, verb="run"):
        settings = ["--set", f"data={folder}", "--set", f"out={self.work}/features.parquet"]
        return self.carnet(carnet.FEATURES.read_text(), keep=keep, verb=verb, more=settings if verb == "run" else ())

    def whole(self):
        folder = self.data(self.options.clients)
        libraries = self.chosen(("polars-streaming", "duckdb", "pandas"))
        if not self.options.unchecked:
            answers = {library: self.options.folder / f"{library}.parquet" for library in libraries}
            for library, file in answers.items():
                self.peer(library, "whole", folder, file)
            answers["carnet"] = self.options.folder / "carnet.parquet"
            self.features(folder)
            (self.work / "features.parquet").replace(answers["carnet"])
            self.check("whole/features", "whole", folder, answers)
        self.compete("whole", {"carnet": lambda: self.features(folder)} | {
            library: lambda library=library: self.peer(library, "whole", folder) for library in libraries})

    def replay(self):
        folder = self.data(self.options.clients)
        self.compete("replay", {
            "first run": lambda: self.features(folder), "second run": lambda: self.features(folder, keep=True),
            "verify": lambda: self.features(folder, keep=True, verb="verify")})

    def start(self):
        def once():
            return process([carnet.PROGRAM, "-c", "range 1"], self.fresh())[0]
        self.compete("start", {"carnet": once}, repeats=21)

    def growth(self):
        for clients in GROWTH:
            folder = self.data(clients)
            self.compete(f"growth/{clients}", {
                "carnet": lambda: self.features(folder), "polars-streaming": lambda: self.peer("polars-streaming", "whole", folder),
            }, repeats=min(3, self.options.repeats))

    def interrupt(self):
        found = interrupt.measure(carnet.PROGRAM, self.data(self.options.clients), self.fresh(), self.options.threads,
                                  times=2 * self.options.repeats)
        self.results["interrupt"] = found
        for name, seconds in found.items():
            say(f"Ctrl-C in {name}: " + " ".join(f"{1000 * value:.0f}" for value in seconds) + " ms")
        self.save()

    def forest(self):
        file = forest.table(self.options.folder)
        answers = {name: self.options.folder / f"forest-{name}.parquet" for name in ("carnet", "scikit-learn")}

        def theirs():
            command = [sys.executable, HERE / "forest.py", file, self.options.threads, answers["scikit-learn"]]
            spent, out, _ = process(command, self.fresh())
            return spent | json.loads(out.splitlines()[-1])

        self.compete("forest", {"carnet": lambda: self.carnet(*forest.task(file, answers["carnet"])),
                                "scikit-learn": theirs}, repeats=min(3, self.options.repeats))
        same, said = forest.verdict(*answers.values())
        say(f"forest: {said}")
        self.results.setdefault("answers", {})["forest"] = {"scikit-learn": same}
        self.save()

    def binning(self):
        file, folder = binning.table(self.options.folder), self.options.folder
        answers = {name: folder / f"binning-{name}.parquet" for name in ("carnet", *binning.SOLVERS)}

        def theirs(solver):
            command = [sys.executable, HERE / "binning.py", file, solver, answers[solver]]
            spent, out, _ = process(command, self.fresh())
            return spent | json.loads(out.splitlines()[-1])

        self.compete("binning", {"carnet": lambda: self.carnet(*binning.task(file, answers["carnet"]))} | {
            f"optbinning-{solver}": lambda solver=solver: theirs(solver) for solver in binning.SOLVERS})
        same, said = binning.verdict(answers["carnet"], answers["mip"])
        say(f"binning: {said}")
        self.results.setdefault("answers", {})["binning"] = {"optbinning-mip": same}
        self.save()

    def neighbours(self):
        """Each size, beside FAISS in every way it can be run; then arrangements of which only the answers are looked at."""
        folder, peak = self.options.folder, neighbours.fma_peak(self.options.threads)
        for size, (rows, queries, columns, count) in neighbours.SIZES.items():
            task, files = f"neighbours/{size}", neighbours.points(folder, size)
            answer = folder / "neighbours.parquet"
            script, cells = neighbours.neighbours_script(files, count, answer)
            self.compete(task, {"carnet": lambda: self.carnet(script, cells)} | {
                way: lambda way=way: self.numeric_peer(way, size) for way in neighbours.FAISS})
            share = 2 * rows * queries * columns / self.results[task]["carnet"]["seconds"] / peak
            say(f"{task}: {share:.0%} of the {peak / 1e9:.0f} GFLOP/s that multiply-adds reach")
            self.results.setdefault("share of peak", {})[task] = share
            self.results.setdefault("answers", {})[task] = {
                "float64 brute force": neighbours.check_neighbours(files, count, answer, 200)}
        for arrangement in neighbours.HARD:
            files, answer = neighbours.points(folder, None, arrangement), folder / "neighbours.parquet"
            self.carnet(neighbours.neighbours_script(files, 5, answer)[0])
            self.results["answers"][f"neighbours/{arrangement}"] = {
                "float64 brute force": neighbours.check_neighbours(files, 5, answer, 200)}
        self.save()

    def numeric_peer(self, peer, task, environment=None):
        """The peers' arithmetic library is told the wider instruction set, where this machine has it."""
        wide = "avx512f" in pathlib.Path("/proc/cpuinfo").read_text() if pathlib.Path("/proc/cpuinfo").exists() else False
        answer = self.options.folder / f"{task}-{peer.replace(' ', '-')}.parquet"
        command = [sys.executable, HERE / "neighbours.py", peer, task, self.options.folder, self.options.threads, answer]
        spent, out, _ = process(command, self.fresh(), {"OPENBLAS_CORETYPE": "SkylakeX" if wide else "Haswell"})
        return spent | json.loads(out.splitlines()[-1])

    def numeric(self, task, size, peers, name):
        file = neighbours.with_gaps(self.options.folder, *size, name)
        answer = self.options.folder / f"{task}-carnet.parquet"
        script, cells = neighbours.script(task, file, answer)
        self.compete(task, {"carnet": lambda: self.carnet(script, cells)} | {
            peer: lambda peer=peer: self.numeric_peer(peer, task) for peer in peers},
            repeats=1 if task == "knn" else None)
        self.results.setdefault("answers", {})[task] = {
            peer: neighbours.check(task, file, answer, self.options.folder / f"{task}-{peer}.parquet") for peer in peers}
        self.save()

    def knn(self): self.numeric("knn", neighbours.IMPUTED, ["scikit-learn"], "knn")

    def correlation(self): self.numeric("correlation", neighbours.CORRELATED, ["numpy", "pandas"], "columns")

    def medians(self): self.numeric("medians", neighbours.CORRELATED, ["polars", "numpy"], "columns")

    def lightgbm(self):
        file = boosting.table(self.options.folder, self.options.clients)
        for kind in boosting.KINDS:
            ours, theirs = (self.options.folder / f"boosting-{kind}-{name}.parquet" for name in ("carnet", "peer"))

            def peer(waiting):
                command = [sys.executable, HERE / "boosting.py", kind, file, self.options.threads, ours, theirs]
                spent, out, _ = process(command, self.fresh(), waiting)
                return spent | json.loads(out.splitlines()[-1])

            # OpenMP's threads wait in a loop or asleep; which is faster depends on what else the machine does.
            self.compete(f"lightgbm/{kind}", {
                "carnet": lambda: self.carnet(*boosting.task(kind, file, ours)), "python": lambda: peer({}),
                "python, passive": lambda: peer({"OMP_WAIT_POLICY": "passive"})}, repeats=min(3, self.options.repeats))
            same, said = forest.verdict(ours, theirs)
            say(f"lightgbm/{kind}: {said}")
            self.results.setdefault("answers", {})[f"lightgbm/{kind}"] = {"python": same}
            self.save()

    def shap(self):
        file, folder = forest.table(self.options.folder), self.options.folder
        answers = {name: folder / f"shap-{name}.parquet" for name in ("carnet", "lightgbm")}
        model = folder / "shap-model"

        def ours():
            shutil.rmtree(model, ignore_errors=True)
            return self.carnet(*shap.task(file, model, answers["carnet"]))

        def theirs():
            command = [sys.executable, HERE / "shap.py", file, model, self.options.threads, answers["lightgbm"]]
            spent, out, _ = process(command, self.fresh())
            return spent | json.loads(out.splitlines()[-1])

        self.compete("shap", {"carnet": ours, "lightgbm": theirs})
        same, said = shap.verdict(*answers.values())
        say(f"shap: {said}")
        self.results.setdefault("answers", {})["shap"] = {"lightgbm": same}
        self.save()

    def tune(self):
        """Every run of a contestant has a seed of its own."""
        import polars as pl
        file, answer = forest.table(self.options.folder), self.options.folder / "tune.parquet"
        seeds = {name: iter(range(1, self.options.repeats + 1)) for name in ("carnet", "optuna")}

        def told(name, seed, spent, best, folds):
            say(f"tune: {name}, seed {seed}: AUC {best:.5f}, {folds} folds in {spent['seconds']:.1f} s")
            return spent

        def ours():
            seed = next(seeds["carnet"])
            spent = self.carnet(*tune.task(file, seed, answer))
            return told("carnet", seed, spent, *pl.read_parquet(answer).row(0))

        def theirs():
            seed = next(seeds["optuna"])
            spent, out, _ = process([sys.executable, HERE / "tune.py", file, seed, self.options.threads], self.fresh())
            found = json.loads(out.splitlines()[-1])
            return told("optuna", seed, spent | {"seconds": found["seconds"]}, found["best"], found["folds"])

        self.compete("tune", {"carnet": ours, "optuna": theirs}, repeats=min(3, self.options.repeats))

    def serve(self):
        """The same model and rows behind Carnet and behind FastAPI, both driven by wrk on the same machine."""
        import lightgbm
        import polars as pl
        file, work = forest.table(self.options.folder), self.fresh()
        self.carnet(f'd = load "{file}", target: bad\nm = d | fit lightgbm(n_estimators: 200), cut: 0.2\n'
                    f'm | export "{work}/model"\n', keep=True)
        frame = pl.read_parquet(file).drop("bad").head(2000)
        rows = [{name: value for name, value in row.items()} for row in frame.to_dicts()]
        model = lightgbm.Booster(model_file=str(work / "model" / "model.lgb"))
        expected = model.predict(frame.to_numpy().astype(float), num_threads=1).tolist()
        threads = str(self.options.threads)
        contestants = {
            "carnet": [carnet.PROGRAM, "serve", work / "model", "--port", "8971", "--threads", threads],
            "carnet, logged": [carnet.PROGRAM, "serve", work / "model", "--port", "8971", "--threads", threads,
                               "--log", work / "log"],
            "carnet, durable": [carnet.PROGRAM, "serve", work / "model", "--port", "8971", "--threads", threads,
                                "--log", work / "log", "--durable"],
            "fastapi": [sys.executable, HERE / "serve.py", work / "model", "8971", threads],
        }
        found = {name: serve.measure(command, 8971, rows, expected, work) for name, command in contestants.items()}
        self.results["serve"] = found
        for name, values in found.items():
            one, many = values["single"], values["batch"]
            say(f"serve: {name}: {one['per_second']:.0f} single requests a second, p50 {1000 * one['p50']:.2f} p95 "
                f"{1000 * one['p95']:.2f} p99 {1000 * one['p99']:.2f} ms; {many['per_second']:.1f} batches of "
                f"{serve.BATCH} a second; first answer after {1000 * values['start']:.0f} ms; "
                f"{values['memory'] / 2**20:.0f} MiB, {values['grown'] / 2**20:+.1f} under load; "
                f"errors {one['errors'] + many['errors']:.0f}; scores within {values['worst']:.1e} of LightGBM's")
            same = "same" if values["worst"] <= 1e-12 and not one["errors"] + many["errors"] else f"{values['worst']}"
            self.results.setdefault("answers", {}).setdefault("serve", {})[name] = same
        self.save()

    def save(self):
        kept = {"clients": self.options.clients, "threads": self.options.threads, "results": self.results}
        (self.options.folder / "results.json").write_text(json.dumps(kept, indent=1))


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench")
    parser.add_argument("--clients", type=int, default=FULL, help="clients of the generated tables (default: %(default)s)")
    parser.add_argument("--repeats", type=int, default=5, help="runs of each, of which the median counts")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--tasks", default=",".join(KINDS), help=f"some of {', '.join(KINDS)}")
    parser.add_argument("--peers", default=",".join(LOADERS), help=f"some of {', '.join(LOADERS)}")
    parser.add_argument("--unchecked", action="store_true", help="do not compare the answers")
    parser.add_argument("--folder", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    kinds = options.tasks.split(",")
    unknown = set(kinds) - set(KINDS)
    if unknown:
        parser.error(f"there is no task {', '.join(sorted(unknown))}")
    bench = Bench(options)
    for kind in kinds:
        getattr(bench, kind)()
    bench.save()
    print(report.table(bench.results))
    report.chart(bench.results, options.folder / "chart.svg")
    say(f"results.json and chart.svg are in {options.folder}")
    differing = [f"{task} {name}" for task, names in bench.results.get("answers", {}).items()
                 for name, verdict in names.items() if verdict != "same"]
    if differing:
        sys.exit(f"bench: answers differ: {', '.join(differing)}")


if __name__ == "__main__":
    main()
