"""Runs a program where memory is limited: in a control group of version 1 or 2, by `ulimit -v`, or not at all."""

import os
import pathlib
import resource
import subprocess
import time


class Group:
    """A control group for one process after another; `Group.find()` gives None where none can be made."""

    def __init__(self, folder, limit, peak):
        self.folder, self.limit, self.peak_file = folder, limit, peak

    @classmethod
    def find(cls):
        first = pathlib.Path("/sys/fs/cgroup/memory")
        if (first / "memory.limit_in_bytes").exists():
            return cls.made(first / f"carnet-{os.getpid()}", "memory.limit_in_bytes", "memory.max_usage_in_bytes")
        second = pathlib.Path("/sys/fs/cgroup")
        if "memory" in text(second / "cgroup.subtree_control").split():
            return cls.made(second / f"carnet-{os.getpid()}", "memory.max", "memory.peak")
        return None

    @classmethod
    def made(cls, folder, limit, peak):
        try:
            folder.mkdir()
            return cls(folder, limit, peak)
        except OSError:
            return None

    @property
    def version(self):
        return 2 if self.limit == "memory.max" else 1

    def limited(self, bytes_):
        (self.folder / self.limit).write_text(str(bytes_))
        swap = self.folder / ("memory.swap.max" if self.version == 2 else "memory.memsw.limit_in_bytes")
        if swap.exists():
            try:
                swap.write_text("0" if self.version == 2 else str(bytes_))
            except OSError:
                pass
        return self

    def enter(self):
        (self.folder / "cgroup.procs").write_text(str(os.getpid()))

    def remove(self):
        for _ in range(50):
            try:
                return self.folder.rmdir()
            except OSError:
                time.sleep(0.1)


class Outcome:
    """How a process ended: its exit code, negative for a signal, what it said, its peak in bytes and its seconds."""

    def __init__(self, code, said, peak, seconds):
        self.code, self.said, self.peak, self.seconds = code, said, peak, seconds


def run(command, folder, group=None, addresses=None):
    def limit():
        if group:
            group.enter()
        if addresses:
            resource.setrlimit(resource.RLIMIT_AS, (addresses, addresses))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    start = time.monotonic()
    with open(folder / "stderr", "w+", errors="replace") as said:
        child = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said,
                                 preexec_fn=limit)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        return Outcome(child.returncode, said.read(), usage.ru_maxrss * 1024, time.monotonic() - start)


def text(path):
    try:
        return path.read_text()
    except OSError:
        return ""
