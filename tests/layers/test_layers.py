"""The walls of the house, held by what files include and by what the core's objects refer to.

test_layers.py SOURCE_ROOT LIBCORE LIBOFFICE: speaks TAP.
"""
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(sys.argv[1])
libraries = sys.argv[2:]

# Who may include whom, by folder: the way is main → screen | command → action → core, screen →
# widget → term; in the core, model → store, and rules on their own.
BELOW = {"core/model", "core/store", "core/rules", "core/config"}
CONTENT = {"core/exchange/content", "core/exchange/table", *BELOW}
ALLOWED = {
    "core/rules": {"core/rules"},
    "core/store": {"core/store", "core/rules"},
    "core/model": {"core/model", "core/store", "core/rules"},
    "core/config": {"core/config", "core/rules"},
    "core/exchange/table": {"core/exchange/table", "core/store", "core/rules", "core/config"},
    "core/exchange/content": {"core/exchange/content", *BELOW},
    "core/exchange/import": {"core/exchange/import", *CONTENT},
    "core/exchange/export": {"core/exchange/export", "core/exchange", *CONTENT},
    "core/exchange/collect": {"core/exchange/collect", "core/exchange/import", "core/exchange/export", *CONTENT},
    "core/exchange/report": {"core/exchange/report", "core/exchange/export", *CONTENT},
    "core/exchange": {"core/exchange", *CONTENT},
    "tui/term": {"tui/term", "core/rules", "core/config"},
    "tui/widget": {"tui/widget", "tui/term", "core/rules", "core/config"},
    "tui/action": {"tui/action", "core"},
    "tui/screen": {"tui/screen", "tui/widget", "tui/term", "tui/action", "core"},
    "tui/command": {"tui/command", "tui/action", "core"},
    "tui": {"tui/screen", "tui/command", "tui/term", "core"},
}
CURSES = re.compile(r"^(n?curses|ncursesw/.*|term|panel|form|menu)\.h$")
SQLITE_ONLY_IN = "core/store"
# What the core may not call: output, ending, clocks, curses.
FORBIDDEN = re.compile(
    r"^(printf|__printf_chk|puts|putchar|fputs|stdout|stderr|vprintf|__vprintf_chk|fprintf|__fprintf_chk|perror"
    r"|g_print|g_printerr|exit|_exit|abort|quick_exit|time|gettimeofday|clock_gettime|localtime|localtime_r"
    r"|g_get_real_time|g_get_monotonic_time|g_date_time_new_now.*|g_date_set_time.*|getlogin.*|getpwuid"
    r"|initscr|newterm|endwin|stdscr|refresh|wrefresh|getch|wgetch|waddnwstr)$"
)


def includes(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        match = re.match(r'\s*#\s*include\s*([<"])([^">]+)[">]', line)
        if match:
            yield match.group(1), match.group(2)


def layer(path):
    return str(path.relative_to(root).parent)


def check_directions():
    wrong = []
    for path in sorted([*root.glob("core/**/*.[ch]"), *root.glob("tui/**/*.[ch]")]):
        here = layer(path)
        allowed = ALLOWED.get(here, set())
        for kind, name in includes(path):
            if kind != '"':
                continue
            there = str(pathlib.PurePath(name).parent)
            if there not in allowed and there.split("/")[0] not in allowed:
                wrong.append(f"{path.relative_to(root)} includes {name}")
    return wrong


def check_curses():
    wrong = []
    for path in sorted([*root.glob("core/**/*.[ch]"), *root.glob("tui/**/*.[ch]")]):
        for kind, name in includes(path):
            if kind == "<" and CURSES.match(name) and layer(path) != "tui/term":
                wrong.append(f"{path.relative_to(root)} includes <{name}>")
            if name == "sqlite3.h" and layer(path) != SQLITE_ONLY_IN:
                wrong.append(f"{path.relative_to(root)} includes <{name}>")
    return wrong


def check_symbols():
    output = subprocess.run(
        ["nm", "--undefined-only", "--format=posix", *libraries],
        check=True, capture_output=True, text=True,
    ).stdout
    names = [line.split()[0].split("@")[0] for line in output.splitlines() if " U" in line]
    if "g_free" not in names:
        return ["nm showed no symbols of the core: the check is blind"]
    return sorted({f"the core refers to {name}" for name in names if FORBIDDEN.match(name)})


def check_map():
    """core.h names every header of the core that another folder includes."""
    text = (root / "core/core.h").read_text(encoding="utf-8")
    public = set()
    for path in [*root.glob("core/**/*.[ch]"), *root.glob("tui/**/*.[ch]")]:
        for kind, name in includes(path):
            if name.startswith("core/") and str(pathlib.PurePath(name).parent) != layer(path):
                public.add(name[len("core/") :])
    if "store/db.h" not in public:
        return ["no includes were found: the check is blind"]
    return [f"core/core.h does not name {name}" for name in sorted(public) if name not in text]


checks = [check_directions, check_curses, check_symbols, check_map]
print(f"1..{len(checks)}")
for number, check in enumerate(checks, 1):
    wrong = check()
    for line in wrong:
        print("#", line)
    print("not ok" if wrong else "ok", number, check.__name__)
