"""What the tests here share: a home with a ledger, the program run in it or in a terminal, TAP."""
import fcntl
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "tests/screens"))
sys.dont_write_bytecode = True
LONG = bool(os.environ.get("TAIZHANG_TEST_LONG"))
SLOW = float(os.environ.get("TAIZHANG_TEST_SLOW", "1"))


class Failed(Exception):
    pass


def check(good, what):
    if not good:
        raise Failed(what)


def main(cases):
    """Runs each function of cases as a case of its own, and says how it went."""
    print(f"TAP version 13\n1..{len(cases)}", flush=True)
    bad = 0
    for number, case in enumerate(cases, 1):
        name = "/hostile/" + case.__name__.removeprefix("test_")
        try:
            case()
            print(f"ok {number} {name}", flush=True)
        except Exception as problem:
            bad += 1
            for line in (str(problem) if isinstance(problem, Failed) else traceback.format_exc()).splitlines():
                print("# " + line.encode("ascii", "backslashreplace").decode())
            print(f"not ok {number} {name}", flush=True)
    sys.exit(1 if bad else 0)


# ---- what may not reach a terminal --------------------------------------------------------------

FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e"
                       "\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]")


def check_text(data, what, also=""):
    """data (bytes) is UTF-8 that acts on no terminal; the characters of also may be there."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise Failed(f"{what}: {problem}: {data[max(problem.start - 40, 0):problem.start + 20]!r}") from None
    for found in FORBIDDEN.finditer(text):
        if found.group() not in also:
            raise Failed(f"{what}: {found.group()!r} in {text[max(found.start() - 40, 0):found.end() + 20]!r}")
    return text


# What the program itself writes to an xterm-256color, and nothing beside: no OSC, DCS, APC, PM, no
# C1, no BEL.
SEQUENCE = re.compile(rb"\x1b(?:\[[0-9;?<=>]*[ -/]?[@-~]|[()][0-9AB]|[=>78MDEHc])")


def check_screen(data, what):
    """data (bytes), as written to a UTF-8 terminal, has only sequences that the program means."""
    for found in SEQUENCE.finditer(data):
        if found.group().startswith(b"\x1b[") and found.group()[-1:] == b"t": # the title is kept, and given back
            check(found.group() in (b"\x1b[22;0;0t", b"\x1b[23;0;0t"), f"{what}: {found.group()!r}")
    rest = SEQUENCE.sub(b"", data)
    check(b"-CRITICAL **" not in data and b"-WARNING **" not in data, f"{what}: {data[-500:]!r}")
    for byte in (b"\r", b"\n", b"\b", b"\x0f", b"\x0e"):
        rest = rest.replace(byte, b"")
    return check_text(rest, what)


# ---- a home ---------------------------------------------------------------------------------------

class Home:
    """A folder of its own; removed when it is closed."""

    def __init__(self, ledger=True):
        self.program = os.path.abspath(sys.argv[1])
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="taizhang-hostile-"))
        self.db = self.path / "taizhang.db"
        self.environment = {k: v for k, v in os.environ.items()
                            if k not in ("NO_COLOR", "LC_CTYPE", "LANG", "LINES", "COLUMNS", "COLORTERM")}
        self.environment.update(
            HOME=str(self.path), XDG_CONFIG_HOME=str(self.path / "config"), XDG_STATE_HOME=str(self.path / "state"),
            XDG_DATA_HOME=str(self.path / "data"), TAIZHANG_DB=str(self.db), TAIZHANG_TODAY="2026-11-21",
            TERM="xterm-256color", LC_ALL="C.UTF-8", TZ="Asia/Shanghai")
        (self.path / "config/taizhang").mkdir(parents=True)
        if ledger:
            self.good("init", "--template", "ningxia-2020", "--template", "xinzhou-2023-topics")

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        shutil.rmtree(self.path, ignore_errors=True)

    def run(self, *words, patience=20, **more):
        """The program's status, output and complaints; what lasts longer than patience has failed."""
        environment = {**self.environment, **more.pop("environment", {})}
        try:
            done = subprocess.run([self.program, *words], env=environment, capture_output=True,
                                  timeout=patience * SLOW, **({"stdin": subprocess.DEVNULL} | more))
        except subprocess.TimeoutExpired:
            raise Failed(f"{words}: hangs") from None
        check(b" **" not in done.stderr, f"{words}: {done.stderr[:2000].decode(errors='replace')}")
        check(done.returncode in (0, 1, 2, 3), f"{words}: ended with {done.returncode}: {done.stderr[-2000:]!r}")
        return done

    def good(self, *words, **more):
        done = self.run(*words, **more)
        check(done.returncode == 0, f"{words}: {done.stderr.decode(errors='replace')}")
        return done.stdout

    def refused(self, *words, **more):
        """What was said, in clean lines, where it is to be refused."""
        done = self.run(*words, **more)
        check(done.returncode in (1, 2), f"{words}: {done.returncode}, was to be refused")
        text = check_text(done.stderr, f"{words}")
        check(text.startswith("taizhang: "), f"{words}: says {text!r}")
        return text

    def write(self, name, data):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
        return str(path)


