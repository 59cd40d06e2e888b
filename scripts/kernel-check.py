"""What real clients make of the Jupyter kernel; see scripts/kernel-check.

    kernel-check.py PROGRAM PLACE SCREENSHOTS
"""

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time
import unittest

import jupyter_client.connect
import jupyter_client.kernelspec
import jupyter_client.session
import jupyter_kernel_test
import nbclient
import nbformat
import zmq
from playwright.sync_api import sync_playwright

from checks import held

ROOT = pathlib.Path(__file__).parent.parent
SESSIONS = ["sessions/credit.carnet", "sessions/simple-features.carnet", "Tests/Sessions/explore.carnet",
            "Tests/Sessions/three.carnet"]
PORT = 8899


class Conformity(jupyter_kernel_test.KernelTests):
    kernel_name = "carnet"
    language_name = "carnet"
    file_extension = ".carnet"
    code_execute_result = [{"code": "2 + 2", "result": "4"}]
    code_display_data = [{"code": ".help head", "mime": "text/html"}]
    code_generate_error = "load \"nowhere.csv\""
    completion_samples = [{"text": "range 3 | he", "matches": {"head "}},
                          {"text": "range 3 | derive x = rou", "matches": {"round("}}]
    complete_code_samples = ["range 3", "t = range 3 | head 2", ".cells"]
    incomplete_code_samples = ["range 3 |", "t = range 3 | derive {"]
    invalid_code_samples = ["range 3 | | head", "range )"]
    code_inspect_sample = "head"
    code_history_pattern = "2*2"
    supported_history_operations = ("tail", "range", "search")


def conformity():
    result = unittest.TextTestRunner(verbosity=0).run(unittest.defaultTestLoader.loadTestsFromTestCase(Conformity))
    skipped = ", ".join(sorted(test.id().split(".")[-1] for test, _ in result.skipped))
    held(result.wasSuccessful(),
         f"jupyter_kernel_test: {result.testsRun} tests; of no use for this language: {skipped}")


def notebooks(program, place):
    folder = place / "notebooks"
    shutil.copytree(ROOT / "data", folder / "data")
    os.chdir(folder)
    made = [(ROOT / session, folder / (pathlib.Path(session).stem + ".ipynb")) for session in SESSIONS]
    plain = folder / "plain.carnet"
    plain.write_text("t = range 5 | derive x = n / 2\nt | sort -x\nt | plot line(n, x)\n2 + 2\n")
    for session, notebook in made + [(plain, folder / "plain.ipynb")]:
        subprocess.run([program, "fmt", session, "--to", notebook], check=True)
        book = nbformat.read(notebook, 4)
        nbformat.validate(book)
        nbclient.NotebookClient(book, timeout=300, kernel_name="carnet").execute()
        nbformat.validate(book)
        outputs = sum(len(cell.get("outputs", [])) for cell in book.cells)
        held(outputs > 0, f"nbclient runs {notebook.name}: {len(book.cells)} cells, {outputs} outputs")
    os.chdir(ROOT)


def first_answer(kernel, code, place):
    """Seconds from the start of the kernel's process to its answer to a first cell, without the waits of a client."""
    file = str(place / "connection.json")
    _, connection = jupyter_client.connect.write_connection_file(file, key=b"a key", kernel_name=kernel)
    command = [part.format(connection_file=file, resource_dir="") for part in
               jupyter_client.kernelspec.get_kernel_spec(kernel).argv]
    session = jupyter_client.session.Session(key=b"a key")
    with zmq.Context() as context, context.socket(zmq.DEALER) as shell:
        shell.setsockopt(zmq.RECONNECT_IVL, 1)
        shell.setsockopt(zmq.LINGER, 0)
        start = time.perf_counter()
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        shell.connect(f"tcp://{connection['ip']}:{connection['shell_port']}")
        session.send(shell, "execute_request", {"code": code})
        if not shell.poll(20_000):
            raise RuntimeError(f"no answer of {kernel}")
        _, answer = session.recv(shell)
        taken = time.perf_counter() - start
    process.kill()
    process.wait()
    assert answer["content"]["status"] == "ok", answer
    return taken


