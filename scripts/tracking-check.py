"""What a real MLflow server hears of Carnet's sessions; see scripts/tracking-check.

    tracking-check.py PROGRAM PLACE [PART ...]
"""

import math
import os
import pathlib
import pty
import random
import re
import select
import signal
import subprocess
import sys
import time
import urllib.request
import warnings

import mlflow
import numpy
import pandas
from mlflow import MlflowClient

from checks import held

PORT = 5077
URL = f"http://127.0.0.1:{PORT}"
ROWS = 10_000


class Server:
    """An MLflow server with a store in SQLite that can be killed and started again."""

    def __init__(self, place):
        self.place, self.process = place, None

    def start(self):
        script = pathlib.Path(sys.executable).parent / "mlflow"
        log = open(self.place / "server.log", "a")
        self.process = subprocess.Popen(
            [script, "server", "--host", "127.0.0.1", "--port", str(PORT), "--workers", "1",
             "--backend-store-uri", f"sqlite:///{self.place}/store.db",
             "--artifacts-destination", str(self.place / "artifacts")],
            stdout=log, stderr=log, start_new_session=True)
        end = time.monotonic() + 120
        while time.monotonic() < end:
            try:
                return urllib.request.urlopen(URL + "/health", timeout=2).read()
            except OSError:
                time.sleep(0.2)
        raise RuntimeError("the server did not start; see server.log")

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Prompt:
    """The notebook at a terminal."""

    def __init__(self, program, folder):
        self.shown = ""
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.environ.update(TERM="dumb", NO_COLOR="1")
            os.execv(program, [program])
        self.number = 1
        self.wait()

    def wait(self, seconds=120):
        """Reads up to the next prompt."""
        start, end = len(self.shown), time.monotonic() + seconds
        while not re.search(r"carnet \[\d+\]> $", self.shown[start:]):
            if time.monotonic() > end:
                raise RuntimeError("no prompt: " + self.shown[start:])
            if select.select([self.terminal], [], [], 0.2)[0]:
                self.shown += os.read(self.terminal, 65536).decode(errors="replace")
        return self.shown[start:]

    def type(self, text):
        os.write(self.terminal, text.encode() + b"\r")
        return self.wait()

    def quit(self):
        os.write(self.terminal, b".quit\r")
        while True:
            try:
                piece = os.read(self.terminal, 65536)
            except OSError:
                break
            if not piece:
                break
            self.shown += piece.decode(errors="replace")
        os.waitpid(self.process, 0)


DATA = ("d = range 400 | derive { id = n, x = n % 60, y = n * 7 % 13, late = if n % 60 + n * 31 % 40 > 55 then 1 else 0 } "
        "| drop n | roles key: id, target: late")


