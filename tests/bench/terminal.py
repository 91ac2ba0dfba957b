"""A program in a pseudo-terminal: keys go in, and what comes out is timed, counted and shown."""
import errno
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

from screen import Screen

# What a program may ask its terminal, and what xterm answers.
ANSWERS = ((b"\x1b[c", b"\x1b[?62;c"), (b"\x1b[0c", b"\x1b[?62;c"), (b"\x1b[>c", b"\x1b[>41;354;0c"),
           (b"\x1b[6n", b"\x1b[1;1R"), (b"\x1b[5n", b"\x1b[0n"))
LONGEST_QUESTION = 4
# No output and no work for so long is an answer's end. Longer than a pause that a program may make
# on purpose before it paints what is not urgent.
QUIET = 0.08
# After Esc, since programs wait whether it begins the code of another key.
ESCAPE_QUIET = 0.25
# Between the keys that one makes which is held down.
REPEAT = 1 / 30
# Of a processor: what programs use that look at the clock or the keyboard without being asked.
IDLE_SHARE = 0.3


class Gone(Exception):
    """The program has ended, or did not come to what was waited for."""


def work_of(pid, waiting=False):
    """Seconds of processor that all threads of a living process have used; and waited for one."""
    total = 0
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/schedstat", encoding="ascii") as file:
                used, waited, _ = file.read().split()
                total += int(used) + (int(waited) if waiting else 0)
    except (OSError, ValueError):
        pass
    return total / 1e9


