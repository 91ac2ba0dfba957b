"""Hostile terminals and surroundings: what is not there, lies, is closed, full, or ends in the middle."""
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time

from hostile import LONG, SLOW, Failed, Home, Terminal, check, check_screen, check_text, main

HOME = None
TYPED = "写了一半的进展"


def home():
    global HOME
    if HOME is None:
        HOME = Home()
        shutil.copy(HOME.db, HOME.path / "pristine.db")
    shutil.copy(HOME.path / "pristine.db", HOME.db)
    shutil.rmtree(HOME.path / "state", ignore_errors=True)
    return HOME


def drafts(place):
    return sorted((place.path / "state/taizhang/drafts").glob("*.yaml"))


# ---- what the environment says ---------------------------------------------------------------------------

def test_terms():
    """Any $TERM: a screen that can be used and left, or one sentence; never a crash."""
    place = home()
    for term in (None, "", "dumb", "putty-256color", "putty", "vt52", "vt100", "linux", "xterm-of-tomorrow", "../../../etc/passwd", "x" * 5000,
                 "\x1b]0;OWNED\x07", "xterm\n", "%s%n", "screen-256color", "hardcopy", "unknown", "ansi"):
        with Terminal(place, environment={"TERM": term}) as terminal:
            terminal.begin()
            terminal.type("2j?\x1b")
            terminal.read(0.1)
            if terminal.process.poll() is None:
                terminal.process.terminate()
            status = terminal.ended()
            check(status in (0, 1), f"TERM={term!r}: {status}: {terminal.output[-400:]!r}")
            terminal.check_settings(f"TERM={term!r}")
            check(b"OWNED\x07" not in terminal.output, f"TERM={term!r}: comes back raw")
            check(status == 0 or b"taizhang: " in terminal.output, f"TERM={term!r}: ended without a word")


def test_locales():
    """C, none, one that is not there, and one without Chinese: commands and screens answer."""
    place = home()
    for locale in ("C", "POSIX", None, "", "xx_YY.UTF-8", "zh_CN.GB18030", "en_US.ISO-8859-1", "../../etc"):
        environment = {name: value for name, value in place.environment.items() if name != "LC_ALL"}
        if locale is not None:
            environment["LC_ALL"] = locale
        done = subprocess.run([place.program, "list"], env=environment, capture_output=True, timeout=20 * SLOW)
        check(done.returncode in (0, 1), f"{locale}: {done.returncode} {done.stderr!r}")
        check(b"\x1b" not in done.stdout + done.stderr, f"{locale}: an escape")
        with Terminal(place, environment={"LC_ALL": locale}) as terminal:
            terminal.begin()
            if terminal.process.poll() is None:
                terminal.process.terminate()
            status = terminal.ended()
            check(status in (0, 1), f"{locale}: screens: {status}: {terminal.output[-300:]!r}")
            terminal.check_settings(f"{locale}")


def test_sizes():
    """$COLUMNS and $LINES may say anything, and the terminal that it has no size at all."""
    place = home()
    for value in ("0", "-1", "1", "999999999999", "abc", "", "1e9", "32768"):
        done = place.run("list", environment={"COLUMNS": value, "LINES": value})
        check_text(done.stdout, f"COLUMNS={value}")
        with Terminal(place, environment={"COLUMNS": value, "LINES": value}) as terminal:
            terminal.begin()
            terminal.process.terminate()
            check(terminal.ended() == 0, f"COLUMNS={value}: {terminal.output[-300:]!r}")
    for rows, columns in ((0, 0), (1, 1), (1, 500), (500, 1), (200, 500), (2000, 2000)):
        with Terminal(place, rows=rows, columns=columns) as terminal:
            terminal.begin()
            terminal.type("2")
            terminal.begin()
            terminal.process.terminate()
            check(terminal.ended() == 0, f"{rows}x{columns}: {terminal.output[-300:]!r}")
            terminal.check_settings(f"{rows}x{columns}")


# ---- where it reads and writes -----------------------------------------------------------------------------

def shell(place, line, patience=20):
    done = subprocess.run(["sh", "-c", line], env={**place.environment, "T": place.program}, capture_output=True,
                          timeout=patience * SLOW)
    return done


