"""The measuring: each function plays one part of the bench and hands samples to the results."""
import os
import pathlib
import shutil
import subprocess
import time

import data
from subjects import OURS, YARDSTICK, heavy_commands, quick_commands, viewers
from terminal import QUIET, REPEAT, Gone, Terminal


class Plan:
    """How much is measured. sizes: rows and columns; speeds: bits a second of slow lines, delay: seconds
    each way there; quiet: seconds without output that end an answer; burst: keys typed ahead; repeats:
    how many lines are scrolled in a round, and half as many pages."""

    def __init__(self, tasks, rounds, idle, people, saves, sizes=((24, 80), (50, 200)), speeds=(9600, 56000), delay=0.3,
                 quiet=QUIET, burst=20, repeats=10):
        self.tasks, self.rounds, self.idle, self.people, self.saves = tasks, rounds, idle, people, saves
        self.sizes, self.speeds, self.delay, self.quiet = sizes, speeds, delay, quiet
        self.burst, self.repeats = burst, repeats


class Results:
    """Samples by what was measured: (line, tasks, screen, subject) to a list of dicts of numbers."""

    def __init__(self, wanted, say):
        self.samples, self.failures = {}, []
        self.wanted, self.say = wanted, say

    def add(self, line, tasks, subject, screen="", **numbers):
        self.samples.setdefault((line, tasks, screen, subject), []).append(numbers)

    def key(self, line, tasks, subject, screen, answer):
        times = {} if answer.last is None else {"ms": answer.last * 1e3, "first_ms": answer.first * 1e3}
        self.add(line, tasks, subject, screen, cpu_ms=answer.cpu * 1e3, bytes=answer.bytes, **times)

    def fail(self, what, problem):
        self.failures.append({"what": what, "problem": str(problem)})
        self.say(f"  {what}: {str(problem).splitlines()[0]}")