def asleep(pid):
    """Whether a process waits for something that is no processor and no disk."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rsplit(")", 1)[1].split()[0] not in "RD"
    except (OSError, IndexError):
        return True


class Answer:
    """What a key brought: seconds to the first and last byte (None: nothing came), bytes, cpu seconds."""

    def __init__(self, sent, reads, cpu):
        self.first = reads[0][0] - sent if reads else None
        self.last = reads[-1][0] - sent if reads else None
        self.bytes = sum(size for _, size in reads)
        self.cpu = cpu


class Terminal:
    def __init__(self, command, rows=24, columns=80, environment=None, folder=None, bits=0, delay=0.0,
                 quiet=QUIET):
        """Starts command. bits: what the line carries a second, 10 for a byte; 0 for all there is.
        delay: seconds that a key takes to the program and a byte back; these are added to what is
        measured, and not waited for, but by what the program asks the terminal. quiet: as QUIET says."""
        self.screen = Screen(rows, columns)
        self.speed, self.delay, self.quiet = bits / 10, delay, quiet
        self.reads = []
        self.pending = b""
        self.answers = []
        self.answered = 0.0
        self.asked = b""
        self.ended = False
        self.status = None
        self.peak = 0
        self.free = 0.0
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.started = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.setsid()
                # Under nohup it is ignored, and would be by the program, which ends by it.
                signal.signal(signal.SIGHUP, signal.SIG_DFL)
                fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
                for number in (0, 1, 2):
                    os.dup2(slave, number)
                os.closerange(3, 256)
                if folder:
                    os.chdir(folder)
                os.execvpe(command[0], command, environment or os.environ)
            finally:
                os._exit(127)
        os.close(slave)
        self.descriptor = master

    def pump(self, timeout):
        """Reads once what the line gives within timeout seconds; False where nothing came."""
        if self.ended:
            return False
        if self.answers:
            left = self.answers[0][0] - time.monotonic()
            if left <= 0:
                os.write(self.descriptor, self.answers.pop(0)[1])
                self.answered = time.monotonic()
            timeout = max(0, min(timeout, left))
        if self.speed:
            pause = self.free - time.monotonic()
            if pause > timeout:
                time.sleep(timeout)
                return False
            if pause > 0:
                time.sleep(pause)
                timeout -= pause
        if not select.select([self.descriptor], [], [], max(0, timeout))[0]:
            return False
        size = max(1, int(self.speed / 50)) if self.speed else 65536
        try:
            data = os.read(self.descriptor, size)
        except OSError as problem:
            if problem.errno != errno.EIO:
                raise
            data = b""
        now = time.monotonic()
        if not data:
            self.ended = True
            return False
        if self.speed:
            now = max(now, self.free) + len(data) / self.speed
            self.free = now
        self.reads.append((now, len(data)))
        self.pending += data
        self.asked += data
        for question, answer in ANSWERS:
            if question in self.asked:
                self.answers.append((now + 2 * self.delay, answer))
                self.asked = self.asked.replace(question, b"")
        self.asked = self.asked[1 - LONGEST_QUESTION:]  # a line that is slow gives it in pieces
        return True

    def look(self):
        """The screen with all that was read; shown late, so that showing delays no clock."""
        self.screen.feed(self.pending)
        self.pending = b""
        return self.screen

    def cpu(self):
        return work_of(self.pid)

    def settle(self, longest=120.0, least=0.0):
        """Reads until no byte has come for a while, in which the program hardly worked either."""
        wait = max(least, self.quiet * (3 if self.speed else 1))
        end = time.monotonic() + longest
        quiet = time.monotonic()
        work = [(quiet, work_of(self.pid, True))]
        while not self.ended:
            came = self.pump(0.01)
            now = time.monotonic()
            if came:
                quiet = now
            quiet = max(quiet, self.answered)  # the program may have waited for it
            work.append((now, work_of(self.pid, True)))
            while work[1:] and work[1][0] <= now - self.quiet:
                work.pop(0)
            if not self.answers and now - quiet >= wait and now - work[0][0] >= self.quiet and asleep(self.pid):
                if work[-1][1] - work[0][1] < IDLE_SHARE * self.quiet:
                    return
            if now > end:
                raise Gone("the program did not come to rest")

    def until(self, pattern, longest=120.0):
        """Reads until the screen shows pattern; returns seconds since the start, and of processor."""
        wanted = re.compile(pattern)
        end = time.monotonic() + longest
        while True:
            while self.pump(0):
                pass
            used = self.cpu()
            last = self.reads[-1][0] if self.reads else self.started
            if any(wanted.search(row) for row in self.look().shown()):
                return last - self.started + 2 * self.delay, used
            if self.ended or time.monotonic() > end:
                raise Gone(f"{pattern} did not come to the screen:\n" + "\n".join(self.screen.shown()))
            self.pump(0.25)

    def send(self, keys):
        data = keys.encode() if isinstance(keys, str) else keys
        while data:
            data = data[os.write(self.descriptor, data):]

    def key(self, keys, longest=120.0, shows=None):
        """Sends keys at once and waits for all of the answer. shows: a pattern without which it is none
        yet, for what may sleep before it is done, as a save does that waits for another's."""
        before, count, sent = self.cpu(), len(self.reads), time.monotonic()
        self.send(keys)
        if shows:
            self.until(shows, longest)
        self.settle(longest, ESCAPE_QUIET if keys == "\x1b" else 0)
        answer = Answer(sent - 2 * self.delay, self.reads[count:], self.cpu() - before)
        self.look()
        return answer

    def burst(self, keys, pause=0.0):
        """Types keys ahead, so many seconds apart, and waits for all of the answer, which counts from the
        last of them."""
        self.settle()
        before, count, sent = self.cpu(), len(self.reads), 0.0
        for key in keys:
            sent = time.monotonic()
            self.send(key)
            while pause and time.monotonic() < sent + pause:
                self.pump(min(0.005, pause))
        self.settle()
        answer = Answer(sent - 2 * self.delay, self.reads[count:], self.cpu() - before)
        self.look()
        return answer

    def memory(self):
        """The most memory it ever had, in bytes; of the largest, where it has children."""
        for pid in self.family():
            try:
                with open(f"/proc/{pid}/status", encoding="utf-8") as file:
                    found = re.search(r"VmHWM:\s+(\d+)", file.read())
            except OSError:
                continue
            if found:
                self.peak = max(self.peak, int(found[1]) * 1024)
        return self.peak

    def family(self):
        try:
            with open(f"/proc/{self.pid}/task/{self.pid}/children", encoding="ascii") as file:
                return [self.pid, *map(int, file.read().split())]
        except OSError:
            return [self.pid]

    def close(self):
        """Ends it, politely and then not."""
        for sign in (signal.SIGHUP, signal.SIGKILL):
            if self.status is not None:
                break
            try:
                os.kill(self.pid, sign)
            except ProcessLookupError:
                pass
            end = time.monotonic() + 3
            while self.status is None and time.monotonic() < end:
                self.speed = 0
                self.pump(0.01)
                done, status = os.waitpid(self.pid, os.WNOHANG)
                if done:
                    self.status = status
        os.close(self.descriptor)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
