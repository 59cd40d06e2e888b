"""Reads a transcript: what a person types into a tool, line by line. These lines are not typed:

    ## a  …     a step of the day begins; `## e  no: …` is one that the tool cannot do, `## g  in part: …` not all of
    $ command   typed at the shell
    #? text     what the tool answers to the line above holds this; `/…/` is a pattern
    #! text     the same, and the line was a dead end: an error, or a wrong number without one
    #~ N        the next line is an earlier one, called back and corrected with N keys
    #@ NAME     the next cell of a notebook; a later one of this name takes its place
"""

import dataclasses
import re


@dataclasses.dataclass
class Typed:
    step: str
    text: str
    keys: int
    expected: list = dataclasses.field(default_factory=list)
    dead_end: bool = False
    name: str = ""

    @property
    def at_the_shell(self):
        return self.text.startswith("$ ")

    def missing(self, answer):
        """What is awaited and not shown."""
        def pattern(wanted):
            return wanted[1:-1] if wanted.startswith("/") else re.escape(wanted)

        return [wanted for wanted in self.expected if not re.search(pattern(wanted), answer, re.MULTILINE)]

    def check(self, answer):
        for wanted in self.missing(answer):
            raise AssertionError(f"after `{self.text}`\nexpected: {wanted}\nbut it shows:\n{answer[-3000:]}")


def keys(text):
    """Keys pressed. Editors indent by themselves, `⌃X` is one key, and `⏎` is written where every key is a command."""
    lines = text.removeprefix("$ ").split("\n")
    return sum(len(line.lstrip().replace("⌃", "")) for line in lines) + (0 if "⏎" in text else len(lines))


def read(path, cells=False):
    """What is typed, and what mark a step gets that cannot be done in all. With `cells`, a blank line ends what is typed at
    once."""
    typed, marks, step, corrected, name, block = [], {}, "", None, "", []

    def end():
        nonlocal corrected, name, block
        if block:
            text = "\n".join(block)
            typed.append(Typed(step, text, keys(text) if corrected is None else corrected, name=name))
            corrected, name, block = None, "", []

    for line in path.read_text().removesuffix("\n").split("\n"):
        mark, rest = line[:3], line[3:].strip()
        if mark in ("## ", "#? ", "#! ", "#~ ", "#@ ") or line.startswith("$ ") or (cells and not line):
            end()
        if mark == "## ":
            step = rest[0]
            marks[step] = {"no": "no", "in part": "*"}.get(rest[1:].strip().split(":")[0], "")
        elif mark in ("#? ", "#! "):
            typed[-1].expected.append(rest)
            typed[-1].dead_end |= mark == "#! "
        elif mark == "#~ ":
            corrected = int(rest)
        elif mark == "#@ ":
            name = rest
        elif line or not cells:
            block.append(line)
            if not cells or line.startswith("$ "):
                end()
    end()
    return typed, marks
