"""Measures the program beside a yardstick and whatever peers are installed; README.md says how to
read what comes out.

bench.py --program PATH [--quick] [--json FILE] [--only NAME]…
"""
import argparse
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import instructions  # noqa: E402
import lines  # noqa: E402
import measure  # noqa: E402
import report  # noqa: E402
import subjects  # noqa: E402


FULL = measure.Plan([10000, 100000], 5, 20, 8, 10)
QUICK = measure.Plan([1000, 10000], 3, 5, 8, 5)
# To see that the bench itself works: no figure of it means anything.
TRIED = measure.Plan([200], 1, 0.1, 2, 1, sizes=((24, 80),), speeds=(1000000,), delay=0, quiet=0.08, burst=2,
                     repeats=2)


def read_words():
    words = argparse.ArgumentParser(prog="run bench", description="Measures taizhang beside other programs.")
    words.add_argument("--quick", action="store_true", help="1,000 and 10,000 tasks, three rounds: a few minutes")
    words.add_argument("--json", metavar="FILE", help="where the figures go (build/bench/bench.json)")
    words.add_argument("--only", metavar="NAME", action="append",
                       help="only this part (commands, screens, moves, search, edit, slow, people, idle, instructions) or "
                       "line of the table, like line or search-rare-2; may be given again")
    words.add_argument("--tasks", metavar="N,…", help="other numbers of tasks, the fewest first")
    words.add_argument("--rounds", type=int, metavar="N", help="how often each is played")
    words.add_argument("--idle", type=float, metavar="SECONDS", help="how long nothing is done")
    words.add_argument("--ours", action="store_true", help="only ours and the yardstick, no peers")
    words.add_argument("--tried", action="store_true", help=argparse.SUPPRESS)
    words.add_argument("--program", required=True, help=argparse.SUPPRESS)
    words.add_argument("--work", metavar="FOLDER", help="where the data is made (build/bench)")
    given = words.parse_args()
    given.plan = TRIED if given.tried else QUICK if given.quick else FULL
    try:
        given.plan.tasks = [int(word) for word in given.tasks.split(",")] if given.tasks else given.plan.tasks
    except ValueError:
        words.error(f"--tasks {given.tasks}: numbers with commas between them")
    if min(given.plan.tasks) < 200:
        words.error("fewer than 200 tasks are no list to move in")
    given.plan.rounds = given.rounds or given.plan.rounds
    given.plan.idle = given.plan.idle if given.idle is None else given.idle
    return given


def build_yardstick(folder):
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "glib-2.0", "sqlite3", "ncursesw"],
                           capture_output=True, text=True, check=True).stdout.split()
    target = folder / "yardstick"
    subprocess.run(["gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-D_GNU_SOURCE",
                    "-DSQLITE_ENABLE_SESSION", "-DSQLITE_ENABLE_PREUPDATE_HOOK", str(HERE / "yardstick.c"), "-o",
                    str(target), *flags], check=True)
    return target


def chosen(only):
    """Whether any of the lines or parts, in words, is asked for: by its name, by how it begins (slow for
    all of slow-9600-line), or, of a part, by one of its lines."""
    def wanted(lines, parts=""):
        return not only or any(
            word == name or name.startswith(word + "-") or (name in parts.split() and word.startswith(name + "-"))
            for word in only for name in [*lines.split(), *parts.split()])
    return wanted


def measure_all(given, folder, programs, yardstick, results):
    plan = given.plan
    for count in plan.tasks:
        results.say(f"{count:,} tasks: making the data")
        made = measure.Data(folder / str(count), given.program, yardstick, count, programs, plan)
        made.make()
        measure.measure_commands(made, results, heavy=False)
        measure.measure_screens(made, results)
        measure.measure_commands(made, results, heavy=True)
        if count == plan.tasks[0] and not given.tried:
            instructions.measure_instructions(made, results)
        if count == plan.tasks[-1]:
            lines.measure_typing_ahead(made, results)
            lines.measure_slow(made, results)
            lines.measure_people(made, results)
            measure.measure_idle(made, results)
        shutil.rmtree(folder / str(count))


def main():
    given = read_words()
    given.program = os.path.realpath(given.program)
    build = pathlib.Path(given.program).parent / "bench"
    build.mkdir(exist_ok=True)
    if given.work:
        pathlib.Path(given.work).mkdir(parents=True, exist_ok=True)
    programs = {} if given.ours else subjects.installed()
    about = report.machine()

    def say(text):
        print(text, file=sys.stderr, flush=True)

    def stop(*_):
        sys.exit("bench: ended from outside")

    signal.signal(signal.SIGTERM, stop)  # by way of what cleans up
    signal.signal(signal.SIGINT, stop)
    results = measure.Results(chosen(given.only), say)
    say("beside ours: " + ", ".join([subjects.YARDSTICK, *programs]))
    with tempfile.TemporaryDirectory(dir=given.work or build, prefix="data-") as folder:
        yardstick = build_yardstick(pathlib.Path(folder))
        measure_all(given, pathlib.Path(folder), programs, yardstick, results)
    print("\n".join(report.in_words(results, given.plan.tasks, about)))
    target = pathlib.Path(given.json or build / "bench.json")
    target.write_text(json.dumps(report.as_json(results, given.plan.tasks, about), ensure_ascii=False, indent=1) + "\n",
                      encoding="utf-8")
    say(f"figures: {target}")
    sys.exit(1 if results.failures else 0)


if __name__ == "__main__":
    main()