def run(program, folder, name, text):
    """Runs a script and returns what it wrote to stderr."""
    (folder / name).write_text("carnet 1\n" + text)
    done = subprocess.run([program, "run", name], cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return done.stderr


def a_run(program, folder, client):
    run(program, folder, "first.carnet", f"""track "{URL}", experiment: "first"
{DATA}
cv1 = d | cv lightgbm(n_estimators: 20), folds: 3
roc = cv1 | plot roc
tuned = d | tune lightgbm(n_estimators: 5, num_leaves: 4..9), trials: 4, folds: 3
both = d | compare {{ dummy, logistic }}, folds: 3
""")
    experiment = client.get_experiment_by_name("first")
    runs = {one.info.run_name: one for one in client.search_runs([experiment.experiment_id])}
    held(set(runs) == {"cv1", "tuned", "both"} and all(one.info.status == "FINISHED" for one in runs.values()),
         "each of `cv`, `tune` and `compare` is a finished run")
    one = runs["cv1"]
    own = pandas.read_json(folder / ".carnet/runs.jsonl", lines=True, precise_float=True).set_index("name")
    held(all(one.data.metrics[name] == own.loc["cv1", name] for name in ("auc", "log_loss", "brier", "auc_sd")),
         "its metrics are those of `runs`, to the last bit")
    folds = [(metric.step, metric.value) for metric in client.get_metric_history(one.info.run_id, "fold_auc")]
    held([step for step, _ in folds] == [1, 2, 3] and
         math.isclose(sum(value for _, value in folds) / 3, own.loc["cv1", "auc_mean"], rel_tol=1e-14),
         "the AUC of each fold is a step")
    trials = client.get_metric_history(runs["tuned"].info.run_id, "trial_auc")
    held(len(trials) == 4, "the goal of each trial is a step")
    held(one.data.params["estimator"] == "lightgbm(n_estimators: 20)" and one.data.params["n_estimators"] == "20"
         and one.data.params["cv.folds"] == "3", "estimator, parameters and options are parameters")
    listed = {file.path for file in client.list_artifacts(one.info.run_id)}
    charts = {file.path for file in client.list_artifacts(one.info.run_id, "charts")}
    held(listed >= {"session.carnet", "session.carnet.lock", "report.html"} and charts == {"charts/roc.svg"},
         "script, lock, report and the chart are artifacts")
    again = folder / "again"
    again.mkdir()
    for name in ("session.carnet", "session.carnet.lock"):
        mlflow.artifacts.download_artifacts(run_id=one.info.run_id, artifact_path=name, dst_path=str(again),
                                            tracking_uri=URL)
    done = subprocess.run([program, "verify", "session.carnet"], cwd=again, capture_output=True, text=True)
    held(done.returncode == 0, "the script that lies there is verified by its lock")


def long_values(program, folder, client):
    """More features than a value of a parameter takes."""
    names = [f"a_rather_long_name_of_a_column_{number}" for number in range(300)]
    derived = ", ".join(f"{name} = n % {number + 2}" for number, name in enumerate(names))
    run(program, folder, "long.carnet", f"""track "{URL}", experiment: "long"
d = range 400 | derive {{ late = if n % 7 == 0 then 1 else 0, {derived} }} | roles key: n, target: late
wide = d | cv dummy, folds: 2, features: @(a_rather_* - {" - ".join(names[:250])})
""")
    found = client.search_runs([client.get_experiment_by_name("long").experiment_id])[0]
    text = found.data.params["cv.features"]
    held(len(text) == 6000 and text.endswith("…"), "a parameter longer than the server keeps is cut with a mark")


def raw_rows(count, seed):
    """Rows as they come: gaps in every column, texts that training has not seen, huge numbers."""
    draw = numpy.random.default_rng(seed)
    income = draw.lognormal(10, 1, count)
    age = draw.integers(18, 80, count)
    kind = draw.choice(["Working", "Pensioner", "State servant", "Student"], count).astype(object)
    town = draw.choice([f"town {number}" for number in range(30)], count).astype(object)
    owns = draw.random(count) < 0.4
    odds = -1.5 + 0.00002 * income - 0.02 * (age - 40) + numpy.where(kind == "Working", 0.8, 0) + 0.5 * owns
    late = (draw.random(count) < 1 / (1 + numpy.exp(-odds))).astype(int)
    table = pandas.DataFrame({"id": numpy.arange(count), "income": income, "age": age.astype(float), "kind": kind,
                              "town": town, "children": draw.integers(0, 5, count), "late": late})
    for name, share in (("income", 0.2), ("age", 0.1), ("kind", 0.15), ("town", 0.05)):
        table.loc[draw.random(count) < share, name] = None
    return table


def models(program, folder, client):
    raw_rows(4000, 1).to_csv(folder / "train.csv", index=False)
    fresh = raw_rows(ROWS, 2).drop(columns="late")
    fresh["id"] += 10_000
    unseen = numpy.random.default_rng(3).random(ROWS)
    fresh.loc[unseen < 0.1, "kind"] = "Never seen"
    fresh.loc[unseen > 0.97, "income"] = 1e300
    fresh.to_csv(folder / "fresh.csv", index=False)
    run(program, folder, "model.carnet", f"""track "{URL}", experiment: "models"
train = load "train.csv", key: id, target: late
prep = recipe | derive ratio = income / (children + 1) | encode town | impute @num, method: median | onehot @text | scale @num, method: standard
credit = train | fit lightgbm(n_estimators: 60, num_leaves: 15), prep: prep, cut: 0.3
register credit, alias: champion
fresh = load "fresh.csv", key: id
scored = fresh | predict credit | select id, score, decision | export "scored.csv"
""")
    version = client.get_model_version_by_alias("credit", "champion")
    held(version.version == "1" and version.source == f"runs:/{version.run_id}/model", "version 1 is the champion")
    mlflow.set_tracking_uri(URL)
    loaded = mlflow.pyfunc.load_model("models:/credit@champion")
    given = pandas.read_csv(folder / "fresh.csv", float_precision="round_trip")
    found = loaded.predict(given)
    own = pandas.read_csv(folder / "scored.csv", float_precision="round_trip")
    gaps = int(given.isna().sum().sum())
    difference = float(numpy.abs(found["score"].to_numpy() - own["score"].to_numpy()).max())
    held(len(found) == len(own) == ROWS and gaps > 1000 and (given["kind"] == "Never seen").sum() > 500
         and own["score"].nunique() > 1000 and difference <= 1e-12
         and (found["decision"].to_numpy() == own["decision"].to_numpy()).all(),
         f"mlflow.pyfunc scores {len(found)} raw rows with {gaps} gaps as `predict` does: greatest difference "
         f"{difference:.1e}, the same decisions")
    shuffled = given[sorted(given.columns, reverse=True)].iloc[::-1]
    held((loaded.predict(shuffled)["score"].to_numpy()[::-1] == found["score"].to_numpy()).all(),
         "the order of columns and rows makes no difference")
    run(program, folder, "back.carnet", f"""track "{URL}", experiment: "models"
again = load "models:/credit@champion"
fresh = load "fresh.csv", key: id
scored = fresh | predict again | select id, score, decision | export "back.csv"
""")
    held((folder / "back.csv").read_bytes() == (folder / "scored.csv").read_bytes(),
         "`load \"models:/credit@champion\"` scores the same, byte for byte")
    run(program, folder, "model2.carnet", f"""track "{URL}", experiment: "models"
train = load "train.csv", key: id, target: late
credit = train | select id, income, age, children, late | fit lightgbm(n_estimators: 5)
register credit, alias: challenger
register credit, alias: second_name
""")
    held(client.get_model_version_by_alias("credit", "challenger").version == "2"
         and client.get_model_version_by_alias("credit", "second_name").version == "2",
         "another model is version 2, and has two aliases and one version")


def kills(program, folder, server, client):
    """A hundred cells while the server is killed and started again ten times."""
    draw = random.Random(5)
    prompt = Prompt(program, folder)
    prompt.type(f'track "{URL}", experiment: "kills"')
    prompt.type(DATA)
    for number in range(100):
        if number % 10 == 4:
            # Somewhere among what it is told of the last cells.
            time.sleep(draw.random() * 0.3)
            server.kill()
        prompt.type(f"run_{number} = d | cv dummy, folds: {number % 9 + 2}")
        if number % 10 == 8:
            server.start()
    told = "cannot be reached" in prompt.shown
    for _ in range(240):
        if re.search(r"waiting\s+0\b", prompt.type(".track")):
            break
        time.sleep(0.5)
    prompt.quit()
    experiment = client.get_experiment_by_name("kills")
    runs = client.search_runs([experiment.experiment_id], max_results=1000)
    names = sorted(one.info.run_name for one in runs)
    held(names == sorted(f"run_{number}" for number in range(100)),
         f"100 cells while the server was killed 10 times: {len(runs)} runs, each once")
    whole = all(one.info.status == "FINISHED" and len(client.get_metric_history(one.info.run_id, "fold_auc")) ==
                int(one.data.params["cv.folds"]) and len(client.list_artifacts(one.info.run_id)) == 3 for one in runs)
    held(whole, "all of them are finished, with each fold's metric once and three files")
    held(told, "the prompt said what waited, and why")


def main():
    program, place = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    warnings.simplefilter("ignore")
    os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
    folder = place / "folder"
    folder.mkdir()
    server, client = Server(place), MlflowClient(URL)
    server.start()
    try:
        parts = {"run": a_run, "long": long_values, "models": models,
                 "kills": lambda program, folder, client: kills(program, folder, server, client)}
        for part in sys.argv[3:] or parts:
            parts[part](program, folder, client)
    finally:
        server.kill()
    sys.exit(1 if held.failures else 0)


main()
