"""A scoring service under load: Carnet's, and the stack that the field uses (FastAPI, uvicorn, pandas, LightGBM).

    serve.py MODEL_FOLDER PORT WORKERS

runs the second one, which answers by the same LightGBM file. `measure` starts both in turn, checks that their answers
are those of LightGBM, and drives them with wrk from the same machine.
"""

import http.client
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

CHECKED, BATCH, CONNECTIONS, SECONDS = 200, 1000, 16, 10

SCRIPT = """local bodies = {}
for line in io.lines("FILE") do bodies[#bodies + 1] = line end
local next = 0
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
request = function()
  next = next % #bodies + 1
  return wrk.format(nil, nil, nil, bodies[next])
end
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format("FOUND %d %d %f %f %f %d\\n", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(95), latency:percentile(99), errors.status + errors.connect + errors.read + errors.timeout))
end
"""


def peer(folder, port, workers):
    import uvicorn
    sys.path.insert(0, str(pathlib.Path(__file__).parent))
    os.environ["CARNET_SERVED"] = folder
    uvicorn.run("serve:app", port=port, workers=workers, log_level="error", app_dir=str(pathlib.Path(__file__).parent))


def application(folder):
    import fastapi
    import lightgbm
    import pandas as pd
    contract = json.loads((pathlib.Path(folder) / "contract.json").read_text())
    names, cut = [column["name"] for column in contract["inputs"]], contract["cut"]
    model = lightgbm.Booster(model_file=str(pathlib.Path(folder) / contract["library_file"]))
    made = fastapi.FastAPI()

    @made.post("/predict")
    def predict(body: dict | list[dict]):
        rows = body if isinstance(body, list) else [body]
        scores = model.predict(pd.DataFrame(rows)[names].astype(float), num_threads=1)
        answers = [{"score": float(score), "decision": "refuse" if score >= cut else "grant"} for score in scores]
        return {"predictions": answers} if isinstance(body, list) else answers[0]

    @made.get("/ready")
    def ready():
        return {"status": "ready"}

    return made


if "CARNET_SERVED" in os.environ:
    app = application(os.environ["CARNET_SERVED"])


def ask(port, method, path, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer.status, json.loads(text)


def first_answer(port, body, start):
    """Seconds from the start of the process to its first score."""
    while time.perf_counter() - start < 60:
        try:
            if ask(port, "POST", "/predict", body)[0] == 200:
                return time.perf_counter() - start
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.002)
    raise RuntimeError("the service did not start")


def memory(process):
    """Resident bytes of a process and those that it started."""
    total, waiting = 0, [process.pid]
    while waiting:
        pid = waiting.pop()
        try:
            status = pathlib.Path(f"/proc/{pid}/status").read_text()
            waiting += map(int, pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
        except OSError:
            continue
        found = re.search(r"VmRSS:\s+(\d+)", status)
        total += int(found[1]) * 1024 if found else 0
    return total


def load(port, script, connections, seconds):
    out = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "-s", script,
                          f"http://127.0.0.1:{port}/predict"], check=True, capture_output=True, text=True).stdout
    requests, duration, p50, p95, p99, errors = map(float, re.search(r"FOUND (.*)", out)[1].split())
    return {"per_second": requests / duration * 1e6, "p50": p50 / 1e6, "p95": p95 / 1e6, "p99": p99 / 1e6, "errors": errors}


def measure(command, port, rows, expected, folder, seconds=SECONDS, environment=None):
    bodies = [json.dumps(row) for row in rows]
    single, batch = folder / "single.lua", folder / "batch.lua"
    for script, lines in ((single, bodies), (batch, ["[" + ",".join(bodies[:BATCH]) + "]"])):
        file = script.with_suffix(".jsonl")
        file.write_text("\n".join(lines) + "\n")
        script.write_text(SCRIPT.replace("FILE", str(file)))
    start = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env=os.environ | (environment or {}))
    try:
        found = {"start": first_answer(port, bodies[0], start)}
        scores = [ask(port, "POST", "/predict", body)[1]["score"] for body in bodies[:CHECKED]]
        many = ask(port, "POST", "/predict", "[" + ",".join(bodies[:BATCH]) + "]")[1]["predictions"]
        worst = max(abs(a - b) for a, b in zip(scores + [row["score"] for row in many], expected[:CHECKED] + expected[:BATCH]))
        load(port, single, CONNECTIONS, 2)
        before = memory(process)
        found["single"] = load(port, single, CONNECTIONS, seconds)
        found["batch"] = load(port, batch, 4, seconds)
        found |= {"memory": memory(process), "grown": memory(process) - before, "worst": worst}
        return found
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


if __name__ == "__main__":
    peer(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