# ---- a terminal -------------------------------------------------------------------------------------

class Terminal:
    """The program in a terminal; output has all that it wrote."""

    def __init__(self, home, *words, rows=24, columns=80, environment=None, program=None):
        self.master, self.slave = pty.openpty()
        self.resize(rows, columns)
        self.before = termios.tcgetattr(self.slave)
        variables = {**home.environment, **(environment or {})}
        variables = {name: value for name, value in variables.items() if value is not None}

        def own():
            os.setsid()
            # Under nohup, and in the background of a script, these are ignored.
            for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
                signal.signal(number, signal.SIG_DFL)
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(program or [home.program, *words], stdin=self.slave, stdout=self.slave,
                                        stderr=self.slave, env=variables, preexec_fn=own)
        os.set_blocking(self.master, False)
        self.output = b""

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for descriptor in (self.master, self.slave):
            try:
                os.close(descriptor)
            except OSError:
                pass

    def resize(self, rows, columns):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, quiet=0.05, patience=10):
        """Reads until nothing has come for quiet seconds. Gives what came."""
        begin, start = len(self.output), time.monotonic()
        while time.monotonic() - start < patience * SLOW:
            if not select.select([self.master], [], [], quiet)[0]:
                break
            try:
                self.output += os.read(self.master, 65536)
            except (BlockingIOError, OSError):
                break
        return self.output[begin:]

    def begin(self):
        """Waits until it has the terminal, and so handles signals, or has ended; and is quiet."""
        start = time.monotonic()
        while not self.output and self.process.poll() is None:
            check(time.monotonic() - start < 15 * SLOW, "does not begin")
            self.read(0.02, 0.1)
        self.read(0.1, 5)

    def wait(self, text, patience=15):
        """Waits until text comes in the output that no earlier wait() took. Texts of a screen come in
        one piece only where they are drawn anew."""
        start, wanted = time.monotonic(), text.encode()
        while wanted not in self.output[getattr(self, "taken", 0):]:
            check(time.monotonic() - start < patience * SLOW, f"{text!r} does not come: {self.output[-3000:]!r}")
            if self.process.poll() is not None and not self.read(0.05):
                raise Failed(f"{text!r} does not come, and the program has ended: {self.output[-3000:]!r}")
            self.read(0.02, 0.5)
        self.taken = self.output.index(wanted, getattr(self, "taken", 0)) + len(wanted)

    def type(self, keys):
        data = keys if isinstance(keys, bytes) else keys.encode("utf-8", "surrogatepass")
        start = time.monotonic()
        while data:
            check(time.monotonic() - start < 60 * SLOW, "the program reads no keys")
            try:
                data = data[os.write(self.master, data[:4096]):]
            except BlockingIOError:
                self.read(0.01, 1)

    def ended(self, patience=10):
        """Waits until the program has ended; its status, or minus the signal."""
        start = time.monotonic()
        while self.process.poll() is None:
            check(time.monotonic() - start < patience * SLOW, f"does not end: {self.output[-1500:]!r}")
            self.read(0.02, 0.2)
        self.read(0.02, 0.5)
        return self.process.returncode

    def check_settings(self, what):
        check(termios.tcgetattr(self.slave) == self.before, f"{what}: the terminal is set otherwise than before")


def bytes_differ(path, before):
    return path.read_bytes() != before