class Data:
    """The files of one number of tasks, in a folder of their own."""

    def __init__(self, folder, program, yardstick, count, programs, plan):
        self.folder, self.program, self.yardstick = pathlib.Path(folder), program, str(yardstick)
        self.count, self.programs, self.plan = count, programs, plan
        self.home = self.folder / "home"
        self.home.mkdir(parents=True)
        self.ledger, self.plain = self.path("ledger.db"), self.path("plain.db")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("TAIZHANG_", "XDG_", "TASK"))}
        self.environment = dict(kept, HOME=str(self.home), TERM="xterm-256color", LC_ALL="C.UTF-8", LANG="C.UTF-8",
                                TAIZHANG_SYSTEM=str(self.home / "system"), TAIZHANG_TODAY=data.TODAY.isoformat(), TAIZHANG_SQL="", LINES="", COLUMNS="")
        for name in ("TAIZHANG_SQL", "LINES", "COLUMNS"):
            del self.environment[name]

    def path(self, name):
        return str(self.folder / name)

    def fresh(self, name):
        """Where something is made again in each round."""
        (self.folder / "fresh").mkdir(exist_ok=True)
        return str(self.folder / "fresh" / name)

    def ours(self, *words):
        return [self.program, *words]

    def run(self, command, **more):
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, **more)
        if done.returncode:
            raise SystemExit(f"bench: {command}: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout

    def remove_fresh(self):
        for path in (self.folder / "fresh").glob("*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def start_ledger(self):
        self.remove_fresh()
        self.run(self.ours("--db", self.fresh("import.db"), "init"))

    def make(self):
        made = data.rows(self.count)
        data.write_ledger(self.path("ledger.csv"), made)
        data.write_tasks(self.path("tasks.csv"), made)
        if {"less", "lnav"} & self.programs.keys():
            data.write_lines(self.path("tasks.txt"), made)
        if "tig" in self.programs:
            data.make_repository(self.path("repository"), made)
        if "taskwarrior" in self.programs:
            data.write_taskwarrior(self.path("tasks.json"), made)
            (self.folder / "tasks").mkdir()
            pathlib.Path(self.path("taskrc")).write_text(
                f"data.location={self.path('tasks')}\nconfirmation=off\nhooks=off\nverbose=nothing\n", encoding="utf-8")
            self.run([self.programs["taskwarrior"], "rc:" + self.path("taskrc"), "import", self.path("tasks.json")])
        self.run([self.yardstick, "import", self.path("tasks.csv"), self.plain])
        self.run(self.ours("--db", self.ledger, "init"))
        self.run(self.ours("--db", self.ledger, "import", "--year", str(data.TODAY.year), "--make-units",
                           self.path("ledger.csv")))


# ---- whole processes ------------------------------------------------------------------------------


def run_command(made, command):
    """Runs it once; seconds, seconds of processor, peak memory, bytes of output that were read."""
    if command.before:
        command.before()
    told, tell = os.pipe()
    child = subprocess.Popen([made.yardstick, "run", str(tell), *command.command], env=made.environment,
                             pass_fds=(tell,), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE)
    os.close(tell)
    left, size = command.lines, 0
    while left is None or left > 0:
        block = os.read(child.stdout.fileno(), 1 << 18)
        if not block:
            break
        size += len(block)
        if left is not None:
            left -= block.count(b"\n")
    child.stdout.close()
    problem = child.communicate()[1].decode("utf-8", "replace").strip()
    with os.fdopen(told) as file:
        taken, used, peak, status = map(int, file.read().split())
    if status and (left is None or left > 0):
        raise Gone(f"{' '.join(command.command)}: {os.waitstatus_to_exitcode(status)} {problem}")
    return taken / 1e6, used / 1e6, peak * 1024, size


def measure_commands(made, results, heavy):
    """Rounds of all, one after the other, so that what disturbs the machine disturbs all alike. A line
    that takes long is played fewer times."""
    rounds = made.plan.rounds if heavy else 2 * made.plan.rounds - 1
    for line, commands in (heavy_commands if heavy else quick_commands)(made, made.programs).items():
        if not results.wanted(line, "commands"):
            continue
        results.say(f"  {line}")
        started = time.monotonic()
        for number in range(rounds + (not heavy)):  # the first of the quick ones warms up
            if heavy and number and time.monotonic() - started > 60:
                break
            for command in commands:
                try:
                    if line == "import-undo":  # takes back the import of this round
                        made.start_ledger()
                        made.run(made.ours("--db", made.fresh("import.db"), "import", "--year", str(data.TODAY.year),
                                           "--make-units", made.path("ledger.csv")))
                    seconds, cpu, peak, size = run_command(made, command)
                except (Gone, OSError) as problem:
                    results.fail(f"{line} of {command.name}", problem)
                    continue
                if heavy or number:
                    results.add(line, made.count, command.name, ms=seconds * 1e3, cpu_ms=cpu * 1e3, peak=peak,
                                bytes=size)
    made.remove_fresh()


# ---- screens --------------------------------------------------------------------------------------


def open_viewer(made, viewer, size, **line):
    return Terminal(viewer.command, *size, environment=made.environment, folder=viewer.folder,
                    quiet=made.plan.quiet, **line)


def measure_starts(made, results, all_viewers):
    """Starts each until its list is on the screen, and ends it."""
    for size in made.plan.sizes:
        screen = f"{size[1]}x{size[0]}"
        results.say(f"  starts, {screen}")
        for _ in range(2 * made.plan.rounds):
            for viewer in all_viewers:
                with open_viewer(made, viewer, size) as terminal:
                    seconds, cpu = terminal.until(viewer.ready)
                    sent = sum(count for _, count in terminal.reads)
                results.add("start", made.count, viewer.name, screen, ms=seconds * 1e3, cpu_ms=cpu * 1e3, bytes=sent)


def play_start(made, results, viewer, size, screen):
    """Starts it until it has no more to do; hands the terminal on."""
    terminal = open_viewer(made, viewer, size)
    try:
        terminal.until(viewer.ready)
        terminal.settle()
        terminal.look()
    except Gone:
        terminal.close()
        raise
    if results:
        results.add("start-rest", made.count, viewer.name, screen, ms=(terminal.reads[-1][0] - terminal.started) * 1e3,
                    cpu_ms=terminal.cpu() * 1e3, bytes=sum(count for _, count in terminal.reads))
        results.add("start-peak", made.count, viewer.name, screen, peak=terminal.memory())
    return terminal


def play_moves(results, made, viewer, terminal, screen):
    """Lines, pages, the end."""
    tasks, repeats, rows = made.count, made.plan.repeats, terminal.screen.rows
    name = viewer.name
    terminal.key(viewer.home)
    terminal.key(viewer.line * 4)
    for _ in range(repeats // 2):
        results.key("move", tasks, name, screen, terminal.key(viewer.line))
    terminal.key(viewer.line * rows)  # down to the bottom of the page
    for _ in range(repeats):
        results.key("line", tasks, name, screen, terminal.key(viewer.line))
    held = terminal.burst([viewer.line] * 3 * repeats, REPEAT)
    results.add("held", tasks, name, screen, cpu_ms=held.cpu * 1e3 / (3 * repeats), bytes=held.bytes / (3 * repeats))
    for _ in range(repeats // 2):
        results.key("page", tasks, name, screen, terminal.key(viewer.page))
    results.key("end", tasks, name, screen, terminal.key(viewer.end))
    results.key("home", tasks, name, screen, terminal.key(viewer.home))


def play_search(results, tasks, viewer, terminal, screen):
    """Each word typed a character at a time, as people do; what is counted is its slowest key."""
    for name, (word, _) in data.SHARES.items():
        line = "search-" + name
        if not results.wanted(line):
            continue
        opening, closing = viewer.search
        terminal.key(opening)
        answers = [terminal.key(char) for char in word]
        answers.append(terminal.key(closing))
        slowest = max(answers, key=lambda answer: answer.last or 0)
        slowest.bytes = sum(answer.bytes for answer in answers)
        results.key(line, tasks, viewer.name, screen, slowest)
        if viewer.name == OURS:
            results.key("search-clear", tasks, OURS, screen, terminal.key("\x1b"))
        elif viewer.cleared:
            for key in viewer.cleared if viewer.name == YARDSTICK else [viewer.cleared]:
                terminal.key(key)


def play_ours(results, made, terminal, screen):
    """What only we have: other screens."""
    tasks = made.count
    if results.wanted("line-overdue", "screens"):
        terminal.key("3")
        terminal.key("j" * (terminal.screen.rows + 2))
        for _ in range(made.plan.repeats):
            results.key("line-overdue", tasks, OURS, screen, terminal.key("j"))
        terminal.key("1")
    for line, key in (("open-ledger", "2"), ("open-overdue", "3"), ("open-today", "1"), ("open-ledger", "2")):
        if results.wanted(line, "screens"):
            results.key(line, tasks, OURS, screen, terminal.key(key))


def play_edit(results, tasks, viewer, terminal, screen):
    if viewer.name == YARDSTICK:
        results.key("edit-save", tasks, YARDSTICK, screen, terminal.key(viewer.edit[1]))
        results.key("undo", tasks, YARDSTICK, screen, terminal.key(viewer.undo[1]))
        return
    terminal.key("G")
    for key in ("e", "\t", "改"):
        terminal.key(key)
    results.key("edit-save", tasks, OURS, screen, terminal.key("\x13", shows="已保存"))
    terminal.key("u")
    results.key("undo", tasks, OURS, screen, terminal.key("\r", shows="已撤销"))


def play_edit_today(results, tasks, terminal, screen):
    """Where the figures of all tasks follow the list."""
    for key in ("1", "e", "\t", "改"):
        terminal.key(key)
    results.key("edit-save-today", tasks, OURS, screen, terminal.key("\x13", shows="已保存"))
    terminal.key("u")
    terminal.key("\r", shows="已撤销")


def play(made, results, viewer, size, screen):
    """One program's whole play on one screen."""
    with play_start(made, results, viewer, size, screen) as terminal:
        if viewer.name == OURS:
            play_ours(results, made, terminal, screen)
            terminal.key("2")
        if results.wanted("move line held page end home", "moves"):
            play_moves(results, made, viewer, terminal, screen)
        if results.wanted("search", "search"):
            play_search(results, made.count, viewer, terminal, screen)
        if viewer.name in (OURS, YARDSTICK) and results.wanted("edit-save undo", "edit"):
            play_edit(results, made.count, viewer, terminal, screen)
        results.add("peak", made.count, viewer.name, screen, peak=terminal.memory())
        if viewer.name == OURS and results.wanted("edit-save-today", "edit"):
            play_edit_today(results, made.count, terminal, screen)


def measure_screens(made, results):
    if not results.wanted("start open-ledger open-overdue open-today move line held page end home edit-save undo peak search",
                          "screens moves search edit"):
        return
    all_viewers = list(viewers(made, made.programs))
    for viewer in all_viewers:  # the first start makes the day's copy and fills caches
        try:
            play_start(made, None, viewer, made.plan.sizes[0], "").close()
        except Gone as problem:
            results.fail(f"start of {viewer.name}", problem)
            all_viewers = [other for other in all_viewers if other is not viewer]
    measure_starts(made, results, all_viewers)
    rounds = made.plan.rounds
    for number in range(rounds):
        for size in made.plan.sizes:
            screen = f"{size[1]}x{size[0]}"
            for viewer in all_viewers:
                results.say(f"  round {number + 1}/{rounds}, {screen}, {viewer.name}")
                try:
                    play(made, results, viewer, size, screen)
                except (Gone, OSError) as problem:
                    results.fail(f"screens of {viewer.name}", problem)


def measure_idle(made, results):
    """All at once, since nothing is what they should do."""
    if not results.wanted("idle", "idle"):
        return
    seconds = made.plan.idle
    results.say(f"  idle for {seconds} s")
    opened = []
    try:
        for viewer in viewers(made, made.programs):
            try:
                terminal = play_start(made, None, viewer, made.plan.sizes[0], "")
            except Gone as problem:
                results.fail(f"idle of {viewer.name}", problem)
                continue
            opened.append((viewer.name, terminal))
            if viewer.name == OURS:
                terminal.key("2")
        before = [(terminal.cpu(), sum(size for _, size in terminal.reads)) for _, terminal in opened]
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for _, terminal in opened:
                terminal.pump(0.02)
        for (name, terminal), (cpu, sent) in zip(opened, before):
            results.add("idle", made.count, name, "80x24", cpu_ms=(terminal.cpu() - cpu) * 1e3 / seconds,
                        bytes=(sum(size for _, size in terminal.reads) - sent) / seconds)
    finally:
        for _, terminal in opened:
            terminal.close()
