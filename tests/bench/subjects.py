"""What is measured: ours, the yardstick, and the programs that a user would otherwise start.

A Viewer shows a list on the screen and is driven by keys; a Command runs and ends. Each says what
to start and what to type, and no more: how it is measured is the same for all.
"""
import shutil

from data import SHARES, TODAY

OURS, YARDSTICK = "taizhang", "yardstick"
# The rows that our import makes, put in by SQLite alone, and so that they can be taken back: no import of
# ours can take less.
FLOORS = ("floor-rows", "floor-recorded")
PAGE_DOWN = "\x1b[6~"
PEERS = {"sqlite3": "sqlite3", "less": "less", "tig": "tig", "visidata": "vd", "taskwarrior": "task", "lnav": "lnav"}
# The first page of what is late, by the peers' own means.
PAGE = 22


def installed():
    """The peers that are here: name to path. tig needs git for its data."""
    found = {name: shutil.which(program) for name, program in PEERS.items()}
    if not shutil.which("git"):
        found["tig"] = None
    return {name: path for name, path in found.items() if path}


class Viewer:
    """ready: what the screen shows as soon as the list is on it. search: what comes before a word and
    after it; cleared: what undoes it. edit and undo: keys before the one that is timed, and that one."""

    def __init__(self, name, command, ready, folder=None, line="j", page=PAGE_DOWN, end="G", home="g",
                 search=("/", "\r"), cleared="", edit=None, undo=None):
        self.name, self.command, self.ready, self.folder = name, command, ready, folder
        self.line, self.page, self.end, self.home = line, page, end, home
        self.search, self.cleared, self.edit, self.undo = search, cleared, edit, undo


def viewers(made, programs):
    """All that can show the list; made: where the data lies (measure.Data)."""
    yield Viewer(OURS, made.ours("--db", made.ledger), r"第\d+项")
    yield Viewer(YARDSTICK, [made.yardstick, "list", made.plain], r"2026-\d\d-\d\d", cleared="/\r", edit=("", "e"),
                 undo=("", "u"))
    if "less" in programs:
        yield Viewer("less", [programs["less"], made.path("tasks.txt")], r"^1 ", page=" ")
    if "lnav" in programs:
        yield Viewer("lnav", [programs["lnav"], "-q", made.path("tasks.txt")], r"20\d\d-\d\d-\d\d (未|办|已|暂)",
                     cleared="\x12")
    if "visidata" in programs:
        yield Viewer("visidata", [programs["visidata"], "--motd-url=", made.path("tasks.csv")], r"^ ?1 +[│|]",
                     end="gj", home="gk", search=("g|", "\r"), cleared="gu")
    if "tig" in programs:
        yield Viewer("tig", [programs["tig"]], r"20\d\d-\d\d-\d\d", folder=made.path("repository"), page=" ",
                     end="\x1b[F", home="\x1b[H")


class Command:
    """A command line; lines: how many of its output are wanted, None for all. before: made ready and
    not measured, called with nothing."""

    def __init__(self, name, command, lines=None, environment=None, before=None, given=None):
        self.name, self.command, self.lines = name, command, lines
        self.environment, self.before, self.given = environment or {}, before, given


def quick_commands(made, programs):
    """By line of the table: what answers a question and ends."""
    day = TODAY.isoformat()
    late = f"SELECT id, due, status, lead, title FROM task WHERE status <> '已办结' AND due < '{day}' ORDER BY due"
    task = [programs.get("taskwarrior"), "rc:" + made.path("taskrc")]
    ledger = ["--db", made.ledger]
    word = SHARES["common-2"][0]
    plain = [programs.get("sqlite3"), made.plain]
    lines = {
        "version": [Command(OURS, made.ours("--version")), Command("sqlite3", plain[:1] + ["--version"])],
        "overdue": [
            Command(OURS, made.ours(*ledger, "list", "--overdue"), PAGE),
            Command(YARDSTICK, [made.yardstick, "overdue", made.plain, day]),
            Command("sqlite3", [*plain, f"{late} LIMIT {PAGE}"]),
            Command("taskwarrior", [*task, "overdue", f"limit:{PAGE}"]),
        ],
        "count": [
            Command(OURS, made.ours(*ledger, "ledgers")),
            Command(YARDSTICK, [made.yardstick, "count", made.plain]),
            Command("sqlite3", [*plain, "SELECT status, COUNT(*) FROM task GROUP BY status"]),
            Command("taskwarrior", [*task, "count"]),
        ],
        "query": [
            Command(OURS, made.ours(*ledger, "list", "--query", word), PAGE),
            Command("sqlite3", [*plain, f"SELECT * FROM task WHERE title LIKE '%{word}%'"], PAGE),
            Command("taskwarrior", [*task, f"/{word}/", "all", f"limit:{PAGE}"]),
        ],
    }
    return here(lines, programs)


def heavy_commands(made, programs):
    """By line of the table: what reads or writes everything."""
    task = [programs.get("taskwarrior"), "rc:" + made.path("taskrc")]
    ledger = ["--db", made.ledger]
    plain = [programs.get("sqlite3"), made.plain]
    indexes = [
        "CREATE INDEX task_late ON task(due) WHERE status <> '已办结'",
        "CREATE INDEX task_lead ON task(lead, status)",
        "CREATE INDEX task_status ON task(status)",
        "CREATE INDEX task_sub ON task(top, sub)",
    ]
    lines = {
        "import": [
            Command(OURS, made.ours("--db", made.fresh("import.db"), "import", "--year", str(TODAY.year), "--make-units",
                                    made.path("ledger.csv")), before=made.start_ledger),
            Command(YARDSTICK, [made.yardstick, "import", made.path("tasks.csv"), made.fresh("plain-import.db")],
                    before=made.remove_fresh),
            *[Command(name, [made.yardstick, name.removeprefix("floor-"), made.ledger, made.fresh("import.db")],
                      before=made.start_ledger) for name in FLOORS],
            Command("sqlite3", [programs.get("sqlite3"), "-csv", made.fresh("sqlite-import.db"),
                                f".import {made.path('tasks.csv')} task", *indexes], before=made.remove_fresh),
            Command("taskwarrior", [*task, "rc.data.location=" + made.fresh("task-import"), "import",
                                    made.path("tasks.json")], before=made.remove_fresh),
        ],
        "import-undo": [Command(OURS, made.ours("--db", made.fresh("import.db"), "undo"))],
        "export-csv": [
            Command(OURS, made.ours(*ledger, "export", "--force", "-o", made.fresh("out.csv"))),
            Command(YARDSTICK, [made.yardstick, "export", made.plain]),
            Command("sqlite3", [*plain[:1], "-csv", *plain[1:], "SELECT * FROM task"]),
            Command("taskwarrior", [*task, "export"]),
        ],
        "export-xlsx": [Command(OURS, made.ours(*ledger, "export", "--force", "-o", made.fresh("out.xlsx")))],
        "report": [Command(OURS, made.ours(*ledger, "report", "--force", "-o", made.fresh("report.xlsx")))],
    }
    return here(lines, programs)


def here(lines, programs):
    """lines without the peers that are not installed."""
    return {line: [command for command in commands if command.name in (OURS, YARDSTICK, *FLOORS, *programs)]
            for line, commands in lines.items()}
