"""That the bench measures all its lines, and that its terminal shows what a terminal does: speaks TAP.

test_bench.py PROGRAM FOLDER. No time is looked at, only that there is one.
"""
import json
import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import data  # noqa: E402
import measure  # noqa: E402
import report  # noqa: E402
import screen  # noqa: E402
import subjects  # noqa: E402

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
# line: the numbers that ours must have there.
COMMANDS = "version overdue count query import import-undo export-csv export-xlsx report".split()
KEYS = ("move line line-overdue page end home search-common-2 search-rare-2 search-common-4 search-rare-4 search-clear open-ledger "
        "open-overdue open-today edit-save undo edit-save-today").split()
SLOW = [f"slow-1000000-{key}" for key in "line move page end home filter overdue today held".split()]
AHEAD = ["ahead-at-once", "ahead-held", "slow-1000000-held"]
WANTED = {
    **{line: {"ms", "cpu_ms", "peak"} for line in COMMANDS},
    **{line: {"ms", "cpu_ms", "bytes"} for line in ["start", "start-rest", *KEYS]},
    **{line: {"ms", "bytes"} for line in SLOW}, **{line: {"ms", "bytes", "count"} for line in AHEAD},
    "held": {"cpu_ms", "bytes"}, "ahead-single": {"bytes"}, "start-peak": {"peak"}, "peak": {"peak"}, "people-save": {"ms"},
    "people-lost": {"count"}, "idle": {"cpu_ms", "bytes"},
}
YARDSTICK = ("overdue count import export-csv start move line held page search-common-2 search-rare-4 edit-save undo peak "
             "people-save idle").split()


def check_lines():
    target = folder / "tried.json"
    done = subprocess.run([sys.executable, HERE / "bench.py", "--program", program, "--tried", "--ours", "--json", target],
                          capture_output=True, text=True)
    if done.returncode != 0:
        return [*done.stderr.splitlines(), *done.stdout.splitlines()[-5:]]
    made = json.loads(target.read_text(encoding="utf-8"))
    lines = {(entry["line"], entry["subject"]): entry for entry in made["lines"]
             if entry["tasks"] == made["tasks"][-1]}
    wrong = [f"no {number} of {line}" for line, numbers in WANTED.items() for number in sorted(numbers)
             if number not in lines.get((line, "taizhang"), {})]
    wrong += [f"no {floor} of the import" for floor in subjects.FLOORS if ("import", floor) not in lines]
    wrong += [f"no {line} of the yardstick" for line in YARDSTICK if (line, "yardstick") not in lines]
    wrong += [f"{line} is not in the table" for line in WANTED if f"\n{line} " not in done.stdout]
    wrong += [f"{line} took no time" for (line, _), entry in lines.items() if not entry.get("ms", {}).get("min", 1) > 0]
    budgets = {(budget["line"], budget["number"]) for budget in made["budgets"]}
    wrong += [f"no budget of {line}" for line, _, number, *_ in report.BUDGETS if (line, number) not in budgets]
    return wrong


def check_report():
    """Middle, spread, ratio, growth and budgets of made-up samples."""
    results = measure.Results(lambda *_: True, print)
    for tasks in (10, 100):
        for taken in (tasks, 3 * tasks, 2 * tasks):
            results.add("start", tasks, "taizhang", "80x24", ms=taken, cpu_ms=taken)
        results.add("start", tasks, "yardstick", "80x24", ms=tasks)
        results.add("overdue", tasks, "taizhang", "", ms=40)
        results.add("overdue", tasks, "yardstick", "", ms=10)
        results.add("search-rare-2", tasks, "taizhang", "80x24", ms=20)
        results.add("search-rare-2", tasks, "yardstick", "80x24", ms=10)
    made = report.as_json(results, [10, 100], {})
    ours = [entry for entry in made["lines"] if entry["subject"] == "taizhang" and entry["line"] == "start"]
    return [f"{what}: {found}" for what, found, wanted in (
        ("median", [entry["ms"]["median"] for entry in ours], [20, 200]),
        ("least", [entry["ms"]["min"] for entry in ours], [10, 100]),
        ("most", [entry["ms"]["max"] for entry in ours], [30, 300]),
        ("ratio", [entry["ratio"] for entry in ours], [2, 2]),
        ("growth", [entry["growth"] for entry in made["growth"]], [10]),
        ("budget", [(entry["line"], entry["measured"], entry["met"], entry["met_by_ratio"]) for entry in made["budgets"]],
         [("start", 2, True, None), ("overdue", 40, False, True), ("search-rare-2", 20, True, False)]),
    ) if found != wanted]


