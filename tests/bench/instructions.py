"""Instructions of the hottest paths, by callgrind: the same on a busy machine as on a quiet one."""
import glob
import os
import re
import shutil

import data
from measure import run_command
from subjects import OURS, Command
from terminal import Gone, Terminal

LINES = 10
# name: what is typed once the first list is on the screen. What an earlier one typed is taken off.
PATHS = {
    "start": [],
    "open-ledger": ["2"],
    "filter-key": ["2", "/", "整"],
    "line": ["2", *["j"] * 26, *["j"] * LINES],
    "save": ["2", "G", "e", "\t", "改", "\x13"],
}
BASES = {"start": (None, 1), "open-ledger": ([], 1), "filter-key": (["2", "/"], 1), "line": (["2", *["j"] * 26], LINES),
         "save": (["2", "G", "e", "\t", "改"], 1)}


def counted(made, command, name):
    """The command that counts, and where it leaves the count."""
    out = made.path(f"callgrind.{name}")
    return ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}.%p", "-q", *command], out


def total(out):
    """What the process (of all that it started, the first) used."""
    best = 0
    for path in glob.glob(out + ".*"):
        with open(path, encoding="utf-8", errors="replace") as file:
            found = re.findall(r"^(?:summary|totals): (\d+)", file.read(), re.M)
        best = max([best, *map(int, found)])
        os.unlink(path)
    if not best:
        raise Gone("callgrind counted nothing")
    return best


def typed(made, keys):
    command, out = counted(made, made.ours("--db", made.ledger), "keys")
    with Terminal(command, environment=made.environment, quiet=made.plan.quiet) as terminal:
        terminal.until(r"第\d+项", 600)
        terminal.settle(600)
        for key in keys:
            terminal.key(key, 600)
        # The polite end: what a form holds is kept as a draft, and would be offered at the next start.
    return total(out)


def ran(made, words, before=None):
    command, out = counted(made, made.ours(*words), "command")
    run_command(made, Command(OURS, command, before=before))
    return total(out)


def measure_instructions(made, results):
    if not results.wanted("instructions", "instructions") or not shutil.which("valgrind"):
        return
    known = {}

    def keys(steps):
        steps = tuple(steps)
        if steps not in known:
            drafts = made.home / ".local/share/taizhang/drafts"
            shutil.rmtree(drafts, ignore_errors=True)
            known[steps] = typed(made, steps)
            shutil.rmtree(drafts, ignore_errors=True)
        return known[steps]

    for name, steps in PATHS.items():
        results.say(f"  instructions of {name}")
        try:
            base, times = BASES[name]
            used = keys(steps) - (0 if base is None else keys(base))
            results.add("instructions-" + name, made.count, OURS, "", count=used / times)
        except Gone as problem:
            results.fail(f"instructions of {name}", problem)
    results.say("  instructions of list --query and import")
    rows = made.path("thousand.csv")
    data.write_ledger(rows, data.rows(1000))
    for name, words, before in (
            ("query", ["--db", made.ledger, "list", "--query", data.SHARES["common-2"][0]], None),
            ("import-1000", ["--db", made.fresh("import.db"), "import", "--year", str(data.TODAY.year), "--make-units",
                             rows], made.start_ledger)):
        try:
            results.add("instructions-" + name, made.count, OURS, "", count=ran(made, words, before))
        except (Gone, OSError) as problem:
            results.fail(f"instructions of {name}", problem)
    made.remove_fresh()
