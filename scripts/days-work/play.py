"""Does the day's work in each tool by typing its transcript, checks that all come to the same, and prints the table.

    scripts/days-work/run [--tools carnet,duckdb,…]
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import textwrap
import time

import check
import transcript
from terminal import Terminal

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
STEPS = "abcdefg"
PROMPTS = {
    "carnet": r"carnet \[\d+\]> *$",
    "duckdb": r"memory D *$",
    "ipython": r"(In \[\d+\]: |\.\.\.: )$",
    "visidata": None,
}
TITLES = {"carnet": "Carnet", "duckdb": "DuckDB shell", "ipython": "IPython, pandas", "marimo": "marimo, pandas",
          "visidata": "VisiData", "stata": "Stata (manual)"}
PLAYED = ["carnet", "duckdb", "ipython", "marimo", "visidata"]
# The model of the minutes.
KEYS_A_MINUTE, MINUTES_A_DEAD_END = 200, 2


def command(text, binaries):
    """What is typed at the shell, with the program's path in the place of its name."""
    words = [word.strip("'") for word in text.removeprefix("$ ").split()]
    if words[0] == "carnet":
        return [os.environ.get("CARNET", str(ROOT / "scripts/carnet")), *words[1:]]
    return [str(binaries / words[0]), *words[1:]]


def pressed(text):
    """The bytes of the keys in which a tool is steered: `⏎` is Enter, `⌃S` Ctrl-S."""
    parts = text.replace("⏎", "\r").split("⌃")
    return parts[0] + "".join(chr(ord(part[0].upper()) - 64) + part[1:] for part in parts[1:])


def play(tool, typed, folder, binaries):
    """Types everything; the machine's seconds by step."""
    seconds, terminal = dict.fromkeys(STEPS, 0.0), None
    environment = {"HOME": str(folder), "TERM": "dumb" if PROMPTS[tool] else "xterm", "NO_COLOR": "1",
                   "LANG": "C.UTF-8", "ESCDELAY": "25", "PAGER": "cat"}
    with open(folder / "answers.txt", "w") as log:
        for entry in typed:
            if entry.at_the_shell:
                if terminal:
                    terminal.close()
                terminal = Terminal(command(entry.text, binaries), folder, environment, PROMPTS[tool])
                answer, took = terminal.answer()
            else:
                typing = entry.text + "\r" if PROMPTS[tool] else pressed(entry.text)
                answer, took = terminal.type(typing, until=lambda shown: not entry.missing(shown))
            seconds[entry.step] += took
            log.write(f"\n>>> {entry.text}   ({took:.2f} s)\n{answer}\n")
            log.flush()
            entry.check(answer)
    terminal.close()
    return seconds


def notebook(cells):
    """A notebook as marimo writes it; a cell takes the place of an earlier one of its name."""
    named = {}
    for place, cell in enumerate(cells):
        named[cell.name or place] = cell.text
    cell = "\n@app.cell\ndef _():\n"
    bodies = "".join(cell + textwrap.indent(text, "    ") + "\n" for text in named.values())
    return f'import marimo\n\napp = marimo.App()\n{bodies}\nif __name__ == "__main__":\n    app.run()\n'


def play_notebook(_, typed, folder, binaries):
    """Exports the notebook as it stood at each dead end, and at the end; only the last is timed."""
    cells = [entry for entry in typed if not entry.at_the_shell]
    for number, cell in enumerate(cells, 1):
        if cell.dead_end:
            cell.check(export(cells[:number], folder, binaries))
    start = time.monotonic()
    page = export(cells, folder, binaries)
    took = time.monotonic() - start
    replaced = {cell.name: cell for cell in cells if cell.name}
    for cell in cells:
        if not cell.name or replaced[cell.name] is cell:
            if not cell.dead_end:
                cell.check(page)
    return {**dict.fromkeys(STEPS, 0.0), "g": took}


def export(cells, folder, binaries):
    (folder / "day.py").write_text(notebook(cells))
    command = [binaries / "marimo", "export", "html", "day.py", "-o", "out/marimo.html", "--force"]
    run = subprocess.run(command, cwd=folder, text=True, capture_output=True,
                         env={**os.environ, "HOME": str(folder), "NO_COLOR": "1"})
    # What cells print stands in the page, as JSON.
    answer = run.stdout + run.stderr + (folder / "out/marimo.html").read_text().replace("\\n", "\n")
    (folder / "answers.txt").write_text(answer)
    return answer


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tools", default=",".join(PLAYED), help="which to play; of the others the last time counts")
    parser.add_argument("--folder", type=pathlib.Path, default=ROOT / ".bench/days-work")
    options = parser.parse_args()
    binaries = pathlib.Path(sys.executable).parent
    results = {}
    for tool in TITLES:
        typed, marks = transcript.read(HERE / f"{tool}.keys", cells=tool == "marimo")
        folder = options.folder / tool
        if tool in options.tools.split(","):
            print(f"days-work: {tool} …", file=sys.stderr)
            shutil.rmtree(folder, ignore_errors=True)
            (folder / "out").mkdir(parents=True)
            (folder / "data").symlink_to(ROOT / "data")
            player = play_notebook if tool == "marimo" else play
            (folder / "seconds.json").write_text(json.dumps(player(tool, typed, folder, binaries)))
        if tool == "stata":
            results[tool] = (typed, marks, None)
        elif (folder / "seconds.json").exists():
            results[tool] = (typed, marks, json.loads((folder / "seconds.json").read_text()))
    played = [tool for tool in results if tool in PLAYED]
    check.agreement(options.folder, played)
    check.figures(options.folder, played, command("$ carnet", binaries)[0])
    print()
    table(results)


def table(results):
    def row(name, cells):
        print(f"| {name} | {' | '.join(cells)} |")

    row("keys", [TITLES[tool] for tool in results])
    print("|---" + "|---:" * len(results) + "|")
    names = {"a": "load, look", "b": "clean, derive", "c": "aggregate", "d": "join", "e": "cross-validate",
             "f": "threshold", "g": "report, Parquet, lineage"}
    for step in STEPS:
        row(f"{step} {names[step]}", [
            "no" if marks[step] == "no" else f"{keys(typed, step)}{marks[step]}" for typed, marks, _ in results.values()
        ])
    row("a to d", [f"{sum(keys(typed, step) for step in 'abcd')}" for typed, _, _ in results.values()])
    row("all", [f"{sum(keys(typed, step) for step in STEPS)}" for typed, _, _ in results.values()])
    row("dead ends", ["?" if seconds is None else f"{dead_ends(typed)}" for typed, _, seconds in results.values()])
    row("seconds of the machine", [
        "?" if seconds is None else f"{sum(seconds.values()):.0f}" for _, _, seconds in results.values()
    ])
    row("minutes, a to d", [minutes("abcd", *values) for values in results.values()])
    row("minutes, all", [minutes(STEPS, *values) for values in results.values()])


def keys(typed, step):
    return sum(entry.keys for entry in typed if entry.step == step)


def dead_ends(typed, steps=STEPS):
    return sum(entry.dead_end for entry in typed if entry.step in steps)


def minutes(steps, typed, marks, seconds):
    """The model: typing, waiting and finding out of dead ends. A tool that was not tried has neither of the last."""
    typing = sum(keys(typed, step) for step in steps) / KEYS_A_MINUTE
    if "no" in [marks[step] for step in steps]:
        return "no"
    if seconds is None:
        return f"{typing:.0f} + ?"
    return f"{typing + sum(seconds[step] for step in steps) / 60 + MINUTES_A_DEAD_END * dead_ends(typed, steps):.0f}"


if __name__ == "__main__":
    main()