def check_data():
    """The same rows each time, words in the share that they should have."""
    rows = data.rows(2000)
    wrong = [] if [row.goal for row in rows] == [row.goal for row in data.rows(2000)] else ["other rows each time"]
    for name, (word, share) in data.SHARES.items():
        found = sum(word in row.goal for row in rows) / len(rows)
        if not share / 1.3 <= found <= share * 1.3:
            wrong.append(f"{name}: {found} instead of {share}")
    return wrong


# What is sent, and what four rows of eight columns show then.
SHOWN = [
    ("abc\r\ndef", ["abc", "def", "", ""]),
    ("台账\b\b\x1b[K!", ["台!", "", "", ""]),
    ("12345678台", ["12345678", "台", "", ""]),
    ("1\r\n2\r\n3\r\n4\r\n5", ["2", "3", "4", "5"]),
    ("1\r\n2\r\n3\r\n4\x1b[2;3r\x1b[3;1H\n!", ["1", "3", "!", "4"]),
    ("1\r\n2\r\n3\r\n4\x1b[2;3r\x1b[2;1H\x1bM!", ["1", "!", "2", "4"]),
    ("1\r\n2\r\n3\r\n4\x1b[1;1H\x1b[2M", ["3", "4", "", ""]),
    ("1\r\n2\r\n3\r\n4\x1b[2d\x1b[L", ["1", "", "2", "3"]),
    ("abcdef\x1b[3G\x1b[2P", ["abef", "", "", ""]),
    ("abcd\x1b[2G\x1b[2@", ["a  bcd", "", "", ""]),
    ("-\x1b[4b\x1b[2X", ["-----", "", "", ""]),
    ("abcdef\x1b[2G\x1b[3X", ["a   ef", "", "", ""]),
    ("\x1b(0qx\x1b(Bq", ["─│q", "", "", ""]),
    ("ab\x1b]0;title\x07c\x1b[?25l\x1b[38;5;1md", ["abcd", "", "", ""]),
    ("1\r\n2\x1b[2J", ["", "", "", ""]),
    ("1\r\n2\x1b[S", ["2", "", "", ""]),
    ("台\x1b[2Gx", [" x", "", "", ""]),
]


def check_screen():
    wrong = []
    for sent, wanted in SHOWN:
        whole, parts = screen.Screen(4, 8), screen.Screen(4, 8)
        whole.feed(sent.encode())
        for byte in sent.encode():
            parts.feed(bytes([byte]))
        if whole.shown() != wanted:
            wrong.append(f"{sent!r} shows {whole.shown()}")
        if whole.state() != parts.state():
            wrong.append(f"{sent!r} is not the same byte by byte: {parts.shown()}")
    bold, plain = screen.Screen(1, 8), screen.Screen(1, 8)
    bold.feed(b"\x1b[1;31ma\x1b[0m")
    plain.feed(b"a")
    if bold.state() == plain.state():
        wrong.append("looks are not seen")
    return wrong


checks = [check_screen, check_data, check_report, check_lines]
print(f"1..{len(checks)}")
for number, check in enumerate(checks, 1):
    wrong = check()
    for line in wrong:
        print("#", line.encode("ascii", "backslashreplace").decode())
    print("not ok" if wrong else "ok", number, check.__name__)