def starts(place):
    both = [[first_answer(kernel, "2 + 2", place) for kernel in ("carnet", "python3")] for _ in range(9)]
    own, other = (statistics.median(times) for times in zip(*both))
    held(own < 0.15 and own <= 0.1 * other, f"start to first answer, medians of 9: {1000 * own:.0f} ms, ipykernel "
         f"{1000 * other:.0f} ms, ratio {own / other:.3f}")


def lab(place, shots):
    folder = place / "lab"
    folder.mkdir()
    cells = ["t = range 200 | derive { x = n * 37 % 101, late = n % 3 == 0 }", "t", "t | plot hist(x)",
             "t | where y > 1", "s = range 400000000 | derive a = n * 2.5 | sort -a\ns | agg { c = sum(a) }"]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells], metadata={
        "kernelspec": {"name": "carnet", "display_name": "Carnet", "language": "carnet"}})
    nbformat.write(book, folder / "day.ipynb")
    server = subprocess.Popen(
        ["jupyter", "lab", "--no-browser", "--allow-root", f"--port={PORT}", "--IdentityProvider.token=x",
         f"--ServerApp.root_dir={folder}", "--LabApp.expose_app_in_browser=True"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"] if os.geteuid() == 0 else [])
            page = browser.new_page(viewport={"width": 1280, "height": 1400})
            for _ in range(120):
                try:
                    page.goto(f"http://127.0.0.1:{PORT}/lab/tree/day.ipynb?token=x", timeout=60_000)
                    break
                except Exception:
                    time.sleep(0.5)
            use(page, shots)
            browser.close()
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            # One that stays has the port of the next check.
            server.kill()


def use(page, shots):
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
    page.wait_for_function("document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle'",
                           timeout=60_000)
    command = "name => window.jupyterapp.commands.execute(name)"

    def output(number):
        return page.locator(".jp-CodeCell").nth(number).locator(".jp-OutputArea-output")

    def run(number):
        page.locator(".jp-CodeCell").nth(number).locator(".cm-content").click()
        page.keyboard.press("Control+Enter")

    for number in range(4):
        run(number)
        output(number).first.wait_for(timeout=20_000)
    held("200 rows" in output(0).inner_text(), "JupyterLab: a named table in a line")
    held(output(1).locator("table").count() == 1, "JupyterLab: a table as HTML")
    held(output(2).locator("img, svg").count() >= 1, "JupyterLab: a chart")
    said = output(3).first.inner_text()
    held("E12" in said and "^ " in said, "JupyterLab: an error with its place")
    run(4)
    time.sleep(1.5)
    held("range" in page.locator(".jp-CodeCell").nth(4).inner_text(), "JupyterLab: progress while a cell runs")
    page.evaluate(command, "notebook:interrupt-kernel")
    page.wait_for_function("document.querySelectorAll('.jp-CodeCell')[4].innerText.includes('cancelled')",
                           timeout=20_000)
    held(True, "JupyterLab: an interrupt stops it, and the kernel stays")
    page.screenshot(path=shots / "lab.png")
    page.locator(".jp-CodeCell").nth(4).locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.type("t | where la")
    page.keyboard.press("Tab")
    page.wait_for_timeout(1500)
    text = page.locator(".jp-CodeCell").nth(4).locator(".cm-content").inner_text()
    offered = page.locator(".jp-Completer-item").all_inner_texts()
    held("late" in text or any("late" in item for item in offered), "JupyterLab: Tab completes a column of the table")
    page.keyboard.press("Escape")
    page.screenshot(path=shots / "completed.png")


def main():
    program, (place, shots) = str(pathlib.Path(sys.argv[1]).resolve()), map(pathlib.Path, sys.argv[2:])
    conformity()
    notebooks(program, place)
    starts(place)
    lab(place, shots.resolve())
    sys.exit(1 if held.failures else 0)


if __name__ == "__main__":
    main()
