"""Runs every situation where memory is short, and tells how each ended: done, refused with an estimate, or badly.

Called by scripts/memory-situations, which has built the program.
"""

import argparse
import pathlib
import re
import shutil
import sys
import tempfile

import files
import limits
from situations import SITUATIONS

PROGRAM = pathlib.Path(__file__).resolve().parents[2] / ".build/release/carnet"
GIB = 1 << 30
# How many rows the small form of a situation has, and the form that only shows that its statements are right.
SHARES = {"large": 1, "small": 6, "tiny": 5000}
REFUSAL = re.compile(r"this would take about ([\d.]+) (MB|GB|TB) of memory, and ([\d.]+) (MB|GB|TB) are free")
UNITS = {"MB": 1e6, "GB": 1e9, "TB": 1e12}


def ending(outcome):
    """What became of a run, in a word: the last three are faults."""
    if outcome.code == 0:
        return "done"
    if outcome.code < 0 or outcome.code in (132, 133, 134, 137, 139):
        return "killed" if outcome.code in (-9, 137) else "trapped"
    if "error[E35]" in outcome.said:
        return "refused" if REFUSAL.search(outcome.said) and "the program ends" not in outcome.said else "ended"
    return "wrong"


def estimate(outcome):
    """What a refusal says that the work takes, and how much is there, in bytes."""
    found = REFUSAL.search(outcome.said)
    return found and (float(found[1]) * UNITS[found[2]], float(found[3]) * UNITS[found[4]])


class Battery:
    def __init__(self, options):
        self.options, self.rows, self.faults = options, [], []
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="carnet-memory-"))
        self.group = None if options.without_group else limits.Group.find()

    def run(self, situation, size, **limit):
        name, rows, script = situation
        count = max(3, rows // SHARES[size])
        place = files.Files(self.options.files, count, self.options.program)
        path = self.folder / "script.carnet"
        statements = script.format_map(place | {"n": count}).split("\n")
        if not name.startswith("print"):
            # Millions of rows on the screen would take longer than the work.
            statements[-1] = "result = " + statements[-1]
        path.write_text("\n".join(statements))
        command = [str(self.options.program), *(["run"] if self.options.record else []), str(path)]
        if not self.options.record:
            command = [str(self.options.program), "-c", path.read_text()]
        outcome = limits.run(command, self.folder, **limit)
        for left in self.folder.iterdir():
            left.unlink()
        return outcome

    def tell(self, name, where, outcome, more=""):
        kind, first = ending(outcome), outcome.said.strip().split("\n")[0]
        said = "" if kind == "done" else next((l for l in outcome.said.split("\n") if l.startswith("error")), first)
        print(f"{name:18} {where:14} {kind:8} {outcome.seconds:6.1f} s {outcome.peak / 1e6:7.0f} MB  {more}{said[:110]}",
              flush=True)
        self.rows.append((where, kind))
        if kind in ("killed", "trapped", "wrong"):
            self.faults.append((name, where, outcome.said))

    def situation(self, situation):
        name, options = situation[0], self.options
        for size in options.sizes:
            seen = None
            if self.group:
                seen = self.run(situation, size, group=self.group.limited(options.limit))
                self.tell(name, f"group {size}", seen)
            for addresses in options.addresses:
                outcome = self.run(situation, size, addresses=addresses << 20)
                self.tell(name, f"-v {addresses} {size}", outcome)
            if options.measure:
                self.measure(situation, size, seen)

    def measure(self, situation, size, seen):
        """Compares the estimate of a refusal with the peak where there is room."""
        free = self.run(situation, size)
        more = ""
        found = seen and estimate(seen)
        if found:
            held = self.options.limit * 63 / 64 - found[1]
            more = f"foreseen {(held + found[0]) / 1e6:.0f} MB, {(held + found[0]) / free.peak:.2f} of the peak  "
        self.tell(situation[0], f"free {size}", free, more)

    def report(self):
        print()
        for where in dict.fromkeys(where for where, _ in self.rows):
            kinds = [kind for other, kind in self.rows if other == where]
            counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(sorted(kinds)))
            print(f"{where:14} {len(kinds)} situations: {counts}")
        for name, where, said in self.faults:
            print(f"\n{name}, {where}:\n{said[-600:]}")
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.group:
            self.group.remove()
        return 1 if self.faults else 0


def main():
    parser = argparse.ArgumentParser(prog="scripts/memory-situations", description=__doc__.split("\n")[0])
    parser.add_argument("--only", default="", help="a pattern for the names of situations")
    parser.add_argument("--sizes", nargs="*", default=["large", "small"], choices=SHARES)
    parser.add_argument("--limit", type=int, default=GIB, help="of the control group, in bytes")
    parser.add_argument("--addresses", type=int, nargs="*", default=[], help="values for `ulimit -v`, in MiB")
    parser.add_argument("--without-group", action="store_true", help="no control group")
    parser.add_argument("--measure", action="store_true", help="compare estimates with the peak where there is room")
    parser.add_argument("--record", action="store_true", help="as files, so that a lock is written")
    parser.add_argument("--files", type=pathlib.Path, default=PROGRAM.parents[2] / ".bench/memory")
    parser.add_argument("--program", type=pathlib.Path, default=PROGRAM)
    options = parser.parse_args()
    battery = Battery(options)
    if battery.group:
        print(f"in a control group (version {battery.group.version}) of {options.limit >> 20} MiB")
    else:
        print("no control group can be made here, so that nothing is told of how the program does in one")
    for situation in SITUATIONS:
        if re.search(options.only, situation[0]):
            battery.situation(situation)
    return battery.report()


if __name__ == "__main__":
    sys.exit(main())
