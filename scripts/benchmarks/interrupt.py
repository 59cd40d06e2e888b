"""How soon the prompt is back after Ctrl-C: statements at a prompt of their own, stopped at random moments."""

import os
import pty
import random
import re
import select
import signal
import time

PROMPT = re.compile(rb"carnet \[\d+\]>")
CANCELLED = b"cancelled"
# No statement is waited for longer before it is stopped.
LONGEST = 20

SETUP = """app = load "{folder}/application_train.csv"
pos = load "{folder}/POS_CASH_balance.csv"
inst = load "{folder}/installments_payments.csv"
some = app | select TARGET, @num | head 20000"""
STATEMENTS = {
    # A null that never occurs: a file that was read in the same way before is not read again.
    "load": 'x = load "{folder}/credit_card_balance.csv", nulls: ["-{turn}-"]',
    "derive": "x = inst | derive d = log(abs(AMT_PAYMENT) + 1) * sqrt(abs(DAYS_INSTALMENT))",
    "where": "x = inst | where AMT_PAYMENT > 1000",
    "sort": "x = pos | sort SK_ID_CURR, MONTHS_BALANCE",
    "agg": 'x = inst | agg {{ [min, max, mean, var](AMT_PAYMENT) as "{{col}}_{{FN}}" }} by SK_ID_CURR',
    "agg, median": 'x = inst | agg {{ [median, nunique](AMT_PAYMENT) as "{{col}}_{{FN}}" }} by SK_ID_CURR',
    "join": "x = pos | left join app on SK_ID_CURR",
    "onehot": "x = app | onehot @text",
    "impute, median": "x = app | impute @num, method: median",
    "impute, knn": "x = some | impute @num, method: knn(5)",
    "prune": "x = app | prune @num",
    "describe": "inst | describe",
    "profile": "app | profile",
    "export, csv": 'pos | export "x.csv"',
    "export, parquet": 'pos | export "x.parquet"',
    "cv, logistic": "some | impute @num, method: median | cv logistic, target: TARGET",
    "cv, lightgbm": "app | select TARGET, @num | cv lightgbm, target: TARGET",
}


class Prompt:
    """A prompt in a terminal of its own."""

    def __init__(self, command, folder, environment):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execve(command[0], [str(word) for word in command], os.environ | environment)
        self.wait(30)

    def wait(self, seconds):
        """What is shown until the prompt is there again; None where that takes longer."""
        shown, end = b"", time.perf_counter() + seconds
        while time.perf_counter() < end:
            if select.select([self.terminal], [], [], 0.001)[0]:
                try:
                    shown += os.read(self.terminal, 1 << 16)
                except OSError:
                    status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
                    self.pid = None
                    raise RuntimeError(f"the program ended with {status}: {shown.decode(errors='replace')}") from None
                if PROMPT.search(shown):
                    return shown
        return None

    def send(self, line):
        os.write(self.terminal, line.encode() + b"\n")

    def run(self, line, seconds=600):
        self.send(line)
        shown = self.wait(seconds)
        if shown is None or b"error" in shown:
            raise RuntimeError(f"{line}: {(shown or b'no prompt').decode(errors='replace')}")

    def stop(self, line, after):
        """Seconds from Ctrl-C to the prompt; nil where the statement had ended before."""
        self.send(line)
        early = self.wait(after)
        if early is not None:
            return None
        start = time.perf_counter()
        os.write(self.terminal, b"\x03")
        shown = self.wait(60)
        spent = time.perf_counter() - start
        if shown is None:
            raise RuntimeError(f"{line}: no prompt within a minute of Ctrl-C")
        return spent if CANCELLED in shown else None

    def close(self):
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.terminal)


def measure(program, folder, work, threads, times, seed=1):
    """For each statement the seconds after each Ctrl-C that stopped it."""
    chance = random.Random(seed)
    prompt = Prompt([program, "--threads", str(threads)], work, {"HOME": str(work), "TERM": "xterm"})
    try:
        for line in SETUP.format(folder=folder).splitlines():
            prompt.run(line)
        found = {}
        for name, statement in STATEMENTS.items():
            start = time.perf_counter()
            prompt.send(statement.format(folder=folder, turn="first"))
            if prompt.wait(LONGEST) is None:
                os.write(prompt.terminal, b"\x03")
                prompt.wait(60)
            duration = min(LONGEST, time.perf_counter() - start)
            stops = [prompt.stop(statement.format(folder=folder, turn=turn), chance.uniform(0, duration))
                     for turn in range(times)]
            found[name] = [seconds for seconds in stops if seconds is not None]
            # The session must be intact.
            prompt.run("pos | agg { n = count() }")
        return found
    finally:
        prompt.close()