def test_streams():
    """Closed, a pipe nobody reads, a full disk: the status says so, and nothing is saved by halves."""
    place = home()
    for line in ("list", "progress 4 --text 甲", "remind", "--help", "import -", "sql", "progress 4 --text -"):
        for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
            done = shell(place, f"exec $T {line} {closed}")
            check(done.returncode in (0, 1, 2), f"{line} {closed}: {done.returncode} {done.stderr!r}")
    done = shell(place, "$T list > /dev/full")
    check(done.returncode == 1 and "taizhang: " in done.stderr.decode(), f"/dev/full: {done}")
    done = shell(place, "$T list --format json > /dev/full; echo $?")
    check(done.stdout == b"1\n", f"/dev/full: {done}")
    done = shell(place, "$T list | head -1 > /dev/null; $T log --limit 0 | true")
    check(done.stderr == b"", f"a reader that went away: {done.stderr!r}")
    for line in ("exec $T < /dev/null", "exec $T > /dev/null", "exec $T <&- >&-"):
        check(shell(place, line).returncode in (0, 1), line)
    done = shell(place, "$T progress 4 --text 乙 > /dev/full; $T show 4")
    check("乙" in done.stdout.decode() and "taizhang: " in done.stderr.decode(), "what was saved says so")


# ---- signals --------------------------------------------------------------------------------------------------

def open_form(place, **more):
    terminal = Terminal(place, **more)
    terminal.wait("本月主题")
    terminal.read(0.1)
    terminal.type("p")
    terminal.wait("完成率")
    terminal.read(0.1)
    terminal.type(TYPED)
    terminal.read(0.15)
    return terminal


def test_signals():
    """In a list, a form and a window over it: the terminal is as before, the draft is kept, nothing
    is saved, and the status says how it ended."""
    place = home()
    before = place.good("list", "--format", "json")
    for where in ("list", "form", "window"):
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGPIPE, signal.SIGKILL, signal.SIGQUIT):
            shutil.rmtree(place.path / "state", ignore_errors=True)
            if where == "list":
                terminal = Terminal(place)
                terminal.wait("本月主题")
                terminal.read(0.1)
            else:
                terminal = open_form(place)
                if where == "window":
                    terminal.type("\t\t\x0f" if number % 2 else "\x1b")
                    terminal.read(0.4)
            with terminal:
                if number == signal.SIGKILL and where != "list":
                    start = time.monotonic()
                    while not drafts(place):
                        check(time.monotonic() - start < 2 * SLOW, "no draft within two seconds")
                        terminal.read(0.05, 0.1)
                os.kill(terminal.process.pid, number)
                if number == signal.SIGPIPE and where == "list":
                    terminal.read(0.1) # whether it ends it or not, the terminal comes back
                    if terminal.process.poll() is None:
                        terminal.process.terminate()
                status = terminal.ended()
                what = f"{number.name} in a {where}"
                ordered = number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
                check(status == 0 if ordered else status in (0, -number), f"{what}: {status}")
                if ordered:
                    terminal.check_settings(what)
                    check_screen(terminal.output, what)
                kept = drafts(place)
                if where != "list" and (ordered or number == signal.SIGKILL):
                    check(len(kept) == 1 and TYPED in kept[0].read_text(), f"{what}: {len(kept)} drafts")
                    check(kept[0].stat().st_mode & 0o777 == 0o600, f"{what}: mode")
                if where == "list":
                    check(not kept, f"{what}: a draft of nothing")
    check(place.good("list", "--format", "json") == before, "something was saved")
    check(place.good("verify"), "verify")


def test_stop():
    """Where no shell could continue it, it does not stop, and goes on; the rest is /term/suspend."""
    place = home()
    with open_form(place) as terminal:
        for _ in range(3):
            os.kill(terminal.process.pid, signal.SIGTSTP)
            terminal.read(0.1, 3)
            os.kill(terminal.process.pid, signal.SIGCONT)
            terminal.read(0.1, 3)
        terminal.type("之后")
        terminal.read(0.2)
        terminal.process.terminate()
        check(terminal.ended() == 0, "does not go on")
        terminal.check_settings("ended")
        check(TYPED + "之后" in drafts(place)[0].read_text(), "the draft lacks what came after")


def test_import_stopped():
    """An import that is ended in the middle has changed nothing; the terminal is as before."""
    place = home()
    rows = 30000 if LONG else 4000
    path = place.write("many.csv", "序号,一级指标,二级指标,目标任务,责任单位,完成时限\n"
                       + "".join(f"{i},甲,乙,建立信用修复指南第{i}号,厅法规处,2026年11月底\n" for i in range(rows)))
    before = place.good("ledgers", "--format", "json")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL):
        with Terminal(place, "import", "--as-ledger", "大", path) as terminal:
            time.sleep(0.08 * SLOW)
            if terminal.process.poll() is None:
                os.kill(terminal.process.pid, number)
            status = terminal.ended(60)
            check(status in (0, 1, -number), f"{number.name}: {status} {terminal.output[-300:]!r}")
            terminal.check_settings(number.name)
            if status != 0:
                check(place.good("ledgers", "--format", "json") == before, f"{number.name}: half an import")
            else:
                shutil.copy(place.path / "pristine.db", place.db)
        place.good("verify")


