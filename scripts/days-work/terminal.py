"""Types into a program on a pseudo-terminal, as a person would, and waits for what it answers."""

import os
import pty
import re
import select
import signal
import struct
import fcntl
import termios
import time

import pyte

COLUMNS, ROWS = 120, 50
ESCAPES = re.compile(r"\x1b\[[0-9;?>=]*[A-Za-z~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>78MDE]|\x0f")
WORKING = re.compile(r"\d% \w+…")


class Terminal:
    """A program on a terminal of 120 columns and 50 rows. A program with a prompt is ready when it shows that; one that
    paints the screen, when it paints no more and its last line tells of no work."""

    def __init__(self, command, folder, environment, prompt):
        self.prompt = prompt and re.compile(prompt)
        self.quiet = 0.1 if prompt else 2
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.painter = pyte.ByteStream(self.screen)
        self.process, self.file = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, {**os.environ, **environment})
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def answer(self, limit=180):
        """What is shown until the program is ready or ends, and how many seconds that took."""
        start = last = time.monotonic()
        data = b""
        while time.monotonic() - start < limit:
            if not select.select([self.file], [], [], self.quiet)[0]:
                if self.prompt.search(plain(data)) if self.prompt else not WORKING.search(self.screen.display[-1]):
                    break
                continue
            try:
                part = os.read(self.file, 65536)
            except OSError:
                break
            if not part:
                break
            last = time.monotonic()
            data += part
            self.painter.feed(part)
        else:
            raise TimeoutError(f"not ready after {limit} s; it shows\n{plain(data)[-2000:]}")
        return (plain(data) if self.prompt else "\n".join(self.screen.display)), last - start

    def type(self, keys, until=lambda answer: True):
        """Types, and waits for the answer; a painted screen is given half a minute to become what is awaited."""
        os.write(self.file, keys.encode())
        answer, seconds = self.answer()
        end = time.monotonic() + 30
        while self.prompt is None and not until(answer) and time.monotonic() < end:
            answer, more = self.answer()
            seconds += more
        return answer, seconds

    def close(self):
        os.close(self.file)
        for _ in range(50):
            if os.waitpid(self.process, os.WNOHANG)[0]:
                return
            time.sleep(0.1)
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


def plain(data):
    return ESCAPES.sub("", data.decode("utf-8", "replace")).replace("\r\n", "\n")