# ---- drafts -----------------------------------------------------------------------------------------------------

def test_drafts():
    """Never more than two seconds behind, also while typing goes on; where they cannot be written,
    that is said, and the text can be saved all the same."""
    place = home()
    with open_form(place) as terminal:
        start, typed = time.monotonic(), 0
        times = {}
        while time.monotonic() - start < (6 if LONG else 3.5) * max(SLOW, 1):
            terminal.type(f"<{typed}>")
            times[typed] = time.monotonic()
            typed += 1
            terminal.read(0.03, 0.05)
            kept = drafts(place)
            text = kept[0].read_text() if kept else ""
            late = [n for n, at in times.items() if time.monotonic() - at > (2 if LONG else 8) * max(SLOW, 1) and f"<{n}>" not in text]
            check(not late, f"behind by more than two seconds: {late[:3]}")
        terminal.process.kill()
        terminal.ended()
    said = place.good("drafts").decode()
    check("没保存" in said and "记录进展" in said, said)
    number = place.good("drafts", "--format", "json").decode().split('"id": "')[1][:6]
    shown = place.good("drafts", "--show", number).decode()
    check(TYPED + "<0><1>" in shown and "【" in shown, shown)
    # Of a task that is gone by now: told of, and the words are not lost.
    with Terminal(place) as terminal:
        terminal.wait("上次有没保存的内容")
        subprocess.run([place.program, "delete", "4", "--reason", "重复"], env=place.environment, capture_output=True)
        terminal.type("c")
        terminal.read(0.3)
        terminal.process.terminate()
        check(terminal.ended() == 0, "a draft of what is gone")
    check(TYPED in place.good("drafts", "--show", number).decode(), "the words are gone with the task")
    check("已删除" in place.good("drafts", "--remove", number).decode(), "not removed")
    check(not drafts(place), "still there")
    place.refused("drafts", "--show", number)
    # The folder of drafts is a file, then nobody's to write in.
    shutil.copy(place.path / "pristine.db", place.db)
    shutil.rmtree(place.path / "state", ignore_errors=True)
    place.write("state/taizhang/drafts", "no folder")
    with open_form(place) as terminal:
        terminal.read(1.6, 3)
        check("只在这个窗口里".encode() in terminal.output, "does not say that there is no draft")
        terminal.type("\x13")
        terminal.read(0.6, 5)
        terminal.process.terminate()
        check(terminal.ended() == 0, "without drafts")
    check(TYPED in place.good("show", "4").decode(), "was not saved")


def test_hostile_drafts():
    """What lies in the folder of drafts may be anything: no start hangs or shows it raw."""
    place = home()
    folder = place.path / "state/taizhang/drafts"
    folder.mkdir(parents=True, mode=0o700)
    evil = "\x1b]0;OWNED\x07\u202e"
    os.mkfifo(folder / "a.yaml")
    (folder / "b.yaml").symlink_to("/dev/zero")
    (folder / "c.yaml").mkdir()
    (folder / "d.yaml").write_bytes(b"\xff" * (1 << 20))
    (folder / "e.yaml").write_text("[" * 100000)
    for number, form in enumerate(("progress", "task_edit", "nonsense", "import", "../x", evil)):
        clean = form.replace("\x1b", "\\e").replace("\x07", "\\a")
        (folder / f"f{number}.yaml").write_text(
            f'process: 1\nstarted: 1\ndatabase: "{place.db}"\nform: "{clean}"\ntarget: {10 ** 17 + number}\n'
            f'title: "甲\u202e\ue000乙"\nsaved_at: "\u202e"\nvalues:\n  text: "{"x" * 200000}"\n  nonsense: "\u202e"\n  path: "/dev/zero"\n')
    with Terminal(place) as terminal:
        terminal.wait("上次有没保存的内容")
        for _ in range(8):
            terminal.type("c")
            terminal.read(0.2, 3)
            terminal.type("\x1b")
            terminal.read(0.35, 3)
        terminal.process.terminate()
        check(terminal.ended() == 0, f"hostile drafts: {terminal.output[-300:]!r}")
        check_screen(terminal.output, "hostile drafts")
    for words in (["drafts"], ["drafts", "--format", "json"]):
        check_text(place.good(*words), f"{words}")
    check((folder / "a.yaml").is_fifo() and (folder / "b.yaml").is_symlink(), "others' files were touched")


if __name__ == "__main__":
    try:
        main([test_terms, test_locales, test_sizes, test_streams, test_signals, test_stop, test_import_stopped, test_drafts,
              test_hostile_drafts])
    finally:
        if HOME is not None:
            HOME.__exit__()
